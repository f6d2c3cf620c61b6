import { aftermath } from '../aftermath.js';
import { aboutRun } from '../ledger/entries.js';
import { held } from '../settling/lease.js';
import { looking, type Looked } from '../settling/looking.js';
import type { NoLonger } from './no-longer.js';
import type { Telling } from '../outcome.js';
import { isStoppedByPause } from '../pausing/stopped-by-pause.js';
import { orPaused } from '../pausing/pause.js';
import type { Move, Ports } from '../ports.js';
import type { Run } from '../run.js';
import { whyNotAnyMore } from './why-not-any-more.js';

/** What is asked for is there already, and only our own record of it changes: no call, and everything else as ever. */
export async function finishWithoutCall(ports: Ports, run: Run, telling: Telling): Promise<Run> {
  const seen = await looking(() => whyNotAnyMore(ports, run));
  const written = await orPaused(ports.records.advance(ending(ports, run, seen, telling)));
  const moved =
    written === 'paused' ? await ports.records.advance(ending(ports, run, { problem: 'paused' }, telling)) : written;
  return moved ?? (await ports.records.find(run.id)) ?? run;
}

function ending(ports: Ports, run: Run, seen: Looked<NoLonger | null>, telling: Telling): Move {
  const superseded = 'answer' in seen ? seen.answer : null;
  const error = 'problem' in seen ? seen.problem : superseded ? 'superseded' : null;
  const state = 'problem' in seen ? 'failed' : superseded ? 'superseded' : 'succeeded';
  return {
    ...held(ports, run),
    to: state,
    unlessPaused: state === 'succeeded' && isStoppedByPause(ports, run),
    changes: { dueAt: null, ...superseded },
    entries: [
      { kind: `run.${state}`, actor: run.requester, ...aboutRun(run), outcome: state, ...(error ? { error } : {}) },
    ],
    ...aftermath(ports, run, { state, telling, error, says: superseded?.because.says ?? null }),
  };
}
