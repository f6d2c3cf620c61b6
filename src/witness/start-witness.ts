import { checkpointBucket } from '../aws/checkpoint-bucket.js';
import type { LedgerConfig, WormPlace } from '../config/ledger.js';
import { announceDay } from '../engine/ledger/announce-checkpoint.js';
import type { Checkpoints } from '../engine/ledger/checkpoints.js';
import { deliverCheckpoints, type NotTaken, type OutsidePlace } from '../engine/ledger/deliver-checkpoints.js';
import { makeCheckpoint, RetiredKey, type SigningKeys } from '../engine/ledger/make-checkpoint.js';
import type { Clock } from '../engine/ports.js';
import { signingKey } from '../engine/ledger/signing-key.js';
import { recurring, type Recurring } from '../recurring.js';
import type { Logger } from '../telemetry/log.js';
import { checkpointFile } from './checkpoint-file.js';
import { cutOff } from './cut-off.js';

/*
 * What makes the ledger provable to whoever does not trust its database: signs its head, brings that outside, and tells
 * it to the audit channel (docs/ledger.md). None of it is waited for by a run.
 */

export interface Witness {
  readonly loops: readonly Recurring[];
  /** `ok`, or what is not provable now and why, for the operator. */
  status(): Promise<string>;
}

export interface WitnessOptions {
  readonly config: LedgerConfig;
  readonly checkpoints: Checkpoints;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onFault: (error: unknown) => void;
  /** Another place than the configured one. */
  readonly place?: OutsidePlace;
  /** How long a place is waited for. */
  readonly placeTimeoutMs?: number;
}

const LOOK_EVERY_MS = 60_000;
const DELIVER_EVERY_MS = 60_000;
const PLACE_TIMEOUT_MS = 10_000;

const NOT_SIGNED =
  'LEDGER_SIGNING_KEY is not set, so the ledger is not signed: an end that was cut off together with its head, or a ledger that was written anew by somebody with the database, would not show';
const NOT_OUTSIDE =
  'AUDIT_WORM_URL is not set, so signed checkpoints stay in the database: whoever has the database can take the newest of them away with the entries, and an older copy that is put back would not show';

/** Begins to sign, deliver and announce, or says what is not provable without. */
export function startWitness(options: WitnessOptions): Witness {
  const { config, checkpoints, clock, log, placeTimeoutMs = PLACE_TIMEOUT_MS } = options;
  const keys = keysOf(config);
  if (!keys) {
    log.warn(NOT_SIGNED);
    return { loops: [], status: async () => NOT_SIGNED };
  }
  const bare = options.place ?? placeOf(config.worm, clock);
  const place = bare && cutOff(bare, placeTimeoutMs);
  if (!place) log.warn(NOT_OUTSIDE);

  const delivering = place && handOut({ ...options, place });
  const signing = signAndAnnounce(options, keys, () => delivering?.nudge());
  return {
    loops: delivering ? [signing.loop, delivering] : [signing.loop],
    status: async () => signing.problem() ?? (place ? statusOutside(checkpoints) : NOT_OUTSIDE),
  };
}

function handOut({ checkpoints, place, clock, log, onFault }: WitnessOptions & { place: OutsidePlace }): Recurring {
  const onTrouble = (trouble: NotTaken): void =>
    log.error(
      { alert: 'checkpoints', place: place.name, ...trouble },
      'a checkpoint of the ledger did not get outside; it waits and is tried again',
    );
  return recurring({
    everyMs: DELIVER_EVERY_MS,
    onFault,
    job: () => deliverCheckpoints({ checkpoints, place, clock, onTrouble }),
  });
}

function signAndAnnounce(
  { checkpoints, clock, log, onFault }: WitnessOptions,
  keys: SigningKeys,
  onSigned: () => void,
): { readonly loop: Recurring; readonly problem: () => string | null } {
  let problem: string | null = null;
  let isStart = true;
  const sign = async (now: Date): Promise<void> => {
    try {
      const made = await makeCheckpoint(checkpoints, keys, { now, isStart });
      isStart = false;
      problem = null;
      if (made?.succeeds !== undefined)
        log.warn(keyChanged(made.succeeds, keys), 'the key that signs the ledger has changed');
      if (made) onSigned();
    } catch (error) {
      if (!(error instanceof RetiredKey)) throw error;
      if (problem === null) log.error({ alert: 'checkpoints', problem: error.message }, 'the ledger is not signed');
      problem = error.message;
    }
  };
  const job = async (): Promise<null> => {
    const now = clock.now();
    await sign(now);
    await announceDay(checkpoints, now);
    return null;
  };
  return { loop: recurring({ everyMs: LOOK_EVERY_MS, onFault, job }), problem: () => problem };
}

async function statusOutside(checkpoints: Checkpoints): Promise<string> {
  const { count, since, problem } = await checkpoints.undelivered();
  if (problem === null || since === null) return 'ok';
  return `${count === 1 ? 'a checkpoint is' : `${count} checkpoints are`} not outside yet, the oldest since ${since.toISOString()}: ${problem}`;
}

function keysOf({ signingKeys }: LedgerConfig): SigningKeys | null {
  const [current, before] = signingKeys.map(signingKey);
  return current ? { current, before: before ?? null } : null;
}

function placeOf(worm: WormPlace | null, clock: Clock): OutsidePlace | null {
  if (!worm) return null;
  return worm.kind === 'file' ? checkpointFile(worm.path) : checkpointBucket(worm, clock);
}

function keyChanged(from: string, { current, before }: SigningKeys): object {
  const signedWithBoth = before?.publicKey === from;
  return {
    from,
    to: current.publicKey,
    signedWithBoth,
    ...(signedWithBoth ? {} : { next: 'The old key did not sign this: give both public keys to whoever verifies.' }),
  };
}
