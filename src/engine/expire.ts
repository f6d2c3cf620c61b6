import { endNotices } from './approvals/asking.js';
import { forEach } from './each.js';
import { aboutRun } from './ledger/entries.js';
import type { Ports } from './ports.js';
import type { Run } from './run.js';
import { words } from './words.js';

/**
 * Ends what nobody came back to: forms and plans quietly, requests for approval with a word to everybody.
 * @throws AggregateError of the runs that could not be ended; the others have been.
 */
export async function expire(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  const open = await ports.records.due(['received', 'planned'], now);
  const waiting = await ports.records.due(['awaiting_approval'], now);
  await forEach([...open, ...waiting], async (id) => {
    const run = await ports.records.find(id);
    // Somebody may have come back to it since it was found to be due.
    if (run?.dueAt && run.dueAt <= now) await end(ports, run, now);
  });
}

async function end(ports: Ports, run: Run, now: Date): Promise<void> {
  const waits = run.state === 'awaiting_approval';
  await ports.records.advance({
    run: run.id,
    from: waits ? ['awaiting_approval'] : ['received', 'planned'],
    to: 'expired',
    step: run.step,
    at: now,
    changes: {
      dueAt: null,
      because: waits
        ? { rule: 'nobody-approved-in-time', says: TOO_LATE }
        : { rule: 'not-confirmed-in-time', says: LEFT_OPEN },
    },
    entries: [{ kind: 'run.expired', actor: null, ...(waits ? aboutRun(run) : {}) }],
    notices: waits ? endNotices(run, TOO_LATE) : [],
  });
}

const LEFT_OPEN = words`Nobody confirmed it within an hour, so it has expired. Nothing was changed; ask again if it is still wanted.`;
const TOO_LATE = words`Nobody approved it within an hour, so it has expired. Nothing was changed; ask again if it is still wanted.`;
