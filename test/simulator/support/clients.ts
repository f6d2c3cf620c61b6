import type { Logger } from '@slack/web-api';
import { LogLevel, WebAPIPlatformError, WebClient } from '@slack/web-api';

import type { Simulator } from '../../../src/simulator/simulator.js';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** A real WebClient that neither retries nor talks. */
export function webClient(simulator: Simulator, token?: string): WebClient {
  return new WebClient(token, { slackApiUrl: simulator.apiUrl, retryConfig: { retries: 0 }, logger: silent });
}

export function botClient(simulator: Simulator): WebClient {
  return webClient(simulator, simulator.botToken);
}

export function adminClient(simulator: Simulator): WebClient {
  return webClient(simulator, simulator.adminToken);
}

export interface PlatformRefusal {
  error: string;
  messages: readonly string[];
  data: Record<string, unknown>;
}

/** What Slack said no with; fails when it said yes. */
export async function refusalOf(call: Promise<unknown>): Promise<PlatformRefusal> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    const messages = error.data.response_metadata?.messages ?? [];
    return { error: error.data.error, messages, data: { ...error.data } };
  }
  throw new Error('Slack took this call, and should not have.');
}

/** Only Slack's code. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return (await refusalOf(call)).error;
}
