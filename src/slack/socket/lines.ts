import { setTimeout as sleep } from 'node:timers/promises';

import pRetry from 'p-retry';

import { isSlackError, SlackBusy } from '../../engine/errors/slack-errors.js';
import type { Logger } from '../../telemetry/log.js';
import { WrongTokens } from '../clients/verify-installation.js';
import { isRefusal, WHAT_SLACK_TAKES } from './app-token.js';
import { Line, type LineOptions } from './line.js';

export interface LinesOptions extends LineOptions {
  readonly log: Logger;
  /** Calls it off: no connection is opened any more. */
  readonly signal: AbortSignal;
}

/**
 * While one is replaced Slack sends everything over the other. Slack allows ten for an app, over all of its processes
 * (docs.slack.dev/apis/events-api/using-socket-mode).
 */
const AT_A_TIME = 2;
/** Slack may close what it has just opened; it is not asked again without a pause. */
const PAUSE_MS = 100;
const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** The connections of this process. Each has another one in its place before it goes. */
export class Lines {
  /** Settles when the first one stands, or it was called off. @throws WrongTokens where Slack does not take the app token. */
  readonly first: Promise<void>;
  readonly #options: LinesOptions;
  readonly #open = new Set<Line>();
  readonly #ending = new Set<Promise<void>>();
  readonly #kept: Promise<void>[] = [];
  #trouble = 'there is no connection to Slack yet';
  #stoodOnce = false;

  constructor(options: LinesOptions) {
    this.#options = options;
    this.first = this.#begin().catch((error: unknown) => this.#unlessOff(error));
  }

  /** Why nothing can come in now, for the operator; `null` where it can. */
  problem(): string | null {
    return this.connections() > 0 ? null : this.#trouble;
  }

  /** How many of them something can come in over now. */
  connections(): number {
    return [...this.#open].filter(({ isOpen }) => isOpen).length;
  }

  /** When it is called off: ends what is there as soon as what came over it is answered. */
  async close(): Promise<void> {
    await this.first.catch(() => undefined);
    for (const line of this.#open) this.#finish(line);
    await Promise.all(this.#kept);
    await Promise.all(this.#ending);
  }

  async #begin(): Promise<void> {
    const first = await this.#opened();
    for (const line of [first, ...Array.from({ length: AT_A_TIME - 1 }, () => null)]) {
      this.#kept.push(this.#keep(line).catch((error: unknown) => this.#unlessOff(error)));
    }
  }

  async #keep(first: Line | null): Promise<void> {
    for (let line = first; ;) {
      await line?.leaving;
      await sleep(PAUSE_MS, undefined, { signal: this.#options.signal });
      const next = await this.#opened();
      if (line) this.#finish(line);
      line = next;
    }
  }

  async #opened(): Promise<Line> {
    const { signal } = this.#options;
    const line = await pRetry(() => Line.open(this.#options, signal), {
      retries: Infinity,
      minTimeout: SHORTEST_WAIT_MS,
      maxTimeout: LONGEST_WAIT_MS,
      signal,
      onFailedAttempt: ({ error }) => this.#tellOf(error),
      shouldRetry: ({ error }) => isSlackError(error) && (this.#stoodOnce || !isRefusal(error)),
    });
    this.#stoodOnce = true;
    this.#open.add(line);
    void line.gone.then(() => {
      this.#open.delete(line);
      this.#trouble = 'the connection to Slack was lost';
    });
    return line;
  }

  #finish(line: Line): void {
    const end = line.finish().finally(() => this.#ending.delete(end));
    this.#ending.add(end);
  }

  /** Tells the operator, and waits where Slack asks for it. */
  async #tellOf(error: unknown): Promise<void> {
    const { signal, log } = this.#options;
    if (!isSlackError(error) || signal.aborted) return;
    const problem = error.message;
    this.#trouble = `there is no connection to Slack (${problem})`;
    if (isRefusal(error))
      log.error({ alert: 'socket-mode', problem }, `Slack does not take SLACK_APP_TOKEN. ${WHAT_SLACK_TAKES}`);
    else log.warn({ problem }, 'Slack opens no connection; trying again');
    if (error instanceof SlackBusy) await sleep(error.retryAfterSeconds * 1000, undefined, { signal });
  }

  #unlessOff(error: unknown): void {
    if (this.#options.signal.aborted) return;
    throw isRefusal(error)
      ? new WrongTokens([`SLACK_APP_TOKEN is refused (${error.message}). ${WHAT_SLACK_TAKES}`])
      : error;
  }
}
