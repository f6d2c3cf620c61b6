import type { OwnerMessage } from './owner-messages.js';
import type { EntryDraft } from './ports.js';

/** The bot's token, or the one by which a person lends the app their rights. */
export type TokenKind = 'bot' | 'user';

/** A token as Slack hands it out. `refreshToken` and `expiresAt` are there where Slack rotates tokens only. */
export interface NewToken {
  readonly kind: TokenKind;
  /** The bot's user, or the person whose token it is. */
  readonly userId: string;
  readonly token: string;
  readonly refreshToken: string | null;
  readonly expiresAt: Date | null;
  readonly scopes: readonly string[];
  /** A token that an org owner has to agree to first is kept and not used. */
  readonly inUse: boolean;
}

/** A token as it is kept. */
export interface StoredToken extends NewToken {
  readonly installedAt: Date;
  /** Grows with every change of the row, so that nobody decides about another token than the one they have seen. */
  readonly version: number;
  /** When the exchange of the refresh token began whose answer has not been written down yet. */
  readonly exchangeBeganAt: Date | null;
  /** Slack's code, where it does not take the refresh token any more. */
  readonly exchangeProblem: string | null;
}

/** Which row of whose organisation. */
export interface TokenPlace {
  readonly enterpriseId: string;
  readonly kind: TokenKind;
  readonly userId: string;
}

/** Whose token was in use when somebody looked; `null` where there was none. */
export interface Seen {
  readonly user: string | null;
}

/** When something is written, what stands in the ledger about it, and what org owners are told of it. */
export interface Written {
  readonly at: Date;
  readonly entries: readonly EntryDraft[];
  readonly messages?: readonly OwnerMessage[];
}

/** What Slack says has been revoked: everything, or the tokens of these. */
export type Revoked = 'everything' | { readonly users: readonly string[]; readonly bots: readonly string[] };

/** Tokens of installations, encrypted at rest. Every write is one transaction; nothing of Slack happens inside it. */
export interface Installations {
  /** The organisation this deployment belongs to, once one has been installed on. */
  organisation(): Promise<string | null>;
  /** Makes this deployment the organisation's if it is nobody's yet; answers whose it is. */
  belongTo(enterpriseId: string): Promise<string>;
  /** Who installed the app last; `null` where nobody has. */
  lastInstaller(enterpriseId: string): Promise<string | null>;
  /** @throws UnknownKey where a token was encrypted with a key that is not there. */
  read(enterpriseId: string): Promise<readonly StoredToken[]>;
  /**
   * Keeps tokens beside those that are there: what is not given stays as it is. One that is in use displaces the one
   * that was. With `seen`, only where that is still the person whose token is in use; `false` where it is not.
   */
  keep(enterpriseId: string, tokens: readonly NewToken[], written: Written, seen?: Seen): Promise<boolean>;
  /** Takes a waiting token into use; `false` where it is not that one any more. */
  use(place: TokenPlace, version: number, written: Written): Promise<boolean>;
  /** Throws a waiting token away; `false` where it is not that one any more. */
  discard(place: TokenPlace, version: number, written: Written): Promise<boolean>;
  /** Forgets what was revoked at this moment; what was installed after it stays. Answers whose tokens are gone. */
  forget(enterpriseId: string, revoked: Revoked, moment: Date, event: EventOfSlack): Promise<readonly string[]>;
  /** Writes an entry about an event of Slack's, once however often it comes; `false` where it was written already. */
  note(enterpriseId: string, event: EventOfSlack, entry: EntryDraft): Promise<boolean>;
  readonly exchanges: Exchanges;
  readonly states: InstallStates;
}

/** An event as the Events API delivers it, perhaps several times. */
export interface EventOfSlack {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
}

/** Exchanges of refresh tokens: one at a time per token, across all processes. */
export interface Exchanges {
  /** The row as it is now, for this process alone until `until`; `null` where another one is at it or it has changed. */
  begin(place: TokenPlace, version: number, lease: Lease): Promise<StoredToken | null>;
  /** Writes the new pair down; `false` where the row is not this process's any more. */
  done(place: TokenPlace, holder: string, pair: FreshPair): Promise<boolean>;
  /** Gives the row back; `problem` where Slack does not take the refresh token any more. */
  failed(place: TokenPlace, holder: string, problem: string | null): Promise<void>;
}

export interface Lease {
  readonly holder: string;
  readonly at: Date;
  readonly until: Date;
}

/** What Slack answers to an exchange. */
export interface FreshPair {
  readonly token: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
}

/** Installs that are under way in somebody's browser. */
export interface InstallStates {
  add(state: {
    readonly digest: string;
    readonly browser: string;
    readonly at: Date;
    readonly until: Date;
  }): Promise<void>;
  /** Whether it was given to this browser, is not too old, and has not been used: from now on it has. */
  take(state: { readonly digest: string; readonly browser: string; readonly at: Date }): Promise<boolean>;
}
