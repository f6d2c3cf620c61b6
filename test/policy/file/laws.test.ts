import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import type { Decision, Opening, Policy, Question, Thing } from '../../../src/engine/decision.js';
import type { Person } from '../../../src/engine/organisation/people.js';
import { RISKS } from '../../../src/engine/planning/plan.js';
import type { Rank } from '../../../src/engine/organisation/ranks.js';
import type { NamedGroup, Who } from '../../../src/engine/organisation/who.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import { filePolicy } from '../../../src/policy/file/file-policy.js';
import { RANK_NAMES } from '../../../src/policy/file/form-words.js';
import { needOf } from '../../../src/policy/file/people-named.js';
import type { Protected, Rule } from '../../../src/policy/file/rule.js';
import { givesUpOwn, rankForbids, selfGrant } from '../../../src/policy/floor.js';
import { whoElse } from '../../../src/policy/four-eyes.js';
import { whyProtected } from '../../../src/policy/protected.js';
import { MARKETING, ORG, PEOPLE, SALES } from '../../support/org.js';
import { anyFacts, anyQuestion } from '../../support/questions.js';

const FULL = process.env['TEST_FULL'] !== undefined;
const RUNS = FULL ? 20_000 : 700;

const METHODS = ['admin.users.setAdmin', 'admin.users.setRegular', 'admin.users.setOwner'];
const group = (id: string): NamedGroup => ({ kind: 'group', id, name: id, editableIn: null });

const anyWho: fc.Arbitrary<Who> = fc.oneof(
  fc.constantFrom<Who[]>(
    { kind: 'rank', atLeast: 'member' },
    { kind: 'rank', atLeast: 'org_admin' },
    { kind: 'rank', atLeast: 'org_owner' },
    { kind: 'rank', atMost: 'org_admin' },
    { kind: 'role', role: 'org_owner', workspace: null },
    { kind: 'role', role: 'org_admin', workspace: null },
    { kind: 'role', role: 'workspace_owner', workspace: null },
    { kind: 'role', role: 'workspace_owner', workspace: SALES },
    { kind: 'system_role', id: 'Rl0A' },
  ),
  fc.constantFrom(group('S0ONE'), group('S0TWO')),
  fc.constantFrom(...PEOPLE).map((id): Who => ({ kind: 'people', ids: [id] })),
);

const someOf = <T>(...values: readonly T[]): fc.Arbitrary<ReadonlySet<T> | null> =>
  fc.option(
    fc.subarray([...values], { minLength: 1 }).map((chosen) => new Set(chosen)),
    { freq: 2 },
  );

const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    id: fc.uuid(),
    effect: fc.constantFrom('allow', 'allow', 'approve', 'approve', 'deny'),
    operations: fc.subarray(METHODS, { minLength: 1 }),
    risks: fc.subarray([...RISKS], { minLength: 1 }),
    target: fc.record({
      workspace: someOf(MARKETING, SALES, 'org'),
      person: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: someOf(...PEOPLE) }),
      rank: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: someOf(...RANK_NAMES) }),
      group: fc.constant(null),
      channel: fc.constant(null),
    }),
    requester: fc.array(anyWho, { minLength: 1, maxLength: 3 }),
    approvals: fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 2 }), fc.array(anyWho, { minLength: 1, maxLength: 2 }))
        .map(([count, from]) => needOf(count, from)),
      { minLength: 1, maxLength: 2 },
    ),
    longest: fc.constantFrom(null, null, 60, 1440),
    reason: fc.constantFrom(false, false, true),
    self: fc.boolean(),
  })
  .map((rule) => ({
    ...rule,
    line: 1,
    path: ['rules', 0],
    operations: new Set(rule.operations),
    risks: new Set(rule.risks),
    approvals: rule.effect === 'approve' ? rule.approvals : [],
    longest: rule.effect === 'deny' ? null : rule.longest,
    reason: rule.effect !== 'deny' && rule.reason,
    self: rule.effect === 'approve' && rule.self,
    editable: [],
    says: null,
  }));

const NOTHING: Protected = { person: new Set(), workspace: new Set(), group: new Set(), channel: new Set() };

function policyOf(rules: readonly Rule[], things: Protected = NOTHING): Policy {
  return filePolicy(
    { groups: new Map(), rules, protected: things },
    { name: 'policy.yaml', hash: 'hash', operations: catalogue.all, ownChannels: [] },
  );
}

/** Questions in which people have groups and roles as well. */
const anyAsked: fc.Arbitrary<Question> = fc
  .tuple(anyQuestion, anyFacts, anyFacts)
  .map(([question, ofRequester, ofSubject]) => ({
    ...question,
    requester: { ...question.requester, facts: ofRequester },
    subject: question.subject && { ...question.subject, facts: ofSubject },
  }));

const anyRules = fc.array(anyRule, { maxLength: 6 });
const ORG_ROLE: Readonly<Partial<Record<Rank, Person['orgRole']>>> = {
  member: null,
  org_admin: 'admin',
  org_owner: 'owner',
  primary_owner: 'primary_owner',
};
const WIDTH = { deny: 0, approve: 1, allow: 2 } as const;
const needsOf = (decision: Decision): string[] =>
  decision.verdict === 'approve'
    ? decision.approval.needs.map(({ count, from }) => JSON.stringify([count, from])).sort()
    : [];

describe('whatever a policy file says', () => {
  it('nothing that the floor denies is ever allowed, and what it wants others to approve is never done without', () => {
    fc.assert(
      fc.property(anyRules, anyAsked, (rules, question) => {
        const { verdict } = policyOf(rules).decide(question);
        if (whyProtected(question, [])) {
          expect(verdict).toBe('deny');
          return;
        }
        if (givesUpOwn(question)) {
          expect(verdict).toBe('allow');
          return;
        }
        if (rankForbids(question)) expect(verdict).toBe('deny');
        const own = selfGrant(question, { ownChannels: [], selfByApproval: false });
        if (own) expect(verdict).not.toBe('allow');
        if (own && !rules.some(({ self }) => self)) expect(verdict).toBe('deny');
        if (whoElse(question)) expect(verdict).not.toBe('allow');
      }),
      { numRuns: RUNS },
    );
  });

  it('an org owner’s yes that the floor wants stays an org owner’s', () => {
    fc.assert(
      fc.property(anyRules, anyAsked, (rules, question) => {
        const floor = whoElse(question);
        const decision = policyOf(rules).decide(question);
        if (floor?.approval.needs[0]?.from[0]?.kind !== 'rank' || decision.verdict !== 'approve') return;
        const [who] = floor.approval.needs[0].from;
        if (!('atLeast' in who) || who.atLeast !== 'org_owner') return;
        const byOwners = decision.approval.needs.some(({ from }) =>
          from.every(
            (one) =>
              (one.kind === 'rank' && 'atLeast' in one && one.atLeast === 'org_owner') ||
              (one.kind === 'role' && one.role === 'org_owner'),
          ),
        );
        expect(byOwners).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('without a rule that permits it nothing is done, except to give up what is one’s own', () => {
    fc.assert(
      fc.property(anyRules, anyAsked, (rules, question) => {
        if (givesUpOwn(question)) return;
        const denying = rules.filter(({ effect }) => effect === 'deny');
        expect(policyOf(denying).decide(question).verdict).toBe('deny');
      }),
      { numRuns: RUNS },
    );
  });

  it('an allow that is taken away widens nothing', () => {
    fc.assert(
      fc.property(anyRules, anyAsked, fc.nat(), (rules, question, which) => {
        const allows = rules.filter(({ effect }) => effect === 'allow');
        const gone = allows[which % Math.max(allows.length, 1)];
        const before = policyOf(rules).decide(question);
        const after = policyOf(rules.filter((rule) => rule !== gone)).decide(question);
        expect(WIDTH[after.verdict]).toBeLessThanOrEqual(WIDTH[before.verdict]);
        if (after.verdict === 'approve') expect(needsOf(after)).toEqual(needsOf(before));
      }),
      { numRuns: RUNS },
    );
  });

  it('a deny that is added widens nothing', () => {
    fc.assert(
      fc.property(anyRules, anyRule, anyAsked, (rules, more, question) => {
        const deny: Rule = { ...more, effect: 'deny', approvals: [], self: false, longest: null, reason: false };
        const before = policyOf(rules).decide(question);
        const after = policyOf([...rules, deny]).decide(question);
        expect(WIDTH[after.verdict]).toBeLessThanOrEqual(WIDTH[before.verdict]);
        if (after.verdict !== 'deny') expect(after).toEqual(before);
      }),
      { numRuns: RUNS },
    );
  });

  it('the same question has the same answer, in whatever order the rules stand', () => {
    fc.assert(
      fc.property(anyRules, anyAsked, fc.nat(), (rules, question, seed) => {
        const first = policyOf(rules).decide(question);
        expect(policyOf(rules).decide(question)).toEqual(first);
        const turned = rules.map((_, index) => rules[(index + seed) % rules.length]).flatMap((rule) => rule ?? []);
        expect(policyOf(turned).decide(question).verdict).toBe(first.verdict);
      }),
      { numRuns: RUNS },
    );
  });

  it('whoever may do something may open its form', () => {
    fc.assert(
      fc.property(anyRules, anyAsked, (rules, question) => {
        const policy = policyOf(rules);
        const { requester, operation, subject } = question;
        const orgRole = ORG_ROLE[requester.rank];
        // A workspace's rank is known only with the plan; in these questions it stands apart from the person.
        if (orgRole === undefined) return;
        const person: Person = { ...requester.person, kind: 'member', orgRole };
        const asked: Question = { ...question, requester: { ...requester, person } };
        if (policy.decide(asked).verdict === 'deny' || givesUpOwn(asked)) return;
        expect(policy.mayStart(operation, person, subject?.person.id ?? null).allowed).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('what somebody may run an operation on is offered to them, and lets them begin, with everything known of them', () => {
    let permitted = 0;
    let offered = 0;
    fc.assert(
      fc.property(anyRules, anyAsked, (rules, question) => {
        const policy = policyOf(rules);
        const { requester, operation, subject, workspaces, organisation } = question;
        const orgRole = ORG_ROLE[requester.rank];
        if (orgRole === undefined) return;
        const person: Person = { ...requester.person, kind: 'member', orgRole, workspaces: [MARKETING, SALES] };
        const asked: Question = { ...question, requester: { ...requester, person } };
        // That takes no rule, and mostly another operation than the one that gives.
        if (givesUpOwn(asked)) return;
        const opening: Opening = { operation, requester: person, facts: requester.facts };
        const things: Thing[] = [
          ...(subject ? [{ kind: 'person' as const, id: subject.person.id }] : []),
          ...workspaces.map((id) => ({ kind: 'workspace' as const, id })),
          ...(organisation ? [{ kind: 'workspace' as const, id: ORG }] : []),
        ];
        if (policy.decide(asked).verdict === 'deny') {
          offered += things.filter((thing) => policy.offers(opening, thing)).length;
          return;
        }
        permitted += 1;
        for (const thing of things) expect([thing, policy.offers(opening, thing)]).toEqual([thing, true]);
        expect(policy.mayStart(operation, person, subject?.person.id ?? null, requester.facts).allowed).toBe(true);
      }),
      { numRuns: RUNS * 3 },
    );
    expect(permitted).toBeGreaterThan(20);
    expect(offered).toBeGreaterThan(0);
  });
});
