import { code, words, type Words } from '../../engine/words.js';

/** Why nothing gets into a channel, and what would change that. */
interface Trouble {
  readonly why: string;
  readonly remedy: string;
}

/** Codes by which Slack says that nothing of ours gets into the channel until somebody does something about it. */
const CLOSED_CODES: ReadonlySet<string> = new Set([
  'is_archived',
  'not_in_channel',
  'channel_not_found',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_non_threadable_channel',
]);

/** Whether a refusal is about the channel as it is, and not about what was asked. */
export const isClosed = (problem: string): boolean => CLOSED_CODES.has(problem);

const BY_ITSELF = 'Nothing has to be done; if it stays, look at Slack’s status page and the app’s network.';
const NOT_IN = {
  why: 'the app is not in the channel',
  remedy: 'Invite the app to it, or have the operator name another one.',
};
const CLOSED = {
  why: 'Slack does not let the app post there',
  remedy: 'An owner of the channel can allow that, or the operator can name another one.',
};
const TOKEN = { why: 'Slack does not take the app’s token', remedy: 'An org owner has to install the app again.' };
const AWAY = { why: 'Slack gave no usable answer', remedy: BY_ITSELF };

const TROUBLE: Readonly<Record<string, Trouble>> = {
  is_archived: {
    why: 'the channel is archived',
    remedy: 'An org owner can unarchive it, or the operator can name another one.',
  },
  not_in_channel: NOT_IN,
  channel_not_found: NOT_IN,
  restricted_action: CLOSED,
  restricted_action_read_only_channel: CLOSED,
  restricted_action_non_threadable_channel: CLOSED,
  ratelimited: { why: 'Slack asked the app to wait', remedy: BY_ITSELF },
  invalid_auth: TOKEN,
  not_authed: TOKEN,
  token_revoked: TOKEN,
  token_expired: TOKEN,
  account_inactive: TOKEN,
  missing_scope: TOKEN,
  org_login_required: TOKEN,
};

/** Why nothing gets into a channel, with the code beside it; it stands behind “because”. */
export function whyNothingGetsIn(problem: string): Words {
  return words`${troubleOf(problem).why} (${code(problem)})`;
}

/** What somebody can do about it: a sentence. */
export function whatHelps(problem: string): string {
  return troubleOf(problem).remedy;
}

const troubleOf = (problem: string): Trouble =>
  (Object.hasOwn(TROUBLE, problem) ? TROUBLE[problem] : undefined) ?? AWAY;
