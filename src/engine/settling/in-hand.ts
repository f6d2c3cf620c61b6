import { forEach } from '../each.js';
import { isFreeText } from '../fields.js';
import { isOpen } from '../planning/make-plan.js';
import type { JsonObject } from '../planning/plan.js';
import type { Changes, Move, Ports } from '../ports.js';
import type { Run } from '../run.js';

/*
 * Between a submission and its answer somebody looks at a window that says “One moment…”. The run says meanwhile which
 * process works on it, so that another one can go on where that process ends.
 */

/** Longer than reading how things are takes. Whoever is slower finds the run at a later step and changes nothing. */
const IN_HAND_MS = 2 * 60_000;

/**
 * Notes that this process works on an open run's next step, and what was filled in where nothing is planned yet. `null` where the run is at
 * that step no more: there is nothing to work on.
 */
export function takeInHand(ports: Ports, run: Run, step: number, input?: JsonObject): Promise<Run | null> {
  return ports.records.advance({
    run: run.id,
    from: ['received', 'planned'],
    step,
    ...hold(ports),
    // A plan stays with the input that it was made of.
    changes: input && !run.plan ? filledIn(ports, run, input) : {},
    entries: [],
  });
}

function filledIn({ catalogue }: Ports, run: Run, input: JsonObject): Changes {
  const { fields } = catalogue.byMethod(run.operation);
  const freeText = Object.entries(fields).flatMap(([key, field]) => (isFreeText(field) ? [key] : []));
  return { input, freeText };
}

/**
 * Takes over what processes left that are not heard of any more, and hands each run to `goOn`. The run is at a later
 * step by then, so a process that was only slow can do nothing about it.
 * @throws AggregateError of the runs where that went wrong; the others have been seen to.
 */
export async function takeOverLeft(ports: Ports, goOn: (run: Run) => Promise<unknown>): Promise<void> {
  await forEach(await ports.records.leftInHand(ports.clock.now()), async ({ id, holder }) => {
    const run = await ports.records.find(id);
    const taken = run && (await takeOver(ports, run, holder));
    if (!taken) return;
    await goOn(taken);
    await ports.records.letGo(id, ports.holder);
  });
}

function takeOver(ports: Ports, run: Run, holder: string): Promise<Run | null> {
  return ports.records.advance({
    run: run.id,
    from: [run.state],
    step: run.step,
    heldBy: holder,
    leaseRunOut: true,
    ...hold(ports),
    changes: isOpen(run) ? { step: run.step + 1 } : {},
    entries: [],
  });
}

function hold({ clock, holder }: Ports): Pick<Move, 'at' | 'lease'> {
  const at = clock.now();
  return { at, lease: { holder, until: new Date(at.getTime() + IN_HAND_MS) } };
}
