import type { Post } from '../../engine/outbox.js';
import type { SlackRefused } from '../../engine/errors/slack-errors.js';
import { isClosed } from './channel-trouble.js';
import { kindOf, type Kind } from './destinations.js';

/*
 * What Slack's refusals of a post mean: whether a later try may get through, and whether others for the same channel
 * would fare better.
 */

const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'cannot_reply_to_message',
  'thread_not_found',
]);
const UNREACHABLE_PERSON: ReadonlySet<string> = new Set([
  'user_not_found',
  'user_not_visible',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
]);

/** Refusals of cards that may pass: Slack is not well, or the app is not itself. All others say that there is no way. */
const MAY_PASS: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'ratelimited',
  'rate_limited',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
  'org_login_required',
]);

const concernsAll = (code: string): boolean => isClosed(code) || MAY_PASS.has(code);

/** Refusals that no later try changes: somebody deleted the message, or nobody can be written to there. */
const HOPELESS: Record<Kind, (code: string) => boolean> = {
  audit: (code) => GONE.has(code),
  ledger: () => false,
  // Everything else waits for it, so it must not wait for ever.
  backlog: (code) => !concernsAll(code),
  approval: (code) => !MAY_PASS.has(code),
  reminder: (code) => !MAY_PASS.has(code),
  approver: (code) => GONE.has(code) || UNREACHABLE_PERSON.has(code),
  requester: (code) => GONE.has(code) || UNREACHABLE_PERSON.has(code),
  person: (code) => UNREACHABLE_PERSON.has(code),
  card: (code) => GONE.has(code) || UNREACHABLE_PERSON.has(code),
};

/** Whether no later try of this post would end in another way. */
export const isHopeless = (post: Post, { code }: SlackRefused): boolean => HOPELESS[kindOf(post)](code);

/** Whether any other post to the same channel would be refused, too. */
export const concernsTheChannel = ({ code }: SlackRefused): boolean => concernsAll(code);
