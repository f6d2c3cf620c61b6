import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import {
  endingOf,
  expectedRole,
  givingOf,
  highestRole,
  nextReminder,
  roleWithout,
  type GrantedRole,
} from '../../../src/engine/grants/grant-roles.js';
import type { Role } from '../../../src/engine/organisation/people.js';
import { HOUR, MINUTE } from '../../support/clock.js';

const HEIGHT: Record<Role, number> = { guest: 0, member: 1, admin: 2, owner: 3, primary_owner: 4 };
const max = (roles: readonly Role[]): Role => roles.reduce((one, other) => (HEIGHT[other] > HEIGHT[one] ? other : one));
const at = (minute: number): Date => new Date(minute * MINUTE);
const grant = (id: string, role: Role, minute: number): GrantedRole => ({ id, role, dueAt: at(minute) });

describe('rights for a time', () => {
  it('leave the highest of what is left: member, admin until five and owner until three', () => {
    const [admin, owner] = [grant('a', 'admin', 17 * 60), grant('o', 'owner', 15 * 60)];
    const three = { base: 'member' as const, inForce: [admin, owner] };
    expect(expectedRole(three)).toBe('owner');
    expect(endingOf(three, { grant: 'o', live: 'owner', now: at(15 * 60) })).toEqual({ kind: 'change', left: 'admin' });
    const five = { base: 'member' as const, inForce: [admin] };
    expect(endingOf(five, { grant: 'a', live: 'admin', now: at(17 * 60) })).toEqual({ kind: 'change', left: 'member' });
  });

  it('leave what was changed by hand, and say what had been expected', () => {
    const rights = { base: 'member' as const, inForce: [grant('a', 'admin', 60)] };
    expect(endingOf(rights, { grant: 'a', live: 'owner', now: at(60) })).toEqual({ kind: 'leave', expected: 'admin' });
    expect(endingOf(rights, { grant: 'a', live: 'member', now: at(60) })).toEqual({ kind: 'already', left: 'member' });
  });

  it('are not given back for a moment where two are over at once', () => {
    const rights = { base: 'member' as const, inForce: [grant('a', 'admin', 60), grant('o', 'owner', 30)] };
    expect(roleWithout(rights, 'o', at(45))).toBe('admin');
    expect(roleWithout(rights, 'o', at(90))).toBe('member');
  });

  it.each<[string, Role, Role, Role, Role[], string]>([
    ['somebody who stands lower', 'admin', 'member', 'member', [], 'call'],
    ['somebody who has it for good', 'admin', 'admin', 'admin', [], 'already'],
    ['somebody who has it for a time', 'admin', 'admin', 'member', ['admin'], 'record'],
    ['somebody who stands higher for a time', 'admin', 'owner', 'member', ['owner'], 'record'],
    ['somebody who stands higher for a time, and has it for good', 'admin', 'owner', 'admin', ['owner'], 'already'],
    ['somebody who stands higher for a time and is to lose by it', 'member', 'owner', 'admin', ['owner'], 'demotion'],
    ['somebody who stands higher for good', 'admin', 'owner', 'owner', [], 'demotion'],
    ['somebody who stands higher by hand', 'admin', 'owner', 'member', ['admin'], 'demotion'],
    ['somebody who has it by hand', 'owner', 'owner', 'member', ['admin'], 'already'],
    ['somebody who lost it by hand', 'admin', 'member', 'member', ['admin'], 'call'],
  ])('given to %s', (_, role, live, base, roles, kind) => {
    const inForce = roles.map((one, index) => grant(String(index), one, 60));
    expect(givingOf({ base, inForce }, { role, live }).kind).toBe(kind);
  });

  it('remind half-way where there is time for it, and ten minutes before the end', () => {
    const startedAt = at(0);
    expect(nextReminder({ startedAt, endsAt: new Date(8 * HOUR) }, at(0))).toEqual(at(4 * 60));
    expect(nextReminder({ startedAt, endsAt: new Date(8 * HOUR) }, at(4 * 60))).toEqual(at(8 * 60 - 10));
    expect(nextReminder({ startedAt, endsAt: new Date(8 * HOUR) }, at(8 * 60 - 10))).toBeNull();
    expect(nextReminder({ startedAt, endsAt: at(30) }, at(0))).toEqual(at(20));
  });
});

/** What can happen to somebody at one level, minute by minute. */
type Event =
  | { readonly kind: 'grant'; readonly role: Role; readonly minutes: number }
  | { readonly kind: 'by_hand'; readonly role: Role }
  | { readonly kind: 'pass'; readonly minutes: number; readonly outage: boolean };

const roles = fc.constantFrom<Role>('member', 'admin', 'owner');
const events = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('grant' as const),
      role: fc.constantFrom<Role>('admin', 'owner'),
      minutes: fc.integer({ min: 30, max: 600 }),
    }),
    fc.record({ kind: fc.constant('by_hand' as const), role: roles }),
    fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 400 }), outage: fc.boolean() }),
  ),
  { minLength: 1, maxLength: 25 },
);

/** A level, with everything that ended on it and how often. */
class Level {
  live: Role;
  readonly base: Role;
  now = 0;
  inForce: GrantedRole[] = [];
  readonly ends: string[] = [];
  private made = 0;

  constructor(base: Role) {
    this.base = base;
    this.live = base;
  }

  grant(role: Role, minutes: number): void {
    const { kind } = givingOf(this, { role, live: this.live });
    if (kind === 'call') this.live = role;
    if (kind !== 'call' && kind !== 'record') return;
    this.made += 1;
    this.inForce = [...this.inForce, grant(String(this.made), role, this.now + minutes)];
  }

  /** The sweep, in the order of what is due. What should come of it is worked out here by the rules as they are written. */
  sweep(): void {
    const due = this.inForce.filter(({ dueAt }) => dueAt <= at(this.now)).sort((one, two) => +one.dueAt - +two.dueAt);
    for (const { id } of due) {
      const expected = max([this.base, ...this.inForce.map(({ role }) => role)]);
      const others = this.inForce.filter((other) => other.id !== id);
      const left = max([this.base, ...others.filter(({ dueAt }) => dueAt > at(this.now)).map(({ role }) => role)]);
      const should = this.live === expected ? left : this.live;

      const ending = endingOf(this, { grant: id, live: this.live, now: at(this.now) });
      if (ending.kind === 'change') this.live = ending.left;
      expect(this.live).toBe(should);
      this.inForce = others;
      this.ends.push(id);
    }
  }

  get granted(): number {
    return this.made;
  }
}

const RUNS = process.env['TEST_FULL'] ? 10_000 : 500;

describe('overlapping grants in any order, with changes by hand between', () => {
  it('end once each, and leave the role that the rules say', () => {
    fc.assert(
      fc.property(roles, events, (base, happening: Event[]) => {
        const level = new Level(base);
        let byHand = false;
        for (const event of happening) {
          if (event.kind === 'grant') level.grant(event.role, event.minutes);
          if (event.kind === 'by_hand') {
            byHand ||= event.role !== level.live;
            level.live = event.role;
          }
          if (event.kind === 'pass') {
            for (let minute = 0; minute < event.minutes; minute += 1) {
              level.now += 1;
              if (!event.outage) level.sweep();
            }
          }
        }
        level.now += 10_000;
        level.sweep();
        expect(level.inForce).toEqual([]);
        expect([...level.ends].sort()).toEqual(
          Array.from({ length: level.granted }, (_, index) => String(index + 1)).sort(),
        );
        if (!byHand) expect(level.live).toBe(base);
      }),
      { numRuns: RUNS },
    );
  });

  it('never leave more than the highest of base and what is in force', () => {
    fc.assert(
      fc.property(
        roles,
        fc.array(fc.tuple(roles, fc.integer({ min: 0, max: 100 })), { maxLength: 6 }),
        fc.integer({ min: 0, max: 100 }),
        (base, list, now) => {
          const inForce = list.map(([role, minute], index) => grant(String(index), role, minute));
          for (const { id } of inForce) {
            const left = roleWithout({ base, inForce }, id, at(now));
            expect(left).toBe(
              highestRole(
                base,
                ...inForce.filter((one) => one.id !== id && one.dueAt > at(now)).map(({ role }) => role),
              ),
            );
            expect(HEIGHT[left]).toBeLessThanOrEqual(HEIGHT[expectedRole({ base, inForce })]);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});
