import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import * as fc from 'fast-check';

import { approve } from '../../../src/engine/approvals/approve.js';
import { NO_AWS } from '../../../src/engine/aws.js';
import { confirm } from '../../../src/engine/confirm.js';
import { deny } from '../../../src/engine/approvals/deny.js';
import { expire } from '../../../src/engine/expire.js';
import { makePlan } from '../../../src/engine/planning/make-plan.js';
import type { Doors } from '../../../src/engine/operation.js';
import type { Ports } from '../../../src/engine/ports.js';
import { remind } from '../../../src/engine/approvals/remind.js';
import type { Run } from '../../../src/engine/run.js';
import { settleAbandoned, settleUnknown } from '../../../src/engine/settling/settle.js';
import { withdraw } from '../../../src/engine/approvals/withdraw.js';
import {
  ADMINS,
  applyTo,
  EVERYBODY,
  MEMBERS,
  OWNERS,
  policies,
  POLICIES,
  smallOrg,
  type Change,
} from '../../support/approval-model.js';
import { Model } from '../../support/approval-runs.js';
import { FakeClock, MINUTE } from '../../support/clock.js';
import { Crash, crashing } from '../../support/crash.js';
import { withDatabase } from '../../support/database.js';
import { MARKETING, ORG, type Org } from '../../support/org.js';
import { portsOn } from '../../support/ports.js';
import { storeOn, type TestStore } from '../../support/store.js';

/*
 * A run is carried out if and only if the approvals that the policy in force requires were given by distinct eligible
 * people on the very plan that runs; and what has ended stays as it is. The real engine on a real store, in whatever
 * order people press, leave, come back and change their minds; beside it a model that knows the rules only.
 */

type Command =
  | { readonly kind: 'ask'; readonly by: string; readonly subject: string; readonly place: string }
  | { readonly kind: 'approve'; readonly run: number; readonly by: string; readonly meanwhile: Change | null }
  | { readonly kind: 'two'; readonly run: number; readonly by: string; readonly and: string }
  | {
      readonly kind: 'crash';
      readonly run: number;
      readonly by: string;
      readonly step: number;
      readonly after: boolean;
    }
  | { readonly kind: 'deny' | 'withdraw'; readonly run: number; readonly by: string }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'restart' }
  | Change;

const anybody = fc.constantFrom(...EVERYBODY);
const owner = fc.constantFrom(...OWNERS);
const presser = fc.oneof({ weight: 2, arbitrary: owner }, { weight: 1, arbitrary: anybody });
const run = fc.constantFrom(0, 0, 0, 1);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('org_role' as const),
    who: anybody,
    role: fc.constantFrom('admin' as const, 'owner' as const, 'owner' as const, null),
  }),
  fc.record({
    kind: fc.constant('workspace_role' as const),
    who: fc.constantFrom(...MEMBERS),
    role: fc.constantFrom('admin' as const, 'owner' as const, 'member' as const),
  }),
  fc.record({ kind: fc.constant('account' as const), who: anybody, active: fc.boolean() }),
  fc.record({ kind: fc.constant('policy' as const), policy: fc.constantFrom(...POLICIES) }),
);
const asking: fc.Arbitrary<Command> = fc.record({
  kind: fc.constant('ask' as const),
  by: fc.oneof({ weight: 4, arbitrary: owner }, { weight: 1, arbitrary: fc.constantFrom(...ADMINS) }, anybody),
  subject: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...MEMBERS) }, { weight: 1, arbitrary: anybody }),
  place: fc.constantFrom(ORG, ORG, ORG, MARKETING),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 1, arbitrary: asking },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('approve' as const),
      run,
      by: presser,
      meanwhile: fc.option(change, { freq: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('two' as const), run, by: presser, and: presser }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('crash' as const),
      run,
      by: presser,
      step: fc.nat({ max: 25 }),
      after: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('deny' as const, 'withdraw' as const), run, by: presser }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(1, 20, 29, 31, 59, 61) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
  { weight: 3, arbitrary: change },
);
const sequence = fc
  .tuple(asking, fc.array(command, { minLength: 1, maxLength: 6 }))
  .map(([first, rest]) => [first, ...rest]);

/** Of two who are wanted one says yes, and then no; afterwards others come too late. */
const CHANGED_THEIR_MIND: Command[] = [
  { kind: 'ask', by: 'W0OWNER1', subject: 'W0MEMBER1', place: ORG },
  { kind: 'policy', policy: 'two' },
  { kind: 'approve', run: 0, by: 'W0OWNER2', meanwhile: null },
  { kind: 'deny', run: 0, by: 'W0OWNER2' },
  { kind: 'two', run: 0, by: 'W0OWNER2', and: 'W0OWNER3' },
];

const LONG = process.env['TEST_FULL'] !== undefined;

describe('requests, yeses and noes in any order', () => {
  const database = withDatabase();
  let store: TestStore;
  beforeAll(() => {
    store = storeOn(database.current.db);
  });

  it(
    'run what the policy in force lets run, once, and nothing else',
    async () => {
      const numRuns = LONG ? 10_000 : 500;
      const reached = new Map<string, number>();
      const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
      await fc.assert(
        fc.asyncProperty(sequence, async (commands) => {
          const world = new World(store);
          for (const each of commands) {
            await world.do(each);
            await world.check();
          }
          await world.end();
          for (const { state } of world.model.runs) reached.set(state, (reached.get(state) ?? 0) + 1);
        }),
        { numRuns, seed, endOnFailure: true, examples: [[CHANGED_THEIR_MIND]] },
      );
      // A campaign that never gets anywhere would find nothing.
      process.stdout.write(`seed ${seed}, ${numRuns} sequences: ${JSON.stringify(Object.fromEntries(reached))}\n`);
      for (const state of ['succeeded', 'denied', 'withdrawn', 'expired', 'superseded', 'awaiting_approval'])
        expect(reached.get(state) ?? 0).toBeGreaterThan(0);
    },
    LONG ? 3_600_000 : 240_000,
  );
});

const GOES_ON: ReadonlySet<string> = new Set(['received', 'planned', 'awaiting_approval', 'executing', 'unknown']);

const yesesOf = (run: Run | null): string[] =>
  (run?.approvals ?? []).filter(({ verdict }) => verdict === 'approved').map(({ by }) => by);

/** The engine on one organisation in memory, and the model beside it. */
class World {
  readonly store: TestStore;
  readonly org: Org = smallOrg();
  readonly clock = new FakeClock();
  model: Model;
  /** IDs of the runs, in the order of the model's. */
  readonly ids: string[] = [];
  /** How each run ended, once it has. */
  readonly ended = new Map<string, string>();
  sent = 0;
  policy: keyof typeof policies = 'default';
  ports: Ports;

  constructor(store: TestStore) {
    this.store = store;
    this.model = new Model(smallOrg(), this.clock.now().getTime());
    this.ports = this.anotherProcess();
  }

  async do(command: Command): Promise<void> {
    switch (command.kind) {
      case 'ask':
        this.model.ask(command);
        return this.ask(command);
      case 'approve':
        return this.approve(command.run, command.by, command.meanwhile);
      case 'two':
        return this.twoAtOnce(command.run, [command.by, command.and]);
      case 'crash':
        return this.crash(command);
      case 'deny': {
        const run = await this.found(command.run);
        this.model.deny(command.run, command.by);
        if (run) await deny(this.ports, run, { by: command.by, reason: 'no' });
        return;
      }
      case 'withdraw': {
        const run = await this.found(command.run);
        this.model.withdraw(command.run, command.by);
        if (run) await withdraw(this.ports, run, command.by);
        return;
      }
      case 'pass':
        this.clock.pass(command.minutes * MINUTE);
        this.model.pass(command.minutes);
        return this.sweep();
      case 'restart':
        this.ports = this.anotherProcess();
        return;
      default:
        this.model.change(command);
        this.change(command);
    }
  }

  /** Every run is as it ought to be, what had ended has stayed so, and nothing was sent that was not to be. */
  async check(): Promise<void> {
    const states = await this.states();
    expect(this.ids.map((id) => states.get(id))).toEqual(this.model.runs.map(({ state }) => state));
    expect(this.sent).toBe(this.model.runs.reduce((sum, { calls }) => sum + calls, 0));
    expect(this.org).toEqual(this.model.org);
    for (const [id, state] of states) {
      expect(state).toBe(this.ended.get(id) ?? state);
      if (!GOES_ON.has(state)) this.ended.set(id, state);
    }
  }

  /** What is left open is no business of the next sequence. */
  async end(): Promise<void> {
    const open = [...GOES_ON];
    await this.store.db.updateTable('runs').set({ state: 'expired' }).where('state', 'in', open).execute();
  }

  private async states(): Promise<Map<string, string>> {
    const rows = await this.store.db.selectFrom('runs').select(['id', 'state']).where('id', 'in', this.ids).execute();
    return new Map(rows.map(({ id, state }) => [id, state]));
  }

  private async ask({ by, subject, place }: Extract<Command, { kind: 'ask' }>): Promise<void> {
    const id = randomUUID();
    this.ids.push(id);
    const { records } = this.store;
    const newRun = { id, operation: 'admin.users.setAdmin', requester: by, origin: id, viewId: null };
    await records.open(newRun, this.clock.now(), new Date(this.clock.now().getTime() + 60 * MINUTE));
    const opened = await records.find(id);
    if (opened) await makePlan(this.ports, opened, 0, { user_id: subject, team_id: place });
    const planned = await records.find(id);
    if (planned?.state === 'planned') await confirm(this.ports, planned, planned.step);
  }

  /** `meanwhile` happens between the last yes and the look at everything that comes before the call. */
  private async approve(index: number, by: string, meanwhile: Change | null): Promise<void> {
    const run = await this.found(index);
    this.model.approve(index, by, meanwhile);
    if (!run) return;
    const { records } = this.ports;
    const advance: typeof records.advance = async (move) => {
      const moved = await records.advance(move);
      if (moved && move.to === 'executing' && meanwhile) this.change(meanwhile);
      return moved;
    };
    await approve({ ...this.ports, records: { ...records, advance } }, run, by);
  }

  /** One of the two is first; which one is theirs to find out. */
  private async twoAtOnce(index: number, [one, other]: readonly [string, string]): Promise<void> {
    const run = await this.found(index);
    if (!run) return;
    const orders = [
      [one, other],
      [other, one],
    ].map((order) => {
      const model = this.model.copy();
      for (const by of order) model.approve(index, by);
      return model;
    });
    await Promise.all([approve(this.ports, run, one), approve(this.anotherProcess(), run, other)]);
    const now = await this.found(index);
    const actual = { state: now?.state, yeses: yesesOf(now).sort() };
    const expected = orders.map(({ runs: { [index]: each } }) => ({
      state: each?.state,
      yeses: [...(each?.yeses ?? [])].sort(),
    }));
    expect(expected).toContainEqual(actual);
    const fitting = expected.findIndex((each) => JSON.stringify(each) === JSON.stringify(actual));
    this.model = orders[fitting] ?? this.model;
  }

  /** The process ends somewhere in the middle of a press; others find what it left. */
  private async crash({ run: index, by, step, after }: Extract<Command, { kind: 'crash' }>): Promise<void> {
    const run = await this.found(index);
    if (!run) return;
    const whole = this.model.copy();
    whole.approve(index, by);
    const ending = crashing(this.anotherProcess(), { step, when: after ? 'after' : 'before' });
    await approve(ending.ports, run, by).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    for (let minute = 0; minute < 2; minute += 1) {
      this.clock.pass(MINUTE);
      await settleAbandoned(this.ports);
      await settleUnknown(this.ports);
    }
    this.adopt(index, whole, await this.found(index));
    this.model.pass(2);
    await this.sweep();
  }

  /** Of what would have come of it, as much as was written before the end; never more, and no call without its reasons. */
  private adopt(index: number, whole: Model, now: Run | null): void {
    const expected = whole.runs[index];
    const before = this.model.runs[index];
    if (!expected || !before || !now) throw new Error('There is a run.');
    if (now.state === expected.state && now.state !== 'awaiting_approval') {
      this.model = whole;
      return;
    }
    const given = yesesOf(now);
    expect([before.yeses, expected.yeses].map((yeses) => [...yeses].sort())).toContainEqual([...given].sort());
    if (now.state === 'failed') expect(expected.state).toBe('succeeded');
    else expect(now.state).toBe(before.state);
    Object.assign(before, { state: now.state, yeses: given });
  }

  private async sweep(): Promise<void> {
    await expire(this.ports);
    await remind(this.ports);
  }

  private async found(index: number): Promise<Run | null> {
    const id = this.ids[index];
    return id === undefined ? null : this.store.records.find(id);
  }

  private change(change: Change): void {
    if (change.kind === 'policy') this.policy = change.policy;
    else applyTo(this.org, change);
  }

  private anotherProcess(): Ports {
    const inMemory = portsOn(this.org, { policy: policies[this.policy], installer: 'W0INSTALLER' });
    const withRole = (...roles: readonly (string | null)[]): string[] =>
      this.org.people.filter(({ orgRole }) => roles.includes(orgRole)).map(({ id }) => id);
    return {
      ...inMemory,
      records: this.store.records,
      clock: this.clock,
      holder: randomUUID(),
      // The same for every process, and another one as soon as it is changed.
      policyInForce: async () => policies[this.policy],
      directory: {
        ...inMemory.directory,
        orgAdmins: () => withRole('primary_owner', 'owner', 'admin'),
        orgOwners: () => withRole('primary_owner', 'owner'),
      },
      admin: { call: (_, send) => send({ slack: this.slack(), aws: NO_AWS }) },
      approvalChannelProblem: async () => null,
      auditChannelProblem: async () => null,
      progress: { waiting: async () => undefined, answered: async () => undefined },
    };
  }

  /** Slack, as far as it makes admins. */
  private slack(): Doors['slack'] {
    const { admin } = new WebClient();
    const setAdmin = async ({ user_id: who, team_id }: { user_id: string; team_id: string }) => {
      this.sent += 1;
      if (team_id === ORG) applyTo(this.org, { kind: 'org_role', who, role: 'admin' });
      if (team_id === MARKETING) applyTo(this.org, { kind: 'workspace_role', who, role: 'admin' });
      return { ok: true };
    };
    return {
      apiCall: (method) => Promise.reject(new Error(`Nobody answers ${method} here.`)),
      admin: { ...admin, users: { ...admin.users, setAdmin } },
    };
  }
}
