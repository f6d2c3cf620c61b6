import { endsAtOf, grantChangesOf } from './grants/grant-changes.js';
import { noticesOfOutcome, type Telling } from './outcome.js';
import type { Move, Ports } from './ports.js';
import type { Run } from './run.js';
import type { State } from './state.js';
import type { Words } from './words.js';

export interface Ended {
  readonly state: State;
  readonly error: string | null;
  readonly telling: Telling;
  readonly says?: Words | null;
  /** When the call left whose answer nobody saw: a right for a time counts from there, not from when it was found out. */
  readonly callAt?: Date | null | undefined;
}

/** What goes with the end of a run, in the same transaction: who is told, and what it changes in rights for a time. */
export function aftermath(ports: Ports, run: Run, { callAt, ...ended }: Ended): Pick<Move, 'notices' | 'grants'> {
  const grants = grantChangesOf(ports, run, ended.state, { now: ports.clock.now(), callAt });
  // Of a run that ends a right for a time, people hear when it is seen to be over, and when it cannot be ended.
  const notices = run.ends ? [] : noticesOfOutcome(ports, run, { ...ended, until: endsAtOf(grants) });
  return { grants, notices };
}
