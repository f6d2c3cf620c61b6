import type { Move, Ports } from '../ports.js';
import type { Run } from '../run.js';

/** How long a process may go without a word before another one settles its run (DESIGN section 1). */
export const LEASE_MS = 30_000;

/** The lease that comes with `executing`. */
export function takeLease({ clock, holder }: Ports): { holder: string; until: Date } {
  return { holder, until: new Date(clock.now().getTime() + LEASE_MS) };
}

/** A write that only the holder of the run can make, and that renews the lease. */
export function held(ports: Ports, run: Run): Pick<Move, 'run' | 'from' | 'heldBy' | 'lease' | 'at'> {
  return {
    run: run.id,
    from: ['executing'],
    heldBy: ports.holder,
    lease: takeLease(ports),
    at: ports.clock.now(),
  };
}
