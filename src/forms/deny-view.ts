import type { ModalView } from '@slack/web-api';
import { z } from 'zod';

import type { AnyOperation } from '../engine/operation.js';
import type { Run } from '../engine/run.js';
import { clean } from '../engine/text.js';
import { person, words } from '../engine/words.js';
import { plain, section } from './blocks.js';
import { frame } from './frame.js';
import { LIMITS } from './limits.js';
import { requestBlocks } from './request.js';

/** Callback ID of the form in which somebody says why they deny a request. */
export const DENY = 'run.deny';

const MOST = 500;

/** What that form asks for. */
export const DenialInput = z.object({
  reason: z
    .string({ error: 'Say why, so that whoever asked knows what to do instead.' })
    .transform((text) => clean(text).trim())
    .pipe(
      z
        .string()
        .min(1, 'Say why, so that whoever asked knows what to do instead.')
        .max(MOST, `At most ${MOST} characters, please.`),
    ),
});

/** Asks for the reason of a no. */
export function denyView(operation: AnyOperation, run: Run): ModalView {
  return frame({
    title: 'Deny this request',
    run: run.id,
    callbackId: DENY,
    submit: 'Deny',
    close: 'Cancel',
    blocks: [
      section(
        [words`One no is enough: the request of ${person(run.requester)} ends, and nothing is changed.`],
        run.names,
      ),
      {
        type: 'input',
        block_id: 'reason',
        label: plain('Why not?', LIMITS.label),
        hint: plain('Shown to whoever asked, on the card, and in the audit channel.', LIMITS.hint),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          multiline: true,
          max_length: MOST,
          focus_on_load: true,
        },
      },
      ...requestBlocks(operation, run),
    ],
  });
}
