import { WebAPIPlatformError, WebClient, type WebAPICallResult, type WebClientOptions } from '@slack/web-api';

/** Where a client has its token from. It is asked at each call, because tokens change while the app runs. */
export interface TokenSource {
  /** For a call of this method. @throws SlackRefused where there is none now: then nothing is sent. */
  token(method: string): Promise<string>;
  /** Slack does not take this one; answers whether there is another one now. */
  refused(token: string): Promise<boolean>;
}

/** Looks at how each call ended, and hands it on. */
export type Watch = <T>(method: string, call: () => Promise<T>) => Promise<T>;

/** A token that was given by hand and stays. */
export function givenToken(token: string): TokenSource {
  return { token: () => Promise.resolve(token), refused: () => Promise.resolve(false) };
}

/** Slack looked at the token and at nothing else: the call had no effect. */
const NOT_TAKEN: ReadonlySet<unknown> = new Set(['account_inactive', 'invalid_auth', 'token_expired', 'token_revoked']);

/**
 * A web client that holds no token: it asks for one at each call, and once more where Slack did not take it and another
 * process has put a new one in its place.
 */
export class AskingClient extends WebClient {
  readonly #source: TokenSource;
  readonly #options: WebClientOptions;
  #known: { readonly token: string; readonly client: WebClient } | null = null;

  readonly #watch: Watch;

  constructor(source: TokenSource, options: WebClientOptions, watch: Watch = (_, call) => call()) {
    super(undefined, options);
    this.#source = source;
    this.#options = options;
    this.#watch = watch;
  }

  override apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    return this.#watch(method, () => this.#ask(method, options));
  }

  async #ask(method: string, options: Record<string, unknown>): Promise<WebAPICallResult> {
    const token = await this.#source.token(method);
    try {
      return await this.#clientFor(token).apiCall(method, options);
    } catch (error) {
      if (!isNotTaken(error) || !(await this.#source.refused(token))) throw error;
      return this.#clientFor(await this.#source.token(method)).apiCall(method, options);
    }
  }

  #clientFor(token: string): WebClient {
    if (this.#known?.token !== token) this.#known = { token, client: new WebClient(token, { ...this.#options }) };
    return this.#known.client;
  }
}

const isNotTaken = (error: unknown): boolean => error instanceof WebAPIPlatformError && NOT_TAKEN.has(error.data.error);
