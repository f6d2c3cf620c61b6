import { WebClient } from '@slack/web-api';

import { SlackRefused } from '../../engine/errors/slack-errors.js';
import { calling } from '../clients/errors.js';
import { isTokenTrouble } from '../clients/token-health.js';
import type { ClientOptions } from '../clients/web-clients.js';

export const METHOD = 'apps.connections.open';
export const CALL_TIMEOUT_MS = 10_000;

/** What to do about a token that is refused. */
export const WHAT_SLACK_TAKES =
  'Slack takes an app-level token with the scope connections:write, of an app for which Socket Mode is switched on.';

/** Whether Slack refuses the token itself, rather than just this call. */
export const isRefusal = (error: unknown): error is SlackRefused =>
  error instanceof SlackRefused && isTokenTrouble(error.code);

/**
 * Asks Slack for the address of a connection and opens none, so none of the ten is used.
 * @throws SlackError where it gives none; see `isRefusal`.
 */
export async function tryAppToken(appToken: string, options: ClientOptions): Promise<void> {
  const client = new WebClient(appToken, {
    ...options,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT_MS,
  });
  await calling(METHOD, () => client.apiCall(METHOD));
}
