import type { Group } from '../../src/engine/organisation/channels.js';
import { aChannel } from './channels.js';
import { everybody, MARKETING, workspace, type Org } from './org.js';

export const ENGINEERS = 'S0ENGINEERS';
export const SUPPORT = 'T0SUPPORT1';

/** An IdP group of two people, unless told otherwise. */
export function aGroup(changes: Partial<Group> = {}): Group {
  return {
    id: ENGINEERS,
    name: 'Engineers (IdP)',
    members: ['W0MEMBER', 'W0ELSEWHERE'],
    workspaces: [MARKETING],
    ...changes,
  };
}

/** The sample organisation with a group in Marketing, and channels for it. */
export function withGroup(changes: Partial<Org> = {}): Org {
  const org = everybody();
  return {
    ...org,
    workspaces: [...org.workspaces, workspace(SUPPORT, { name: 'Support' })],
    groups: [aGroup()],
    groupLinks: { [ENGINEERS]: { linked: [MARKETING] } },
    groupChannels: {
      [ENGINEERS]: [
        { id: 'C0HAS', name: 'has', workspace: MARKETING, private: false, members: 3 },
        { id: 'C0HASTOO', name: 'has-too', workspace: null, private: true, members: null },
      ],
    },
    channels: [
      aChannel('C0NEW'),
      aChannel('C0NEWTOO'),
      aChannel('C0PRIVATE', { private: true }),
      aChannel('C0OLD', { archived: true }),
      aChannel('C0HAS'),
      aChannel('C0HASTOO', { private: true }),
    ],
    ...changes,
  };
}
