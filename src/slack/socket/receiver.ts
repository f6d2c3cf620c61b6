import { createHash } from 'node:crypto';

import { AuthorizationError, type App, type Receiver, type ReceiverEvent } from '@slack/bolt';

import type { Logger } from '../../telemetry/log.js';
import { Replays } from '../door/replays.js';
import type { Envelope } from './line.js';

export interface EnvelopeReceiverOptions {
  readonly log: Logger;
  readonly onFault: (error: unknown) => void;
}

/** `null` where nothing here knows an answer. */
type Answered = { readonly answer: unknown } | null;

/** Hands envelopes to Bolt, whichever connection they come over. */
export class EnvelopeReceiver implements Receiver {
  readonly #options: EnvelopeReceiverOptions;
  readonly #replays = new Replays<Answered>();
  #app: App | null = null;

  constructor(options: EnvelopeReceiverOptions) {
    this.#options = options;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** The connections are opened elsewhere (lines.ts). */
  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** What comes a second time, over whichever connection, is answered as the first time and has no second effect. */
  async take(envelope: Envelope): Promise<void> {
    const { body, ack } = envelope;
    let settle: (answer: Answered) => void = () => undefined;
    const answered = new Promise<Answered>((resolve) => (settle = resolve));
    // The same letters typed twice within a second are no repetition, and they only read.
    const earlier = body['type'] === 'block_suggestion' ? null : this.#replays.earlier(digestOf(body), answered);
    if (earlier) {
      const first = await earlier;
      return first ? ack(first.answer) : undefined;
    }
    let isAnswered = false;
    await this.#process(envelope, async (answer) => {
      if (isAnswered) return;
      isAnswered = true;
      settle({ answer });
      await ack(answer);
    });
    if (isAnswered) return;
    settle(null);
    this.#options.log.warn({ type: envelope.type }, 'nothing here answers what Slack sent');
  }

  async #process({ body, retryNum, retryReason }: Envelope, ack: ReceiverEvent['ack']): Promise<void> {
    try {
      const retry = { ...(retryNum === undefined ? {} : { retryNum }), ...(retryReason ? { retryReason } : {}) };
      await this.#app?.processEvent({ body, ack, ...retry });
    } catch (error) {
      // It belongs to another organisation, and is written down: an empty answer, so that Slack does not send it again.
      if (error instanceof AuthorizationError) await ack();
      else this.#options.onFault(error);
    }
  }
}

/** Every payload but a suggestion has something of its own: a trigger, an event's ID, a view's hash. */
const digestOf = (body: Envelope['body']): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');
