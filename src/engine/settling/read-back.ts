import type { Ports } from '../ports.js';
import type { Run } from '../run.js';
import { words } from '../words.js';

/** Whether the live state can tell how a run ended whose answer was lost; where not, only a person can say. */
export function canBeReadBack({ catalogue }: Pick<Ports, 'catalogue'>, { operation, plan, ends }: Run): boolean {
  // What ends a right for a time is looked at by whoever ends it, until it is seen to be over.
  if (ends) return false;
  return !plan || catalogue.byMethod(operation).readBack?.(plan.before) !== 'impossible';
}

/** Rule of a run that is not looked at any more, because what can be read back does not tell how it ended. */
export const ONLY_A_PERSON_CAN_TELL = 'only-a-person-can-tell';

/** What to do about a run that only a person can close, and what not. */
export const HOW_TO_CLOSE = words`An org owner or org admin has to look in Slack’s admin pages and say how it ended, with the button on this run’s message in the audit channel. Please do not ask for it again before that.`;
