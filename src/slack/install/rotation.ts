import pRetry from 'p-retry';

import type { FreshPair, Installations, TokenPlace } from '../../engine/installation.js';
import type { Clock } from '../../engine/ports.js';
import { isSlackError, SlackRefused } from '../../engine/errors/slack-errors.js';
import type { Logger } from '../../telemetry/log.js';
import type { OAuthClient } from './access.js';

/** Exchanges tokens for newer ones. */
export interface Rotation {
  /**
   * The new pair; `elsewhere` where another process is at it or has done it; `failed` where Slack gave none out.
   * @throws where the database does not answer.
   */
  exchange(place: TokenPlace, version: number): Promise<FreshPair | 'elsewhere' | 'failed'>;
}

export interface RotationOptions {
  readonly installations: Pick<Installations, 'exchanges'>;
  readonly oauth: OAuthClient;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: () => string;
  readonly log: Logger;
}

/**
 * Longer than Slack is waited for; then another process may try. No longer than that: once it was exchanged, Slack takes
 * a refresh token again for a short time only (docs.slack.dev/authentication/using-token-rotation).
 */
const LEASE_MS = 20_000;
const WRITE_RETRIES = 6;

/** Codes after which no later try with the same refresh token can work. */
const SPENT: ReadonlySet<string> = new Set([
  'invalid_refresh_token',
  'token_revoked',
  'token_expired',
  'invalid_grant',
]);

/**
 * One exchange across all processes: the row is leased by a conditional update, then Slack is asked with no transaction
 * open, then the new pair takes the old one's place. Until then the old pair stays in the row, so that whoever is killed
 * in between has lost nothing but time: the next one asks again with the same refresh token.
 */
export function rotationOf({ installations, oauth, clock, newId, log }: RotationOptions): Rotation {
  const { exchanges } = installations;
  return {
    exchange: async (place, version) => {
      const holder = newId();
      const at = clock.now();
      const row = await exchanges.begin(place, version, { holder, at, until: new Date(at.getTime() + LEASE_MS) });
      if (!row?.refreshToken) return 'elsewhere';
      let fresh: FreshPair;
      try {
        fresh = await oauth.refresh(row.refreshToken, clock.now());
      } catch (error) {
        if (!isSlackError(error)) throw error;
        const spent = error instanceof SlackRefused && SPENT.has(error.code);
        await exchanges.failed(place, holder, spent ? error.code : null);
        const about = { alert: 'token-rotation', kind: place.kind, problem: error.message, expiresAt: row.expiresAt };
        if (spent) log.error(about, 'Slack does not take the refresh token any more: install again at /slack/install');
        else log.warn(about, 'a token could not be exchanged yet; trying again');
        return 'failed';
      }
      // From here on the new pair must not be lost: the old refresh token may be good for nothing any more.
      const written = await pRetry(() => exchanges.done(place, holder, fresh), {
        retries: WRITE_RETRIES,
        minTimeout: 250,
        maxTimeout: 5_000,
      });
      if (!written) return 'elsewhere';
      log.info({ kind: place.kind, expiresAt: fresh.expiresAt }, 'a token was exchanged for a newer one');
      return fresh;
    },
  };
}
