import type { Outcome, Posted } from './post.js';
import { post } from './post.js';
import { signature } from './sign.js';
import type { Sockets } from './sockets.js';

/** What was sent to the app, and what came back. */
export interface Delivery extends Posted {
  /** `slash_command`, `view_submission`, `block_actions`, `event`, `raw`, … */
  kind: string;
  at: number;
  outcome: Outcome;
}

/** What to send to the app, and what to do otherwise than Slack would. */
export interface Wish {
  kind: string;
  path: string;
  body: string;
  contentType?: string;
  headers?: Record<string, string>;
  /** For forged requests: another time, another signature (null: none at all). */
  timestamp?: number;
  signature?: string | null;
}

const form = 'application/x-www-form-urlencoded';

/** The way to the app: where it is, with which secret requests are signed, and everything that was sent. */
export class AppLink {
  /** The app's address, without a path. Null as long as there is no app. */
  appUrl: string | null;
  readonly signingSecret: string;
  readonly patience: number;
  /** The connections over which everything goes in Socket Mode; null where it goes to the app's address. */
  readonly #sockets: Sockets | null;
  #sent: Delivery[] = [];

  constructor(options: { appUrl: string | null; signingSecret: string; patience: number; sockets: Sockets | null }) {
    this.appUrl = options.appUrl;
    this.signingSecret = options.signingSecret;
    this.patience = options.patience;
    this.#sockets = options.sockets;
  }

  /** Signs and sends; signatures carry the real time, because that is what apps compare them with. */
  async send(wish: Wish): Promise<Delivery> {
    const timestamp = String(wish.timestamp ?? Math.floor(Date.now() / 1000));
    const signed = wish.signature === undefined ? signature(this.signingSecret, timestamp, wish.body) : wish.signature;
    const headers = {
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      accept: 'application/json,*/*',
      // Bare, without a charset: Bolt compares strictly.
      'content-type': wish.contentType ?? form,
      'x-slack-request-timestamp': timestamp,
      ...(signed === null ? {} : { 'x-slack-signature': signed }),
      ...wish.headers,
    };
    return this.#deliver(wish.kind, { url: this.#address(wish.path), headers, body: wish.body });
  }

  /** The very same request once more: same body, same time, same signature. */
  replay(delivery: Delivery): Promise<Delivery> {
    const { url, headers, body } = delivery;
    return this.#deliver(delivery.kind, { url, headers, body });
  }

  /** Everything sent so far, oldest first. */
  sent(): readonly Delivery[] {
    return [...this.#sent];
  }

  forget(): void {
    this.#sent = [];
  }

  #address(path: string): string {
    return this.appUrl === null ? '' : new URL(path, this.appUrl).href;
  }

  async #outcomeOf(posted: Posted): Promise<Outcome> {
    if (this.#sockets) return this.#sockets.deliver(posted, this.patience);
    return posted.url === '' ? { kind: 'unreachable', reason: 'no app is connected' } : post(posted, this.patience);
  }

  async #deliver(kind: string, posted: Posted): Promise<Delivery> {
    const at = Date.now();
    const outcome = await this.#outcomeOf(posted);
    const delivery: Delivery = { ...posted, kind, at, outcome };
    this.#sent.push(delivery);
    return delivery;
  }
}
