import { randomUUID } from 'node:crypto';

import { approve } from '../../src/engine/approvals/approve.js';
import { confirm } from '../../src/engine/confirm.js';
import { sweepGrants } from '../../src/engine/grants/sweep-grants.js';
import type { Grant } from '../../src/engine/grants/grants.js';
import { makePlan } from '../../src/engine/planning/make-plan.js';
import type { JsonObject } from '../../src/engine/planning/plan.js';
import type { Ports } from '../../src/engine/ports.js';
import type { Run } from '../../src/engine/run.js';
import { settleAbandoned, settleUnknown } from '../../src/engine/settling/settle.js';
import { toPlain } from '../../src/engine/words.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { HOUR, MINUTE, type FakeClock } from './clock.js';
import type { TestDatabase } from './database.js';

export const MARKETING = 'T0MARKETNG2';

export interface GrantWish {
  readonly by?: string;
  readonly whom?: string;
  readonly place?: string;
  readonly duration?: string;
  readonly operation?:
    'admin.users.setAdmin' | 'admin.users.setOwner' | 'admin.users.setRegular' | 'admin.users.remove';
  /** Whoever says yes, where somebody has to. */
  readonly approvedBy?: string;
  readonly undoes?: string;
}

/** A run from the form to its end, straight through the engine. */
export async function ran(slack: Simulator, ports: Ports, wish: GrantWish): Promise<Run> {
  const { by = 'margaret', whom = 'ada', place = MARKETING, duration, approvedBy = 'grace' } = wish;
  const id = randomUUID();
  const now = ports.clock.now();
  const operation = wish.operation ?? 'admin.users.setAdmin';
  const requester = slack.org.person(by).id;
  const newRun = { id, operation, requester, origin: id, viewId: null };
  const undoes = wish.undoes === undefined ? {} : { undoes: wish.undoes };
  await ports.records.open({ ...newRun, ...undoes }, now, new Date(now.getTime() + HOUR));
  const input: JsonObject = { user_id: slack.org.person(whom).id, team_id: place, ...(duration ? { duration } : {}) };
  const run = await found(ports, id);
  const planned = await makePlan(ports, run, run.step, input);
  if (planned.kind !== 'planned') throw new Error(`No plan: ${planned.kind} ${said(planned)}`);
  const confirmed = await confirm(ports, planned.run, planned.run.step);
  if (confirmed.kind === 'waits') await approve(ports, confirmed.run, slack.org.person(approvedBy).id);
  else if (confirmed.kind !== 'ran') throw new Error(`It did not run: ${confirmed.kind}`);
  return found(ports, id);
}

function said(planned: Exclude<Awaited<ReturnType<typeof makePlan>>, { kind: 'planned' }>): string {
  if (planned.kind === 'stale') return '';
  return toPlain(planned.kind === 'denied' ? planned.because.says : planned.says, {});
}

export async function found({ records }: Ports, id: string): Promise<Run> {
  const run = await records.find(id);
  if (!run) throw new Error(`There is no run ${id}.`);
  return run;
}

export async function grantOf({ grants }: Ports, id: string): Promise<Grant> {
  const grant = await grants.find(id);
  if (!grant) throw new Error(`Run ${id} granted nothing for a time.`);
  return grant;
}

/** Everything that goes on by itself, minute by minute, or after every so many of them. */
export async function minutes(ports: Ports, clock: FakeClock, many: number, apart = 1): Promise<void> {
  for (let turn = 0; turn < many; turn += 1) {
    clock.pass(apart * MINUTE);
    await settleAbandoned(ports);
    await settleUnknown(ports);
    await sweepGrants(ports);
  }
}

/** What an earlier test left in force, and what it left to be posted, is not the next one's business. */
export async function forgetGrants({ db }: TestDatabase): Promise<void> {
  await db.updateTable('grants').set({ ended_at: new Date(), ended_how: 'in_time' }).execute();
  for (let tries = 0; tries < 100; tries += 1) {
    const { numUpdatedRows } = await db
      .updateTable('outbox')
      .set({ done_at: new Date() })
      .where('done_at', 'is', null)
      .where('claimed_until', 'is', null)
      .executeTakeFirst();
    const open = await db.selectFrom('outbox').select('run_id').where('done_at', 'is', null).execute();
    if (open.length === 0 && numUpdatedRows === 0n) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Without the moments and the runs, which are others each time. */
export const timeless = (text: string): string =>
  text.replace(/<!date\^\d+\^\{date_long\}, \{time\}\|[^>]+>/gu, '(a moment)').replace(/`[0-9a-f-]{36}`/gu, 'RUN');
