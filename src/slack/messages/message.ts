import type { KnownBlock } from '@slack/web-api';

import type { State } from '../../engine/state.js';

/** A message as `chat.postMessage` and `chat.update` take it; `text` is what notifications and screen readers say. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly metadata: {
    readonly event_type: string;
    readonly event_payload: {
      readonly run_id: string;
      /** Of messages about a run. */
      readonly operation?: string;
      readonly state?: State;
      readonly sequence: number;
    };
  };
}
