import type { OwnerMessage } from './owner-messages.js';

/** A policy that can be put into force. */
export interface NewPolicy {
  /** Whether somebody has written it, or it is the one that comes with the app. */
  readonly kind: 'file' | 'default';
  readonly hash: string;
  /** What people read: the name of its file, for “policy.yaml:12”. */
  readonly name: string;
  /** The file as it was read; of the default policy its settings, as JSON. */
  readonly text: string;
}

/** One that is in force, or was. */
export interface KeptPolicy extends NewPolicy {
  /** Counts from 1; the highest is in force. */
  readonly number: number;
  readonly since: Date;
}

/** What a process says about the policy that it was given. */
export interface PolicyOffer {
  readonly policy: NewPolicy;
  /** This process. */
  readonly holder: string;
  /** Whether somebody has changed the file while this process watched it. */
  readonly changed: boolean;
  readonly at: Date;
  /** Until then this process counts as running, unless it says so again. */
  readonly until: Date;
  /** Who is told where it comes into force; in the same transaction. */
  readonly tell: (now: KeptPolicy, before: KeptPolicy | null) => readonly OwnerMessage[];
}

/** The policy in force, and those before it. */
export interface Policies {
  /** `known` comes back where it is still in force; then its text is not read again. `null`: none was ever put there. */
  inForce(known: KeptPolicy | null): Promise<KeptPolicy | null>;
  /** The newest with this hash. */
  withHash(hash: string): Promise<KeptPolicy | null>;
  /** Puts it into force, with its ledger entry, where `takesOver` says so. Answers the one in force afterwards. */
  offer(offer: PolicyOffer): Promise<KeptPolicy>;
  /** This process ends: what it was given does not count any more. */
  leave(holder: string): Promise<void>;
}

/** How things stand where a process offers its policy. */
export interface Standoff {
  readonly offered: Pick<NewPolicy, 'hash' | 'kind'>;
  readonly changed: boolean;
  readonly inForce: Pick<NewPolicy, 'hash' | 'kind'> | null;
  /** Whether the one offered was in force before, and something has taken its place since. */
  readonly replaced: boolean;
  /** Whether another running process was given the one in force. */
  readonly heldByOthers: boolean;
}

/**
 * Why a process's policy comes into force; `null` where the other one stays (decision 0009). A change that somebody made
 * wins; an old file that is merely still there wins only once nobody has the new one, so that a late restart of an old
 * process brings nothing back, and a roll-back is through when the last new process has ended.
 */
export function takesOver(standoff: Standoff): 'first' | 'file_changed' | 'started_with_it' | 'only_one_left' | null {
  const { offered, changed, inForce, replaced, heldByOthers } = standoff;
  if (!inForce) return 'first';
  if (offered.hash === inForce.hash) return null;
  if (changed) return 'file_changed';
  // That there is no file is nobody's deliberate change: it may be a variable that was forgotten.
  const forgotten = offered.kind === 'default' && inForce.kind === 'file';
  if (!replaced && !forgotten) return 'started_with_it';
  return heldByOthers ? null : 'only_one_left';
}
