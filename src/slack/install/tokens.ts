import { setTimeout as sleep } from 'node:timers/promises';

import type { Installations, StoredToken, TokenKind, TokenPlace } from '../../engine/installation.js';
import type { Clock } from '../../engine/ports.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import type { TokenSource } from '../clients/token-source.js';
import type { Rotation } from './rotation.js';

/** Tokens as they are kept now, in memory: no call waits for the database to know its token. */
export interface InstalledTokens {
  readonly bot: TokenSource;
  readonly admin: TokenSource;
  /** Reads what is kept now; answers whether something has changed. */
  reload(): Promise<boolean>;
  /** The token in use, or `null`. */
  inUse(kind: TokenKind): StoredToken | null;
  /** Tokens that wait for an org owner's yes. */
  waiting(): readonly StoredToken[];
  /** Exchanges what expires soon; answers in how many milliseconds to look again. */
  keepFresh(): Promise<number>;
}

export interface InstalledTokensOptions {
  readonly installations: Installations;
  /** Whose tokens; `null` before it is known. */
  readonly organisation: () => Promise<string | null>;
  readonly rotation: Rotation;
  readonly clock: Pick<Clock, 'now'>;
  readonly onFault: (error: unknown) => void;
}

/** Slack's tokens live twelve hours; in the last two a new one is fetched (docs.slack.dev, “Token rotation”). */
const SOON_MS = 2 * 60 * 60_000;
/** A token that lives shorter than this may be dead when the call arrives. */
const TOO_SHORT_MS = 60_000;
const LOOK_EVERY_MS = 60_000;
/** How long a call waits for another process that is exchanging the token: until it may be taken for dead. */
const WAIT_MS = 25_000;
const WAIT_STEP_MS = 100;

/** The tokens of this deployment's installation. */
export function installedTokens(options: InstalledTokensOptions): InstalledTokens {
  const { clock, onFault } = options;
  const rows = keptRows(options);
  const { exchange, exchanged } = exchangesOf(rows, options.rotation);
  const { inUse, reload } = rows;

  const source = (kind: TokenKind): TokenSource => ({
    token: async (method) => {
      const token = inUse(kind);
      if (!token) throw new SlackRefused(method, 'not_installed');
      const left = leftOf(token, clock.now());
      if (left > SOON_MS || token.exchangeProblem !== null) return token.token;
      if (left > TOO_SHORT_MS) {
        void exchange(kind, token).catch(onFault);
        return token.token;
      }
      await exchanged(kind, token);
      return inUse(kind)?.token ?? token.token;
    },
    refused: async (refused) => {
      await reload();
      const token = inUse(kind);
      if (!token) return false;
      if (token.token !== refused) return true;
      if (token.refreshToken === null || token.exchangeProblem !== null) return false;
      await exchanged(kind, token);
      return inUse(kind)?.token !== refused;
    },
  });

  return {
    bot: source('bot'),
    admin: source('user'),
    reload,
    inUse,
    waiting: rows.waiting,
    keepFresh: async () => {
      for (const kind of ['bot', 'user'] as const) {
        const token = inUse(kind);
        if (token && token.exchangeProblem === null && leftOf(token, clock.now()) <= SOON_MS)
          await exchange(kind, token);
      }
      return LOOK_EVERY_MS;
    },
  };
}

/** The rows as they were last read. */
interface Rows extends Pick<InstalledTokens, 'inUse' | 'reload' | 'waiting'> {
  readonly placeOf: (token: StoredToken) => TokenPlace;
}

function keptRows({ installations, organisation }: InstalledTokensOptions): Rows {
  let kept: readonly StoredToken[] = [];
  let enterpriseId: string | null = null;
  return {
    inUse: (kind) => kept.find((one) => one.kind === kind && one.inUse) ?? null,
    waiting: () => kept.filter((token) => !token.inUse),
    placeOf: ({ kind, userId }) => ({ enterpriseId: enterpriseId ?? '', kind, userId }),
    reload: async () => {
      enterpriseId ??= await organisation();
      if (enterpriseId === null) return false;
      const now = await installations.read(enterpriseId);
      const changed = marksOf(now) !== marksOf(kept);
      kept = now;
      return changed;
    },
  };
}

type Exchanged = 'done' | 'elsewhere' | 'failed';

interface Exchanging {
  /** One exchange at a time in this process, and none of what is newer already; whoever comes meanwhile waits for the same. */
  readonly exchange: (kind: TokenKind, old: StoredToken) => Promise<Exchanged>;
  /** The same; and where another process is at it, what that one writes down is waited for. */
  readonly exchanged: (kind: TokenKind, old: StoredToken) => Promise<void>;
}

function exchangesOf({ inUse, reload, placeOf }: Rows, rotation: Rotation): Exchanging {
  const underWay = new Map<TokenKind, Promise<Exchanged>>();
  const once = async (kind: TokenKind, old: StoredToken): Promise<Exchanged> => {
    const token = inUse(kind);
    if (!token) return 'failed';
    if (token.token !== old.token) return 'done';
    const fresh = await rotation.exchange(placeOf(token), token.version);
    await reload();
    return typeof fresh === 'string' ? fresh : 'done';
  };
  const exchange = (kind: TokenKind, old: StoredToken): Promise<Exchanged> => {
    const known = underWay.get(kind);
    if (known) return known;
    const work = once(kind, old).finally(() => underWay.delete(kind));
    underWay.set(kind, work);
    return work;
  };
  return {
    exchange,
    exchanged: async (kind, old) => {
      const until = Date.now() + WAIT_MS;
      for (;;) {
        const outcome = await exchange(kind, old);
        if (outcome !== 'elsewhere' || inUse(kind)?.token !== old.token || Date.now() >= until) return;
        await sleep(WAIT_STEP_MS);
      }
    },
  };
}

function leftOf({ refreshToken, expiresAt }: StoredToken, now: Date): number {
  return refreshToken === null || expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt.getTime() - now.getTime();
}

const marksOf = (tokens: readonly StoredToken[]): string =>
  tokens.map(({ kind, userId, version, inUse }) => `${kind} ${userId} ${version} ${inUse}`).join('\n');
