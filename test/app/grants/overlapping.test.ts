import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { isAbove } from '../../../src/engine/grants/grant-roles.js';
import type { Role } from '../../../src/engine/organisation/people.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { sweepGrants } from '../../../src/engine/grants/sweep-grants.js';
import { FakeClock, HOUR, MINUTE } from '../../support/clock.js';
import { withDatabase } from '../../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../../support/engine.js';
import { forgetGrants, MARKETING, ran } from '../../support/grants.js';

type Given = 'admin' | 'owner';
type Event =
  | { readonly kind: 'grant'; readonly role: Given; readonly hours: number }
  | { readonly kind: 'for_good'; readonly role: Given }
  | { readonly kind: 'revoke' }
  | { readonly kind: 'by_hand'; readonly role: 'member' | Given }
  | { readonly kind: 'pass'; readonly hours: number };

const given = fc.constantFrom<Given>('admin', 'owner');
const anEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('grant'), role: given, hours: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('for_good'), role: given }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('revoke') }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('by_hand'), role: fc.constantFrom('member', 'admin', 'owner') }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass'), hours: fc.integer({ min: 1, max: 8 }) }) },
);

/** The rules as they are written, without a line of the app's: what somebody is, and what is in force. */
class Rules {
  live: Role = 'member';
  base: Role = 'member';
  inForce: { role: Given; due: number }[] = [];
  /** How many grants there have been. */
  made = 0;

  private get expected(): Role {
    return this.inForce.reduce<Role>((high, { role }) => (isAbove(role, high) ? role : high), this.base);
  }

  /** Whether there was something to do. */
  grant(role: Given, due: number): boolean {
    const through = this.live === this.expected && isAbove(this.live, this.base) && isAbove(role, this.base);
    if (!isAbove(role, this.live) && !through) return false;
    if (isAbove(role, this.live)) this.live = role;
    this.inForce = [...this.inForce.filter((one) => one.role !== role || one.due > due), { role, due }];
    this.made += 1;
    return true;
  }

  forGood(role: Given): boolean {
    const through = this.live === this.expected && isAbove(this.live, this.base);
    const called =
      isAbove(role, this.live) || (!through && this.live !== role) || (through && isAbove(this.base, role));
    if (!called && !(through && isAbove(role, this.base))) return false;
    if (called) this.live = role;
    this.base = role;
    this.inForce = called ? [] : this.inForce.filter((one) => isAbove(one.role, role));
    return true;
  }

  revoke(): boolean {
    if (this.live === 'member') return false;
    this.live = this.base = 'member';
    this.inForce = [];
    return true;
  }

  end(now: number): void {
    const due = this.inForce.filter((one) => one.due <= now).sort((one, two) => one.due - two.due);
    for (const grant of due) {
      const { expected } = this;
      this.inForce = this.inForce.filter((one) => one !== grant);
      const left = this.inForce
        .filter((one) => one.due > now)
        .reduce<Role>((high, { role }) => (isAbove(role, high) ? role : high), this.base);
      if (this.live === expected) this.live = left;
    }
    if (this.inForce.length === 0) this.base = this.live;
  }
}

describe('overlapping grants on one person, with changes by hand between', () => {
  const database = withDatabase();
  let slack: Simulator;
  let app: EngineProcess;
  const clock = new FakeClock(new Date().toISOString());
  beforeAll(async () => {
    slack = await startGrid();
    app = await startEngineProcess(slack, database.current, clock, 'first');
  });
  afterAll(() => slack.stop());
  beforeEach(() => forgetGrants(database.current));

  const operations = { admin: 'admin.users.setAdmin', owner: 'admin.users.setOwner' } as const;
  const live = (): string | undefined => slack.org.person('ada').workspaces[MARKETING];
  const tries = async (wish: Parameters<typeof ran>[2]): Promise<boolean> => {
    try {
      const run = await ran(slack, app.ports, wish);
      expect(run.state).toBe('succeeded');
      return true;
    } catch (error) {
      expect(String(error)).toMatch(/No plan: (?:unchanged|obstacle)/u);
      return false;
    }
  };

  const happens = async (event: Event, rules: Rules): Promise<void> => {
    const { role = 'member' } = 'role' in event ? event : {};
    switch (event.kind) {
      case 'grant':
        expect(await tries({ operation: operations[event.role], duration: `${event.hours}h` })).toBe(
          rules.grant(event.role, clock.now().getTime() + event.hours * HOUR),
        );
        return;
      case 'for_good':
        expect(await tries({ operation: operations[event.role] })).toBe(rules.forGood(event.role));
        return;
      case 'revoke':
        expect(await tries({ operation: 'admin.users.setRegular' })).toBe(rules.revoke());
        return;
      case 'by_hand':
        slack.org.person('ada').workspaces[MARKETING] = role;
        rules.live = role;
        if (rules.inForce.length === 0) rules.base = role;
        return;
      case 'pass':
        for (let half = 0; half < 2 * event.hours; half += 1) {
          clock.pass(HOUR / 2);
          await sweepGrants(app.ports);
          rules.end(clock.now().getTime());
        }
    }
  };

  it('leave the role that the rules say, and each has ended once', async () => {
    const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000);
    await fc.assert(
      fc.asyncProperty(fc.array(anEvent, { minLength: 3, maxLength: 10 }), async (events) => {
        await forgetGrants(database.current);
        slack.reset();
        const rules = new Rules();
        const since = clock.now();
        for (const event of [...events, { kind: 'pass', hours: 13 } as const]) {
          await happens(event, rules);
          expect(live()).toBe(rules.live);
        }
        const grants = await database.current.db
          .selectFrom('grants')
          .selectAll()
          .where('started_at', '>=', since)
          .execute();
        expect(grants).toHaveLength(rules.made);
        const entries = await database.current.db
          .selectFrom('ledger_entries')
          .select('entry')
          .where('kind', '=', 'grant.ended')
          .where('at', '>=', since)
          .execute();
        for (const { run_id, ended_at } of grants) {
          expect(ended_at).not.toBeNull();
          expect(entries.filter(({ entry }) => entry.includes(`"grant":"${run_id}"`))).toHaveLength(1);
        }
        clock.pass(MINUTE);
      }),
      { seed, numRuns: process.env['TEST_FULL'] ? 300 : 6, endOnFailure: process.env['TEST_FULL'] === undefined },
    );
  }, 600_000);
});
