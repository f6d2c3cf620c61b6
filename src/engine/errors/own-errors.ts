const AGAIN = 'Try again in a minute; if it stays, tell whoever operates the app.';

/** What our own codes mean, where no code of Slack's exists, and what to do next. */
const OWN_ERRORS: Readonly<Record<string, string>> = {
  timeout: `No answer came in time. ${AGAIN}`,
  connection_lost: `The connection broke off before an answer came. ${AGAIN}`,
  unreachable:
    'No connection could be made, so nothing was sent. Try again in a minute; if it stays, the operator has to look at the network.',
  unreadable_answer: `What came back is no answer that the app can read; something on the way may have given it. ${AGAIN}`,
  no_answer: `No answer came, and nobody knows why. ${AGAIN}`,
  no_credentials:
    'The app found no credentials with which it could ask AWS. The operator has to give it some, then try again.',
  endless_list: `The list that was read does not come to an end. ${AGAIN}`,
  directory_not_ready: 'The app is still reading who belongs to the organisation. Try again in a minute.',
  closed_by_hand: 'Somebody looked at it and found that it did not happen. Ask again if it is still wanted.',
  superseded: 'Things had changed since it was planned. Ask again to see how it would be now.',
  policy_not_understood:
    'The policy in force was put there by a newer version of the app, and this process cannot follow it, so nothing was decided. The operator has to bring every process to the same version.',
  paused: 'All changes were paused before the call left. Ask again when they have been resumed.',
  fault: `The app itself failed at it; the operator finds the fault in its log. ${AGAIN}`,
  unknown: `No reason is known. ${AGAIN}`,
  not_installed:
    'The app is not installed on the organisation any more, so nothing was sent. An org owner has to open /slack/install of this app.',
  process_ended: 'The app was stopped in the middle of it. Ask again if it is still wanted.',
};

/** Codes of what went wrong on this side: of these it cannot be said that somebody did not answer. */
const ON_THIS_SIDE: ReadonlySet<string> = new Set([
  'directory_not_ready',
  'endless_list',
  'no_credentials',
  'not_installed',
  'policy_not_understood',
]);

/** Whether a code is about the app's own side, so that no answer was to be had. */
export function isOnThisSide(error: string): boolean {
  return ON_THIS_SIDE.has(error);
}

const HTTP = `Instead of an answer an HTTP error came, from Slack or AWS or from something on the way there. ${AGAIN}`;

/** What one of our own codes means; `undefined` where it is none of ours. */
export function explainOwnError(error: string): string | undefined {
  if (/^http_\d{3}$/u.test(error)) return HTTP;
  return Object.hasOwn(OWN_ERRORS, error) ? OWN_ERRORS[error] : undefined;
}
