import type { ModalView } from '@slack/web-api';
import { z } from 'zod';

import { minutesIn } from '../engine/duration.js';
import { at, roleOf } from '../engine/grants/grant-words.js';
import type { Grant } from '../engine/grants/grants.js';
import { outOfBounds, Reason } from '../engine/inputs.js';
import type { Run } from '../engine/run.js';
import { person, words } from '../engine/words.js';
import { plain, section } from './blocks.js';
import { LIMITS } from './limits.js';

/** Callback ID of the form with which somebody asks for more time. */
export const ASK_MORE_TIME = 'grant.ask';
/** Its title. */
export const MORE_TIME_TITLE = 'Ask for more time';

const HOW_MUCH = 'How much longer? Write it like 30m, 8h or 7d.';

/** What that form asks for. */
export const MoreTimeInput = z.object({
  duration: z.string({ error: HOW_MUCH }).transform((text, context) => {
    const minutes = minutesIn(text);
    const wrong = minutes === null ? HOW_MUCH : outOfBounds(minutes);
    if (minutes !== null && wrong === null) return minutes;
    context.addIssue({ code: 'custom', message: wrong ?? HOW_MUCH });
    return z.NEVER;
  }),
  reason: Reason,
});

/** Asks for how much longer, and why. */
export function moreTimeView(run: Run, grant: Grant): ModalView {
  return {
    type: 'modal',
    callback_id: ASK_MORE_TIME,
    private_metadata: run.id,
    title: plain(MORE_TIME_TITLE, LIMITS.modalTitle),
    submit: plain('Ask', LIMITS.modalTitle),
    close: plain('Cancel', LIMITS.modalTitle),
    blocks: [
      section(
        [
          words`You are ${roleOf(grant.role, grant)} until ${at(grant.endsAt)}. Nobody extends a right of their own, so this asks ${person(grant.requester)}; until they have done it, it ends as it stands.`,
        ],
        run.names,
      ),
      {
        type: 'input',
        block_id: 'duration',
        label: plain('How much longer', LIMITS.label),
        hint: plain('Such as 30m, 8h or 7d.', LIMITS.hint),
        element: { type: 'plain_text_input', action_id: 'value', max_length: 100 },
      },
      {
        type: 'input',
        block_id: 'reason',
        optional: true,
        label: plain('Reason', LIMITS.label),
        hint: plain('Shown to whoever decides on it.', LIMITS.hint),
        element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: 500 },
      },
    ],
  };
}
