import { endNotices } from './approve.js';
import { aboutRun } from './entries.js';
import type { Ports } from './ports.js';
import { words } from './words.js';

/** Ends what nobody came back to: forms and plans quietly, requests for approval with a word to everybody. */
export async function expire(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  for (const id of await ports.records.due(['received', 'planned'], now)) {
    await ports.records.advance({
      run: id,
      from: ['received', 'planned'],
      to: 'expired',
      at: now,
      changes: { dueAt: null, because: { rule: 'not-confirmed-in-time', says: LEFT_OPEN } },
      entries: [{ kind: 'run.expired', actor: null }],
    });
  }
  for (const id of await ports.records.due(['awaiting_approval'], now)) {
    const run = await ports.records.find(id);
    if (!run) continue;
    await ports.records.advance({
      run: id,
      from: ['awaiting_approval'],
      to: 'expired',
      at: now,
      changes: { dueAt: null, because: { rule: 'nobody-approved-in-time', says: TOO_LATE } },
      entries: [{ kind: 'run.expired', actor: null, ...aboutRun(run) }],
      notices: endNotices(run, TOO_LATE),
    });
  }
}

const LEFT_OPEN = words`Nobody confirmed it within an hour, so it has expired. Nothing was changed; ask again if it is still wanted.`;
const TOO_LATE = words`Nobody approved it within an hour, so it has expired. Nothing was changed; ask again if it is still wanted.`;
