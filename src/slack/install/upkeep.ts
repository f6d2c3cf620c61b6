import { toPlain } from '../../engine/words.js';
import { isSlackError } from '../../engine/errors/slack-errors.js';
import { recurring, type Recurring } from '../../recurring.js';
import type { Logger } from '../../telemetry/log.js';
import type { SlackClients } from '../clients/connect.js';
import { checkInstallation, type CheckOptions, type InstallProblem } from './check.js';
import { toOwners } from '../../engine/owner-messages.js';
import { tellOwners, type TellingOptions } from './telling-owners.js';

export interface UpkeepOptions extends CheckOptions, Omit<TellingOptions, 'client'> {
  readonly clients: SlackClients;
  readonly log: Logger;
  readonly onFault: (error: unknown) => void;
}

/** Looks after the install: finds out what is wrong with it, and tells whoever can mend it. */
export interface Upkeep {
  /** What was wrong with it when it was looked at last. */
  problems(): readonly InstallProblem[];
  /** Looks again, unless that was done within the last minute. */
  check(): Promise<void>;
  /** Looks again now, and sends what waits for org owners: something about the install has changed. */
  recheck(): void;
  /** Sends what waits for org owners at once. */
  tell(): void;
  readonly loops: readonly Recurring[];
}

const CHECK_EVERY_MS = 60 * 60_000;
const TELL_EVERY_MS = 30_000;
const GOOD_FOR_MS = 60_000;

/** The install is looked at when this begins, every hour, and when somebody opens the Home tab. */
export function upkeepOf(options: UpkeepOptions): Upkeep {
  const { clock, log, messages, directory, clients, onFault } = options;
  let found: readonly InstallProblem[] = [];
  let checkedAt: number | null = null;
  const telling = recurring({
    everyMs: TELL_EVERY_MS,
    onFault,
    job: () => tellOwners({ ...options, client: clients.posting }),
  });

  const look = async (): Promise<void> => {
    const now = clock.now();
    checkedAt = now.getTime();
    try {
      found = await checkInstallation(options);
    } catch (error) {
      if (!isSlackError(error)) throw error;
      log.warn({ problem: error.message }, 'the install could not be looked at; trying again later');
      return;
    }
    if (found.length === 0) return;
    const day = now.toISOString().slice(0, 10);
    for (const { about, says } of found) {
      log.error({ alert: 'installation', about, problem: toPlain(says, {}) }, 'something is wrong with the install');
      // Once a day, to whoever is an owner then, by whichever process comes first.
      await messages.put(toOwners(directory, { occasion: `${about}:${day}`, says, asks: null }), now);
    }
    telling.nudge();
  };
  const checking = recurring({ everyMs: CHECK_EVERY_MS, onFault, job: () => look().then(() => null) });

  return {
    problems: () => found,
    check: async () => {
      if (checkedAt === null || clock.now().getTime() - checkedAt >= GOOD_FOR_MS) await look();
    },
    recheck: () => {
      checking.nudge();
      telling.nudge();
    },
    tell: () => telling.nudge(),
    loops: [checking, telling],
  };
}
