import { aboutRun } from '../ledger/entries.js';
import { takeLease } from '../settling/lease.js';
import type { NoLonger } from '../planning/no-longer.js';
import { noticesOfOutcome, type Telling } from '../outcome.js';
import { Lost, patiently } from '../patience.js';
import type { EntryDraft, Move, Ports } from '../ports.js';
import { readPage, type Hold, type PageRead } from './read-page.js';
import { endOfReading } from './read.js';
import type { Run } from '../run.js';
import { isSlackError } from '../errors/slack-errors.js';
import { whyNotAnyMore } from '../planning/why-not-any-more.js';

/**
 * Carries out a reading that this process holds, because others have said yes to it: nobody may be looking on. What is
 * read is not kept (DESIGN 6.13), so whoever asked is told that it is there, and opens it, which reads it once more.
 */
export async function readHeld(ports: Ports, run: Run, telling: Telling): Promise<Run> {
  const read = await readOnce(ports, run);
  const move =
    read.kind === 'superseded'
      ? superseding(ports, run, read, telling)
      : read.kind === 'lost'
        ? null
        : endOfReading(ports, run, read, telling);
  const ended = move && (await ports.records.advance(move));
  return ended ?? (await ports.records.find(run.id)) ?? run;
}

type ReadOnce = PageRead | ({ readonly kind: 'superseded' } & NoLonger);

async function readOnce(ports: Ports, run: Run): Promise<ReadOnce> {
  const hold = holdOn(ports, run);
  try {
    const ended = await patiently(
      ports,
      run,
      () => whyNotAnyMore(ports, run),
      () => hold.keep(),
    );
    if (ended) return { kind: 'superseded', ...ended };
    return await readPage(ports, run, { args: run.plan?.calls[0]?.arguments ?? {}, number: 1 }, hold);
  } catch (error) {
    if (error instanceof Lost) return { kind: 'lost' };
    if (isSlackError(error)) return { kind: 'trouble', error };
    throw error;
  }
}

function held(ports: Ports, run: Run): Pick<Move, 'run' | 'from' | 'heldBy' | 'at'> {
  return { run: run.id, from: ['executing'], heldBy: ports.holder, at: ports.clock.now() };
}

function holdOn(ports: Ports, run: Run): Hold {
  const write = async (entries: EntryDraft[]): Promise<boolean> =>
    (await ports.records.advance({ ...held(ports, run), lease: takeLease(ports), entries })) !== null;
  return { begin: (entry) => write([entry]), keep: () => write([]) };
}

function superseding(ports: Ports, run: Run, { because, names }: NoLonger, telling: Telling): Move {
  const error = 'superseded';
  return {
    ...held(ports, run),
    to: 'superseded',
    changes: { because, names },
    entries: [{ kind: 'run.superseded', actor: null, because: because.rule, ...aboutRun(run) }],
    notices: noticesOfOutcome(ports, run, { state: 'superseded', error, telling, says: because.says }),
  };
}
