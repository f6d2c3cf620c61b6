import { isSlackError } from '../../engine/errors/slack-errors.js';

/** Why it cannot be said how something stands. @throws what is no answer of Slack's. */
export function unanswered(error: unknown): string {
  if (isSlackError(error)) return `Slack was asked and gave no usable answer: ${error.message}. Try again in a minute.`;
  throw error;
}
