import type { Logger, WebClient } from '@slack/web-api';

import { AskingClient, givenToken, type TokenSource, type Watch } from './token-source.js';

export interface ClientOptions {
  readonly slackApiUrl: string;
  readonly logger: Logger;
}

/** How every client here is: it sends each call once, and says so where Slack is busy. The timeout is in milliseconds. */
export const triedOnce = ({ slackApiUrl, logger }: ClientOptions, timeout: number) => ({
  slackApiUrl,
  logger,
  timeout,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
});

/** Slack gives a trigger three seconds; an answer later than this is of no use to a person who waits. */
const INTERACTIVE_TIMEOUT_MS = 5_000;
const POSTING_TIMEOUT_MS = 10_000;

/**
 * The two clients of the bot token. Both without retries of their own: the web client repeats POSTs, so a message
 * would come twice. `headers` is never set: the web client writes its Authorization into it (platform notes 0.4).
 */
export function botClients(token: string | TokenSource, options: ClientOptions, watch?: Watch): BotClients {
  const source = typeof token === 'string' ? givenToken(token) : token;
  return {
    interactive: new AskingClient(source, triedOnce(options, INTERACTIVE_TIMEOUT_MS), watch),
    posting: new AskingClient(source, triedOnce(options, POSTING_TIMEOUT_MS), watch),
  };
}

export interface BotClients {
  /** Views, private replies, and reading who somebody is: people wait for it. */
  readonly interactive: WebClient;
  /** Audit posts, cards and direct messages: the outbox waits for it. */
  readonly posting: WebClient;
}
