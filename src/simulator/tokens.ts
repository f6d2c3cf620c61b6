import { randomBytes } from 'node:crypto';

import type { Clock } from './clock.js';
import type { Manifest } from './manifest.js';
import type { Person } from './org/model.js';
import type { Organisation } from './org/organisation.js';
import { Refusal } from './refusal.js';

/** `xoxb` speaks for the app's bot, `xoxp` for the person who installed it. */
export type TokenKind = 'bot' | 'user';

/** What an app was installed on: the organisation, one workspace of it, or another organisation altogether. */
export type Ground = { kind: 'org' } | { kind: 'workspace'; team: string } | { kind: 'elsewhere' };

/** What a token is good for. */
export interface Grant {
  kind: TokenKind;
  /** Whoever agreed to it; of a bot's token too. */
  person: string;
  scopes: readonly string[];
  ground: Ground;
  /** Milliseconds; null for a token that stays. */
  expires: number | null;
}

/** Whoever calls the Web API: the app's bot, or the person who installed the app. */
export interface Caller {
  kind: TokenKind;
  person: Person;
  scopes: ReadonlySet<string>;
  ground: Ground;
}

interface Beginning {
  tokens: { bot: string; user: string };
  scopes: Manifest['scopes'];
  org: () => Organisation;
  clock: Clock;
}

/** The two tokens of an app that was installed beforehand, and those that an install hands out. */
export class Tokens {
  readonly bot: string;
  readonly user: string;
  #org: () => Organisation;
  #clock: Clock;
  #scopes: Manifest['scopes'];
  #revoked = new Set<TokenKind>();
  #issued = new Map<string, Grant>();
  /** What is not good any more, for the log of calls. */
  #withdrawn = new Map<string, TokenKind>();
  /** Told of the first use of each token. */
  #onUse = new Map<string, () => void>();

  constructor({ tokens, scopes, org, clock }: Beginning) {
    this.bot = tokens.bot;
    this.user = tokens.user;
    this.#scopes = scopes;
    this.#org = org;
    this.#clock = clock;
  }

  kindOf(token: string | undefined): TokenKind | 'none' | 'unknown' {
    if (token === undefined || token === '') return 'none';
    if (token === this.bot) return 'bot';
    if (token === this.user) return 'user';
    return this.#issued.get(token)?.kind ?? this.#withdrawn.get(token) ?? 'unknown';
  }

  /** Who stands behind the token; throws Slack's code when nobody (any more) does. */
  caller(token: string | undefined): Caller {
    const kind = this.kindOf(token);
    if (kind === 'none' || token === undefined) throw new Refusal('not_authed');
    if (kind === 'unknown') throw new Refusal('invalid_auth');
    if (this.#withdrawn.has(token)) throw new Refusal(kind === 'bot' ? 'account_inactive' : 'token_revoked');
    const grant = this.#grant(token, kind);
    if (grant.expires !== null && grant.expires <= this.#clock()) throw new Refusal('token_expired');
    const person = kind === 'bot' ? this.#org().botPerson : this.#org().person(grant.person);
    if (person.deactivated) throw new Refusal('account_inactive');
    this.#onUse.get(token)?.();
    this.#onUse.delete(token);
    return { kind, person, scopes: new Set(grant.scopes), ground: grant.ground };
  }

  /** Scopes as the header of every answer names them. */
  scopesOf(token: string | undefined): readonly string[] | null {
    const kind = this.kindOf(token);
    if (token === undefined || kind === 'none' || kind === 'unknown') return null;
    return this.#issued.get(token)?.scopes ?? this.#scopes[kind];
  }

  /** A new token for this grant. */
  issue(grant: Grant, onFirstUse?: () => void): string {
    const rotates = grant.expires === null ? '' : 'xoxe.';
    const token = `${rotates}${grant.kind === 'bot' ? 'xoxb' : 'xoxp'}-issued-${randomBytes(9).toString('hex')}`;
    this.#issued.set(token, grant);
    if (onFirstUse) this.#onUse.set(token, onFirstUse);
    return token;
  }

  /** The grants that an install has handed out and nobody has taken away. */
  issued(): ReadonlyMap<string, Grant> {
    return this.#issued;
  }

  /** Takes one token back; false where there is no such token. */
  withdraw(token: string): boolean {
    const kind = this.kindOf(token);
    if (kind === 'none' || kind === 'unknown') return false;
    if (token === this.bot || token === this.user) this.#revoked.add(kind);
    else this.#withdrawn.set(token, kind);
    this.#issued.delete(token);
    return true;
  }

  /** As when somebody takes the app's access away: from now on the token opens nothing. */
  revoke(kind: TokenKind): void {
    this.#revoked.add(kind);
  }

  restore(): void {
    this.#revoked.clear();
  }

  #grant(token: string, kind: TokenKind): Grant {
    const issued = this.#issued.get(token);
    if (issued) return issued;
    if (this.#revoked.has(kind)) throw new Refusal(kind === 'bot' ? 'account_inactive' : 'token_revoked');
    const person = this.#org().data.installer;
    return { kind, person, scopes: this.#scopes[kind], ground: { kind: 'org' }, expires: null };
  }
}

/** Refuses a caller that has none of the scopes, saying as Slack does what was needed and what there is. */
export function requireScope(caller: Caller, anyOf: readonly string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => caller.scopes.has(scope))) return;
  throw new Refusal('missing_scope', { needed: anyOf.join(','), provided: [...caller.scopes].join(',') });
}
