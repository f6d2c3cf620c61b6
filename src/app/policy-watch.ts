import type { Clock } from '../engine/ports.js';
import type { OwnerMessage, OwnerMessages } from '../engine/owner-messages.js';
import type { KeptPolicy, NewPolicy, Policies, PolicyOffer } from '../engine/policies.js';
import { toPlain, type Words } from '../engine/words.js';
import type { BrokenPolicy } from './policy-file.js';
import { whatIsBroken, whatTookOver } from '../policy/told.js';
import type { Logger } from '../telemetry/log.js';

export interface WatchOptions {
  readonly policies: Policies;
  /** What this process was started with. */
  readonly given: NewPolicy;
  /** Reads the file as it stands now; `null` where there is none. */
  readonly read: (() => NewPolicy | BrokenPolicy) | null;
  readonly holder: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly messages: Pick<OwnerMessages, 'put'>;
  /** One message for each org owner. */
  readonly toOwners: (about: Omit<OwnerMessage, 'person'>) => OwnerMessage[];
  /** Called where there is something to send them. */
  readonly onMessage: () => void;
}

/** Keeps the policy in force up to date with the file, and says so where it cannot. */
export interface PolicyWatch {
  /** What is wrong with the file while an older policy stays in force; `null` where all is well. */
  problem(): Words | null;
  /** Looks at the file once more. It counts once it was read twice the same: half of one may be a policy too. */
  look(): Promise<void>;
  /** This process ends: what it was given does not count any more. */
  leave(): Promise<void>;
}

const HOLD_EVERY_MS = 10_000;
/** A process that has not been heard of for so long is not running any more. */
const HELD_FOR_MS = 45_000;

/** Puts the policy that this process was started with into force where that is its turn (decision 0009). */
export async function watchPolicy(options: WatchOptions): Promise<PolicyWatch> {
  const { policies, read, holder, clock, log, messages, toOwners, onMessage } = options;
  let { given } = options;
  let changed = false;
  let inForce: KeptPolicy | null = null;
  let offerAt = 0;
  let problem: Words | null = null;
  /** How the file was the last time, and what was taken in of it. */
  let last = keyOf(given);
  let taken = last;

  const offer = async (): Promise<void> => {
    const at = clock.now();
    offerAt = at.getTime() + HOLD_EVERY_MS;
    const tell: PolicyOffer['tell'] = (now, before) => (before ? toOwners(whatTookOver(now, before)) : []);
    const until = new Date(at.getTime() + HELD_FOR_MS);
    const before: KeptPolicy | null = inForce;
    inForce = await policies.offer({ policy: given, holder, changed, at, until, tell });
    changed = false;
    if (before?.number === inForce.number) return;
    const { name, hash, number, since } = inForce;
    log.info({ policy: name, sha256: hash, number, since }, 'the policy in force');
    if (hash !== given.hash) log.warn({ given: given.name, sha256: given.hash }, ANOTHER_IN_FORCE);
    onMessage();
  };

  const complain = async ({ problems, version }: BrokenPolicy): Promise<void> => {
    const about = { given, problems, inForce };
    problem = whatIsBroken(about);
    log.error({ alert: 'policy', problems, policy: inForce?.name, says: toPlain(problem, {}) }, STAYS);
    const occasion = `policy-broken:${inForce?.number ?? 0}:${version}`;
    await messages.put(toOwners({ occasion, says: problem, asks: null }), clock.now());
    onMessage();
  };

  const take = async (found: NewPolicy | BrokenPolicy): Promise<void> => {
    if ('problems' in found) return complain(found);
    if (problem) log.info({ policy: found.name, sha256: found.hash }, 'the policy file can be followed again');
    problem = null;
    if (found.hash === given.hash) return;
    given = found;
    changed = true;
  };

  const look = async (): Promise<void> => {
    const found = read?.() ?? given;
    const key = keyOf(found);
    const settled = key === last;
    last = key;
    if (settled && key !== taken) {
      await take(found);
      taken = key;
    }
    if (changed || clock.now().getTime() >= offerAt) await offer();
  };

  await offer();
  return {
    problem: () => problem,
    look,
    leave: () => policies.leave(holder),
  };
}

const STAYS = 'the policy file cannot be followed as it is now; the policy in force stays';
const ANOTHER_IN_FORCE =
  'another policy than this process was started with is in force, because other processes have it (docs/policy.md)';

const keyOf = (found: NewPolicy | BrokenPolicy): string =>
  'problems' in found ? `broken ${found.version}` : found.hash;
