import { SocketModeClient } from '@slack/socket-mode';
import { z } from 'zod';

import { SlackUnreachable } from '../../engine/errors/slack-errors.js';
import { calling } from '../clients/errors.js';
import { trackJobs } from '../jobs.js';
import type { ClientOptions } from '../clients/web-clients.js';
import { CALL_TIMEOUT_MS, METHOD } from './app-token.js';

/** What Slack sends over a connection: a command, an interaction or an event, to be answered by its ID. */
export interface Envelope {
  /** `slash_commands`, `interactive`, `events_api`. */
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryNum: number | undefined;
  readonly retryReason: string | undefined;
  /** Answers it. Where the connection is gone nobody hears the answer, and Slack may send the same again. */
  readonly ack: (answer: unknown) => Promise<void>;
}

export interface LineOptions extends ClientOptions {
  readonly appToken: string;
  /** Settles when everything about the envelope is done; it never fails. */
  readonly take: (envelope: Envelope) => Promise<void>;
}

/** From the call to Slack's greeting. */
const OPEN_WITHIN_MS = 15_000;
/** As long as Slack waits for an answer. */
const ANSWER_WITHIN_MS = 3_000;
/** Slack answers a goodbye, but may leave the connection open below it. */
const GOODBYE_WITHIN_MS = 1_000;

/** docs.slack.dev/apis/events-api/using-socket-mode */
const Message = z.union([
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('disconnect'), reason: z.string().nullish() }),
  z.object({
    envelope_id: z.string(),
    type: z.string(),
    payload: z.record(z.string(), z.unknown()),
    retry_attempt: z.number().nullish(),
    retry_reason: z.string().nullish(),
  }),
]);

/**
 * One connection of Socket Mode, from its opening to its end; another one takes its place (lines.ts). The client below
 * it neither reconnects nor closes at Slack's first word: it would be away for five seconds and lose the answers that
 * are still to be given (platform notes, section 3).
 */
export class Line extends SocketModeClient {
  /** Settles when Slack takes leave of it or it is gone: it is time for another one. */
  readonly leaving: Promise<void>;
  /** Settles when it is gone. */
  readonly gone: Promise<void>;
  readonly #options: LineOptions;
  readonly #answers = trackJobs();
  #isOpen = false;

  private constructor(options: LineOptions, signal: AbortSignal) {
    super({
      appToken: options.appToken,
      autoReconnectEnabled: false,
      logger: options.logger,
      // Its own object: the client writes into what it is given (platform notes 0.4, 0.6 and 0.7).
      clientOptions: {
        slackApiUrl: options.slackApiUrl,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: CALL_TIMEOUT_MS,
        fetch: (input, init) =>
          fetch(input, { ...init, signal: AbortSignal.any([signal, ...(init?.signal ? [init.signal] : [])]) }),
      },
    });
    this.#options = options;
    this.gone = new Promise((resolve) => this.once('disconnected', () => resolve()));
    this.leaving = Promise.race([this.gone, new Promise<void>((resolve) => this.once('leaving', () => resolve()))]);
    this.once('connected', () => (this.#isOpen = true));
    this.once('disconnected', () => (this.#isOpen = false));
  }

  /** @throws SlackError where Slack opens none; nothing is left of it then, nor where it is called off. */
  static async open(options: LineOptions, off: AbortSignal): Promise<Line> {
    const signal = AbortSignal.any([off, AbortSignal.timeout(OPEN_WITHIN_MS)]);
    const line = new Line(options, signal);
    const giveUp = (): void => void line.end();
    signal.addEventListener('abort', giveUp, { once: true });
    // Told to stop while it asks for the address, the client connects all the same.
    line.once('connecting', () => queueMicrotask(() => (signal.aborted ? giveUp() : undefined)));
    try {
      await calling(METHOD, () => line.start().catch(asTrouble));
      return line;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Ends it when what came over it is answered. */
  async finish(): Promise<void> {
    await within(ANSWER_WITHIN_MS, this.#answers.idle());
    await this.end();
  }

  /** Ends it now. */
  async end(): Promise<void> {
    await within(GOODBYE_WITHIN_MS, this.disconnect());
    // Asked a second time, the client waits no longer, and clears the timer that it may have left running.
    await this.disconnect();
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const message = isBinary || typeof data !== 'string' ? null : read(data);
    if (message === null) return this.#options.logger.warn('Slack sent something over Socket Mode that is no message');
    if ('envelope_id' in message) return this.#receive(message);
    if (message.type === 'hello') return super.onWebSocketMessage(data, isBinary);
    this.#options.logger.info(`Slack closes a connection of Socket Mode (${message.reason ?? 'without a reason'})`);
    this.emit('leaving');
  }

  #receive(message: Extract<z.infer<typeof Message>, { envelope_id: string }>): void {
    const { envelope_id, type, payload: body, retry_attempt, retry_reason } = message;
    void this.#answers.run(
      () =>
        new Promise<void>((resolve) => {
          const ack = async (answer: unknown): Promise<void> => {
            this.#answer(envelope_id, answer);
            resolve();
          };
          const retry = { retryNum: retry_attempt ?? undefined, retryReason: retry_reason ?? undefined };
          void this.#options.take({ type, body, ...retry, ack }).finally(resolve);
        }),
    );
  }

  #answer(envelope_id: string, answer: unknown): void {
    const payload = typeof answer === 'string' ? { text: answer } : (answer ?? {});
    const text = JSON.stringify({ envelope_id, payload });
    const lost = (): void =>
      this.#options.logger.warn('an answer could not be given: its connection of Socket Mode is gone');
    if (!this.websocket?.isActive()) return lost();
    this.websocket.send(text, (error) => (error ? lost() : undefined));
  }
}

function read(data: string): z.infer<typeof Message> | null {
  try {
    return Message.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}

/** The client fails with nothing at all where the connection ends before Slack has greeted. */
function asTrouble(error: unknown): never {
  throw error ?? new SlackUnreachable(METHOD, 'connection_lost', false);
}

/** Settles with the work, or when its time is over. */
function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    void work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
