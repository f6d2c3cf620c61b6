import type { ModalView } from '@slack/web-api';
import { z } from 'zod';

import { whoseMethod } from '../engine/errors/method-page.js';
import { clean } from '../engine/text.js';
import type { Run } from '../engine/run.js';
import { words } from '../engine/words.js';
import { plain, section } from './blocks.js';
import { LIMITS } from './limits.js';

/** Callback ID of the form with which somebody says how a run ended. */
export const CLOSE = 'run.close';

/** What that form asks for. */
export const ClosingInput = z.object({
  outcome: z.enum(['happened', 'did_not_happen'], { error: 'Say whether it happened.' }),
  reason: z
    .string({ error: 'Say how you know.' })
    .transform((text) => clean(text).trim())
    .pipe(z.string().min(1, 'Say how you know.').max(500, 'At most 500 characters, please.')),
});

const WHERE_TO_LOOK = {
  Slack: 'Slack’s admin pages',
  AWS: 'the AWS Support Center, under Slack configuration,',
} as const;

/** Asks whether the change happened, and how the person knows. */
export function closeView(run: Run): ModalView {
  const whose = whoseMethod(run.operation);
  const choice = (label: string, value: string) => ({ text: plain(label, LIMITS.optionText), value });
  return {
    type: 'modal',
    callback_id: CLOSE,
    private_metadata: run.id,
    title: plain('How did it end?', LIMITS.modalTitle),
    submit: plain('Record it', LIMITS.modalTitle),
    close: plain('Cancel', LIMITS.modalTitle),
    blocks: [
      section(
        [
          words`${whose}’s answer was lost, and the app cannot tell whether it happened. Look in ${WHERE_TO_LOOK[whose]} first.`,
          ...(run.plan?.changes ?? []),
        ],
        run.names,
      ),
      {
        type: 'input',
        block_id: 'outcome',
        label: plain('This change', LIMITS.label),
        element: {
          type: 'radio_buttons',
          action_id: 'value',
          options: [choice('happened', 'happened'), choice('did not happen', 'did_not_happen')],
        },
      },
      {
        type: 'input',
        block_id: 'reason',
        label: plain('How you know', LIMITS.label),
        hint: plain('Kept with the run and shown in the audit channel.', LIMITS.hint),
        element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: 500 },
      },
    ],
  };
}
