import type { WebClient } from '@slack/web-api';
import pRetry from 'p-retry';

import type { AwsDoor } from '../../engine/aws.js';
import type { Catalogue } from '../../engine/operation.js';
import type { Clock } from '../../engine/ports.js';
import { isSlackError, MAY_HAVE_HAPPENED, SlackRefused } from '../../engine/errors/slack-errors.js';
import type { Logger } from '../../telemetry/log.js';
import { adminDoor, type AdminDoor } from './admin.js';
import { calling } from './errors.js';
import type { Watch } from './token-source.js';
import { boltLogger } from './bolt-logger.js';
import { verifyInstallation, type Installation } from './verify-installation.js';
import { tokenHealth, type TokenHealth } from './token-health.js';
import type { TokenSource } from './token-source.js';
import { botClients } from './web-clients.js';

export interface SlackTokens {
  readonly bot: string | TokenSource;
  readonly admin: string | TokenSource;
  readonly slackApiUrl: string;
}

/** The ways to Slack: two clients of the bot, one door to the admin token. */
export interface SlackClients {
  readonly interactive: WebClient;
  readonly posting: WebClient;
  readonly admin: AdminDoor;
  readonly health: TokenHealth;
}

export function connectSlack(
  tokens: SlackTokens,
  { catalogue, log, aws, clock }: { catalogue: Catalogue; log: Logger; aws: AwsDoor; clock: Clock },
): SlackClients {
  const options = { slackApiUrl: tokens.slackApiUrl, logger: boltLogger(log) };
  const health = tokenHealth(clock, log);
  const admin = adminDoor(tokens.admin, catalogue, { ...options, aws, health });
  const ofBot = tokenHealth(clock, log, 'bot');
  const watch: Watch = (method, call) => ofBot.watch(calling(method, call));
  return { ...botClients(tokens.bot, options, watch), admin, health };
}

/**
 * Waits until Slack has said whose tokens these are, for as long as Slack is away.
 * @throws WrongTokens at once where they are somebody else's; SlackRefused where Slack does not know them.
 */
export function verifiedInstallation(
  clients: SlackClients,
  enterpriseId: string,
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<Installation> {
  return pRetry(() => verifyInstallation(clients, enterpriseId), {
    retries: Infinity,
    minTimeout: 1_000,
    maxTimeout: 30_000,
    signal,
    shouldRetry: ({ error }) => (error instanceof SlackRefused ? isTrouble(error) : isSlackError(error)),
    onFailedAttempt: ({ error, attemptNumber }) => {
      log.warn({ problem: error.message, attemptNumber }, 'Slack does not answer yet; trying again');
    },
  });
}

/** Slack answers with a code of its own where it is in trouble, too: that says nothing of the token. */
const isTrouble = ({ code }: SlackRefused): boolean => MAY_HAVE_HAPPENED.has(code);
