import type { Words } from '../../engine/words.js';
import { toMrkdwn } from '../../engine/words.js';
import { section } from '../../forms/blocks.js';
import type { Message } from './message.js';

/** Metadata type of what is told about the ledger as a whole. */
export const LEDGER_EVENT = 'gridkeeper_ledger';

/** What the audit channel is told about the ledger, for whoever keeps it (docs/ledger.md). `about` names the occasion. */
export function ledgerNotice(about: string, says: Words, sequence: number): Message {
  return {
    text: toMrkdwn(says, {}),
    blocks: [section([says], {})],
    metadata: { event_type: LEDGER_EVENT, event_payload: { run_id: about, sequence } },
  };
}
