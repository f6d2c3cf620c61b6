import type { Channel } from '../../src/engine/organisation/channels.js';
import { MARKETING } from './org.js';

/** A public channel of Marketing alone, unless told otherwise. */
export function aChannel(id: string, changes: Partial<Channel> = {}): Channel {
  return {
    id,
    name: `name-of-${id.toLowerCase()}`,
    private: false,
    archived: false,
    orgWide: false,
    external: false,
    home: MARKETING,
    workspaces: [MARKETING],
    ...changes,
  };
}
