import type { Config } from '../config.js';
import type { Catalogue } from '../engine/operation.js';
import type { NewPolicy } from '../engine/policies.js';
import type { Clock } from '../engine/ports.js';
import { recurring, type Recurring } from '../recurring.js';
import type { Desk } from '../slack/desk.js';
import { toOwners } from '../engine/owner-messages.js';
import type { Upkeep } from '../slack/install/upkeep.js';
import type { Store } from '../store/open.js';
import type { Logger } from '../telemetry/log.js';
import { policyReader } from './policy-file.js';
import { watchPolicy, type PolicyWatch } from './policy-watch.js';

export interface FollowParts {
  readonly catalogue: Catalogue;
  readonly given: NewPolicy;
  readonly holder: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly logFault: Desk['logFault'];
  readonly store: Pick<Store, 'policies' | 'ownerMessages' | 'directory'>;
  readonly upkeep: Pick<Upkeep, 'tell'>;
}

/** The policy of this process in its place, and the loop that goes on watching its file. */
export interface Following extends PolicyWatch {
  readonly loop: Recurring;
}

/** A file counts once it was read twice the same, so a change takes effect within two of these. */
const LOOK_EVERY_MS = 1_000;

/** Offers the policy that this process was started with, and then every change of its file. */
export async function followPolicy(config: Config, parts: FollowParts): Promise<Following> {
  const { catalogue, log, logFault, upkeep } = parts;
  const { policies, ownerMessages: messages, directory } = parts.store;
  if (config.policyFile && config.aws?.operators.length) log.warn(AWS_OPERATORS_IDLE);
  const watch = await watchPolicy({
    ...parts,
    policies,
    messages,
    read: policyReader(config, catalogue),
    toOwners: (about) => toOwners(directory, about),
    onMessage: () => upkeep.tell(),
  });
  const onFault = (error: unknown): unknown => logFault(error, 'watching the policy file');
  const loop = recurring({ everyMs: LOOK_EVERY_MS, onFault, job: () => watch.look().then(() => null) });
  return { ...watch, loop };
}

const AWS_OPERATORS_IDLE =
  'AWS_OPERATORS has no effect, because there is a policy file: its rules say who may run AWS operations';
