import * as fc from 'fast-check';

import { NO_FACTS, type Facts, type Question, type Standing } from '../../src/engine/decision.js';
import type { Target } from '../../src/engine/operation.js';
import { rankIn, roleAt, type Person, type Role, type Workspace } from '../../src/engine/organisation/people.js';
import type { Effect } from '../../src/engine/planning/plan.js';
import { RANKS } from '../../src/engine/organisation/ranks.js';
import { everybody, MARKETING, ORG, PEOPLE, SALES, somebody } from './org.js';

/*
 * Questions to the policy, made by hand for tables, and generated for laws: more than any operation of today could ask.
 */

export const INSTALLER = 'W0INSTALLER';

const org = everybody();

/** Somebody of the sample organisation, with the rank they have at a place. */
export function standing(id: string, place: string): Standing {
  const person = org.people.find((candidate) => candidate.id === id) ?? somebody(id);
  const workspace = workspaceAt(place);
  const roles = workspace ? { [place]: roleAt(person, workspace) } : {};
  return { person, rank: rankIn(person, workspace), facts: { ...NO_FACTS, roles } };
}

function workspaceAt(place: string): Workspace | null {
  return org.workspaces.find(({ id }) => id === place) ?? null;
}

export interface RoleQuestion {
  readonly by: string;
  readonly who: string;
  readonly place: string;
  readonly from: Role;
  readonly to: Role;
  readonly takesLastOwner?: boolean;
  readonly installer?: string;
}

const LADDER: readonly Role[] = ['guest', 'member', 'admin', 'owner', 'primary_owner'];

/** What the engine asks when `by` wants to make `who` something else at a place. */
export function roleQuestion(wish: RoleQuestion): Question {
  const { by, who, place, from, to, takesLastOwner = false, installer = INSTALLER } = wish;
  const widens = LADDER.indexOf(to) > LADDER.indexOf(from);
  return {
    operation: to === 'admin' ? 'admin.users.setAdmin' : 'admin.users.setRegular',
    risk: widens ? 'privileged' : 'change',
    effects: [
      { kind: 'role', person: who, level: place === ORG ? 'org' : 'workspace', place, from, to, takesLastOwner },
    ],
    requester: standing(by, place),
    subject: standing(who, place),
    beneficiaries: widens ? [who] : [],
    beneficiariesKnown: true,
    target: { kind: 'person', id: who, place },
    workspaces: place === ORG ? [] : [place],
    organisation: place === ORG,
    reason: false,
    duration: null,
    installer,
  };
}

const anyId = fc.constantFrom(...PEOPLE);
const anyRole = fc.constantFrom(...LADDER, 'none' as const);
export const anyRank = fc.constantFrom(...RANKS);

const anyEffect: fc.Arbitrary<Effect> = fc.record({
  kind: fc.constant('role' as const),
  person: anyId,
  level: fc.constantFrom('org' as const, 'workspace' as const),
  place: fc.constantFrom(ORG, MARKETING, SALES),
  from: anyRole,
  to: anyRole,
  takesLastOwner: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const anyoneOf = (id: string): fc.Arbitrary<Person> =>
  fc
    .constantFrom<Person['kind'][]>('member', 'guest', 'bot', 'deactivated', 'stranger')
    .map((kind) => somebody(id, { kind }));

/** Anybody of four people; whoever is the same person has the same rank everywhere in one question. */
export const anyQuestion: fc.Arbitrary<Question> = fc
  .record({
    ranks: fc.tuple(...PEOPLE.map(() => anyRank)),
    people: fc.tuple(...PEOPLE.map(anyoneOf)),
    requester: anyId,
    subject: fc.option(anyId),
    beneficiaries: fc.array(anyId, { maxLength: 2 }),
    beneficiariesKnown: fc.boolean(),
    workspaces: fc.subarray([MARKETING, SALES]),
    organisation: fc.boolean(),
    reason: fc.boolean(),
    duration: fc.constantFrom(null, 30, 480, 10_080),
    installer: fc.constantFrom(...PEOPLE, INSTALLER, INSTALLER, INSTALLER),
    operation: fc.constantFrom('admin.users.setAdmin', 'admin.users.setRegular', 'admin.users.setOwner'),
    risk: fc.constantFrom('read', 'change', 'privileged', 'irreversible'),
    effects: fc.array(anyEffect, { minLength: 1, maxLength: 3 }),
  })
  .map(({ ranks, people, requester, subject, ...rest }) => {
    const stand = (id: string): Standing => {
      const index = PEOPLE.indexOf(id);
      return { person: people[index] ?? somebody(id), rank: ranks[index] ?? 'none', facts: NO_FACTS };
    };
    const target: Target = subject === null ? { kind: 'organisation', id: '' } : { kind: 'person', id: subject };
    return { ...rest, target, requester: stand(requester), subject: subject === null ? null : stand(subject) };
  });

/** Anybody as an approver, the people of the question among them, with any rank. */
export const anyApprover: fc.Arbitrary<Standing> = fc.record({
  person: anyId.chain(anyoneOf),
  rank: anyRank,
  facts: fc.constant(NO_FACTS),
});

/** Anything that can be known of somebody besides their rank; some of it is not known at all. */
export const anyFacts: fc.Arbitrary<Facts> = fc.record({
  roles: fc.dictionary(
    fc.constantFrom(MARKETING, SALES),
    fc.constantFrom<Role[]>('primary_owner', 'owner', 'admin', 'member'),
  ),
  groups: fc.dictionary(fc.constantFrom('S0ONE', 'S0TWO'), fc.boolean()),
  systemRoles: fc.dictionary(fc.constantFrom('Rl0A'), fc.boolean()),
});
