import type { Manifest } from './manifest.js';
import type { Person } from './org/model.js';
import type { Organisation } from './org/organisation.js';
import { Refusal } from './refusal.js';

/** `xoxb` speaks for the app's bot, `xoxp` for the person who installed it. */
export type TokenKind = 'bot' | 'user';

/** Whoever calls the Web API: the app's bot, or the person who installed the app. */
export interface Caller {
  kind: TokenKind;
  person: Person;
  scopes: ReadonlySet<string>;
}

/** The two tokens an organisation-wide install hands out, and what they are good for. */
export class Tokens {
  readonly bot: string;
  readonly user: string;
  #org: () => Organisation;
  #scopes: Manifest['scopes'];
  #revoked = new Set<TokenKind>();

  constructor(tokens: { bot: string; user: string }, scopes: Manifest['scopes'], org: () => Organisation) {
    this.bot = tokens.bot;
    this.user = tokens.user;
    this.#scopes = scopes;
    this.#org = org;
  }

  kindOf(token: string | undefined): TokenKind | 'none' | 'unknown' {
    if (token === undefined || token === '') return 'none';
    if (token === this.bot) return 'bot';
    return token === this.user ? 'user' : 'unknown';
  }

  /** Who stands behind the token; throws Slack's code when nobody (any more) does. */
  caller(token: string | undefined): Caller {
    const kind = this.kindOf(token);
    if (kind === 'none') throw new Refusal('not_authed');
    if (kind === 'unknown') throw new Refusal('invalid_auth');
    if (this.#revoked.has(kind)) throw new Refusal(kind === 'bot' ? 'account_inactive' : 'token_revoked');
    const person = kind === 'bot' ? this.#org().botPerson : this.#org().installer;
    if (person.deactivated) throw new Refusal('account_inactive');
    return { kind, person, scopes: new Set(this.#scopes[kind]) };
  }

  /** As when somebody takes the app's access away: from now on the token opens nothing. */
  revoke(kind: TokenKind): void {
    this.#revoked.add(kind);
  }

  restore(): void {
    this.#revoked.clear();
  }
}

/** Refuses a caller that has none of the scopes, saying as Slack does what was needed and what there is. */
export function requireScope(caller: Caller, anyOf: readonly string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => caller.scopes.has(scope))) return;
  throw new Refusal('missing_scope', { needed: anyOf.join(','), provided: [...caller.scopes].join(',') });
}
