import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import type { ApprovalRule, Decision, Policy, Question } from '../../src/engine/decision.js';
import { assess } from '../../src/engine/planning/assess.js';
import { isAtLeast, outranks } from '../../src/engine/organisation/ranks.js';
import { toPlain } from '../../src/engine/words.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { assign } from '../../src/operations/users/assign.js';
import { remove } from '../../src/operations/users/remove.js';
import { setAdmin } from '../../src/operations/users/set-admin.js';
import { setOwner } from '../../src/operations/users/set-owner.js';
import { setRegular } from '../../src/operations/users/set-regular.js';
import { defaultPolicy } from '../../src/policy/default-policy.js';
import { roleEffects } from '../../src/policy/effects.js';
import { ANOTHER } from '../../src/policy/four-eyes.js';
import { anyId, anyOrg, everybody, MARKETING, ORG, SALES } from '../support/org.js';
import { portsOn } from '../support/ports.js';
import {
  anyApprover,
  anyQuestion,
  INSTALLER,
  roleQuestion,
  standing,
  type RoleQuestion,
} from '../support/questions.js';

const policy = defaultPolicy();
const BY_OWNER: ApprovalRule = { needs: [ANOTHER.org_owner] };
const decide: Policy['decide'] = (question) => policy.decide(question);
const mayApprove: Policy['mayApprove'] = (...asked) => policy.mayApprove(...asked);
const mayStart: Policy['mayStart'] = (...asked) => policy.mayStart(...asked);

/** `1 org_owner`: so many of at least this rank. */
function needs(rule: ApprovalRule): string {
  return rule.needs
    .map(({ count, from }) => `${count} ${from.map((who) => ('atLeast' in who ? who.atLeast : who.kind)).join(' or ')}`)
    .join(' and ');
}

/** `allow`, `approve by org_owner`, `deny`, and the rule. */
function verdict(decision: Decision): string {
  const by = decision.verdict === 'approve' ? ` by ${needs(decision.approval)}` : '';
  return `${decision.verdict}${by}: ${decision.because.rule}`;
}

const decided = (wish: RoleQuestion): string => verdict(decide(roleQuestion(wish)));

describe('decide, in a workspace', () => {
  const grant = { who: 'W0MEMBER', place: MARKETING, from: 'member', to: 'admin' } as const;

  it.each([
    ['the primary owner', 'W0PRIMARY', 'allow: org-admins-may-run'],
    ['an org owner', 'W0OWNER', 'allow: org-admins-may-run'],
    ['an org admin', 'W0ADMIN', 'allow: org-admins-may-run'],
    ['the workspace’s primary owner', 'W0WSPRIMARY', 'deny: deny-by-default'],
    ['a workspace owner', 'W0WSOWNER', 'deny: deny-by-default'],
    ['a workspace admin', 'W0WSADMIN', 'deny: deny-by-default'],
    ['another member', 'W0ELSEWHERE', 'deny: deny-by-default'],
    ['the member themselves', 'W0MEMBER', 'deny: nobody-grants-themselves'],
    ['a guest', 'W0GUEST', 'deny: deny-by-default'],
    ['a bot', 'W0BOT', 'deny: deny-by-default'],
    ['a deactivated person', 'W0GONE', 'deny: deny-by-default'],
    ['a stranger', 'W0STRANGER', 'deny: deny-by-default'],
  ])('answers %s who makes a member an admin', (_, by, answer) => {
    expect(decided({ ...grant, by })).toBe(answer);
  });

  it.each([
    [
      'an owner loses their role',
      { who: 'W0WSOWNER', from: 'owner', to: 'member' },
      'approve by 1 org_owner: owners-lose-roles-by-another-owner',
    ],
    [
      'an owner becomes admin',
      { who: 'W0WSOWNER', from: 'owner', to: 'admin' },
      'approve by 1 org_owner: owners-lose-roles-by-another-owner',
    ],
    [
      'somebody becomes owner',
      { who: 'W0MEMBER', from: 'member', to: 'owner' },
      'approve by 1 org_admin: owners-need-approval',
    ],
    [
      'a guest becomes a full member',
      { who: 'W0GUEST', from: 'guest', to: 'member' },
      'approve by 1 org_admin: guests-become-members-by-approval',
    ],
    ['an admin becomes a member', { who: 'W0WSADMIN', from: 'admin', to: 'member' }, 'allow: org-admins-may-run'],
    [
      'the primary owner would change',
      { who: 'W0WSPRIMARY', from: 'primary_owner', to: 'member' },
      'deny: primary-owner-is-protected',
    ],
    [
      'the last owner would go',
      { who: 'W0WSOWNER', from: 'owner', to: 'member', takesLastOwner: true },
      'deny: last-owner-is-protected',
    ],
    [
      'it is the installer',
      { who: 'W0MEMBER', from: 'member', to: 'admin', installer: 'W0MEMBER' },
      'deny: installer-is-protected',
    ],
    ['the person is an org owner', { who: 'W0OWNER', from: 'member', to: 'admin' }, 'deny: nobody-acts-upwards'],
    [
      'the person is an org admin as well',
      { who: 'W0ADMIN2', from: 'member', to: 'admin' },
      'allow: org-admins-may-run',
    ],
  ] as const)('answers an org admin where %s', (_, wish, answer) => {
    expect(decided({ by: 'W0ADMIN', place: MARKETING, ...wish })).toBe(answer);
  });
});

describe('decide, in the whole organisation', () => {
  const wishes = {
    'makes an org admin': { who: 'W0MEMBER', from: 'member', to: 'admin' },
    'takes org admin': { who: 'W0ADMIN2', from: 'admin', to: 'member' },
    'makes an org owner': { who: 'W0MEMBER', from: 'member', to: 'owner' },
    'takes org owner': { who: 'W0OWNER2', from: 'owner', to: 'member' },
    'makes a guest a member': { who: 'W0GUEST', from: 'guest', to: 'member' },
  } as const;

  it.each([
    ['W0OWNER', 'makes an org admin', 'approve by 1 org_owner: org-roles-need-approval'],
    ['W0OWNER', 'takes org admin', 'approve by 1 org_owner: org-roles-need-approval'],
    ['W0OWNER', 'makes an org owner', 'approve by 1 org_owner: org-roles-need-approval'],
    ['W0OWNER', 'takes org owner', 'approve by 1 org_owner: owners-lose-roles-by-another-owner'],
    ['W0OWNER', 'makes a guest a member', 'approve by 1 org_admin: guests-become-members-by-approval'],
    ['W0PRIMARY', 'makes an org admin', 'approve by 1 org_owner: org-roles-need-approval'],
    ['W0PRIMARY', 'takes org owner', 'approve by 1 org_owner: owners-lose-roles-by-another-owner'],
    ['W0ADMIN', 'makes an org admin', 'deny: org-roles-by-org-owners'],
    ['W0ADMIN', 'takes org admin', 'deny: org-roles-by-org-owners'],
    ['W0ADMIN', 'makes an org owner', 'deny: org-roles-by-org-owners'],
    ['W0ADMIN', 'takes org owner', 'deny: nobody-acts-upwards'],
    ['W0ADMIN', 'makes a guest a member', 'approve by 1 org_admin: guests-become-members-by-approval'],
    ['W0WSPRIMARY', 'makes an org admin', 'deny: deny-by-default'],
    ['W0MEMBER', 'makes an org admin', 'deny: nobody-grants-themselves'],
    ['W0STRANGER', 'makes an org admin', 'deny: deny-by-default'],
  ] as const)('answers %s who %s', (by, what, answer) => {
    expect(decided({ by, place: ORG, ...wishes[what] })).toBe(answer);
  });

  it.each([
    ['an org admin', 'W0ADMIN', 'admin'],
    ['an org owner', 'W0OWNER', 'owner'],
  ] as const)('lets %s give up their own role without asking anybody', (_, id, from) => {
    expect(decided({ by: id, who: id, place: ORG, from, to: 'member' })).toBe('allow: own-right-may-be-given-up');
  });

  it('lets even a workspace admin give up their own role', () => {
    expect(decided({ by: 'W0WSADMIN', who: 'W0WSADMIN', place: MARKETING, from: 'admin', to: 'member' })).toBe(
      'allow: own-right-may-be-given-up',
    );
  });

  it.each([
    [
      'the last owner',
      { by: 'W0OWNER', who: 'W0OWNER', from: 'owner', takesLastOwner: true },
      'deny: last-owner-is-protected',
    ],
    [
      'the primary owner',
      { by: 'W0PRIMARY', who: 'W0PRIMARY', from: 'primary_owner' },
      'deny: primary-owner-is-protected',
    ],
    [
      'the installer',
      { by: 'W0OWNER', who: 'W0OWNER', from: 'owner', installer: 'W0OWNER' },
      'deny: installer-is-protected',
    ],
  ] as const)('does not let %s give it up', (_, wish, answer) => {
    expect(decided({ place: ORG, to: 'member', ...wish })).toBe(answer);
  });
});

describe('decide', () => {
  const assertLaw = (law: (question: Question, decision: Decision) => void, numRuns = 1000): void => {
    fc.assert(
      fc.property(anyQuestion, (question) => law(question, decide(question))),
      { numRuns },
    );
  };
  const own = ({ effects, requester }: Question): boolean =>
    effects.every((effect) => effect.kind === 'role' && effect.person === requester.person.id);
  const plain = (role: string): boolean => role === 'none' || role === 'member';
  const isProtected = ({ effects, installer }: Question): boolean =>
    roleEffects(effects).some(
      ({ from, to, person, takesLastOwner }) =>
        from === 'primary_owner' || takesLastOwner || (person === installer && !(plain(from) && plain(to))),
    );
  const givesUp = (question: Question): boolean =>
    own(question) && question.beneficiaries.length === 0 && isAtLeast(question.requester.rank, 'member');

  it('always names a rule and says why', () => {
    assertLaw((_, { because }) => {
      expect(because.rule).toMatch(/^[a-z]+(?:-[a-z]+)*$/u);
      expect(toPlain(because.says, {})).toMatch(/^\S.*\.$/su);
    });
  });

  it('gives the same answer to the same question', () => {
    assertLaw((question, decision) => expect(decide(structuredClone(question))).toEqual(decision));
  });

  it('never lets anybody below org admin do anything but give up a right of their own', () => {
    assertLaw((question, { verdict }) => {
      if (!isAtLeast(question.requester.rank, 'org_admin') && !givesUp(question)) expect(verdict).toBe('deny');
    });
  });

  it('never lets anybody act upwards', () => {
    assertLaw((question, { verdict }) => {
      const { subject, requester } = question;
      if (subject && outranks(subject.rank, requester.rank) && !givesUp(question)) expect(verdict).toBe('deny');
    });
  });

  it('never lets anybody grant themselves anything', () => {
    assertLaw(({ beneficiaries, requester }, { verdict }) => {
      if (beneficiaries.includes(requester.person.id)) expect(verdict).toBe('deny');
    });
  });

  it('never touches a primary owner, a last owner or the installer', () => {
    assertLaw((question, { verdict }) => {
      if (isProtected(question)) expect(verdict).toBe('deny');
    });
  });

  it('always lets people give up what is theirs, unless it is protected', () => {
    assertLaw((question, { verdict }) => {
      if (givesUp(question) && !isProtected(question)) expect(verdict).toBe('allow');
    });
  });

  it('never changes an org role without an org owner asking and another one approving', () => {
    assertLaw((question, decision) => {
      const touched = roleEffects(question.effects).some(
        ({ level, from, to }) => level === 'org' && [from, to].some((role) => role === 'owner' || role === 'admin'),
      );
      if (!touched || givesUp(question) || decision.verdict === 'deny') return;
      expect(isAtLeast(question.requester.rank, 'org_owner')).toBe(true);
      expect(decision).toMatchObject({ verdict: 'approve', approval: BY_OWNER });
    });
  });

  it('never takes an owner’s role without another org owner’s approval', () => {
    assertLaw((question, decision) => {
      const taken = roleEffects(question.effects).some(({ from }) => from === 'owner');
      if (!taken || givesUp(question) || decision.verdict === 'deny') return;
      expect(decision).toMatchObject({ verdict: 'approve', approval: BY_OWNER });
    });
  });

  it('never makes an owner, nor a full member of a guest, without somebody else’s approval', () => {
    assertLaw((question, { verdict }) => {
      const privileged = roleEffects(question.effects).some(
        ({ from, to }) => to === 'owner' || (from === 'guest' && to !== 'guest' && to !== 'none'),
      );
      if (privileged && !givesUp(question)) expect(verdict).not.toBe('allow');
    });
  });

  it('keeps all of this for whatever role is asked for in any organisation', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyOrg,
        anyId,
        anyId,
        fc.constantFrom(setAdmin.method, setOwner.method, setRegular.method),
        fc.constantFrom(ORG, MARKETING, SALES),
        async (org, requester, user_id, method, team_id) => {
          const ports = portsOn(org, { policy, installer: 'W0D' });
          const operation = catalogue.byMethod(method);
          const assessment = await assess(ports, { requester, operation, input: { user_id, team_id }, expects: null });
          if (assessment.kind !== 'plan') return;
          const { decision, plan, standingOf } = assessment;
          const [effect] = roleEffects(plan.effects);
          const requesterIs = await standingOf(requester);
          const orgRole = effect?.level === 'org' && effect.from !== 'guest';
          if (decision.verdict === 'deny') return;
          expect(user_id).not.toBe('W0D');
          expect(effect?.from).not.toBe('primary_owner');
          if (requester === user_id) expect(['owner', 'admin']).toContain(effect?.from);
          else expect(isAtLeast(requesterIs.rank, orgRole ? 'org_owner' : 'org_admin')).toBe(true);
          if (decision.verdict === 'allow' && requester !== user_id)
            expect([effect?.level, effect?.from]).not.toContain('owner');
          if (decision.verdict === 'allow' && requester !== user_id) expect(effect?.level).toBe('workspace');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('keeps it for whoever is added to a workspace or taken out of one, in any organisation', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyOrg,
        anyId,
        anyId,
        fc.constantFrom(assign.method, remove.method),
        async (org, requester, user_id, method) => {
          const ports = portsOn(org, { policy, installer: 'W0D' });
          const input = { user_id, team_id: MARKETING, guest_kind: 'full' };
          const wish = { requester, operation: catalogue.byMethod(method), input, expects: null };
          const assessment = await assess(ports, wish);
          if (assessment.kind !== 'plan' || assessment.decision.verdict === 'deny') return;
          const { decision, plan, standingOf } = assessment;
          const [effect] = roleEffects(plan.effects);
          expect(effect?.from).not.toBe('primary_owner');
          if (user_id === 'W0D') expect(['none', 'member']).toContain(effect?.from);
          if (requester === user_id) return expect(effect?.to).toBe('none');
          const { rank } = await standingOf(requester);
          expect(isAtLeast(rank, 'org_admin')).toBe(true);
          expect(outranks((await standingOf(user_id)).rank, rank)).toBe(false);
          if (decision.verdict === 'allow') expect(['owner', 'guest']).not.toContain(effect?.from);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('mayApprove', () => {
  const takesOwner = roleQuestion({ by: 'W0ADMIN', who: 'W0WSOWNER', place: MARKETING, from: 'owner', to: 'member' });
  const answered = (id: string, question = takesOwner, rule = BY_OWNER): string => {
    const { allowed, because } = mayApprove(question, rule, standing(id, MARKETING));
    return `${allowed ? 'yes' : 'no'}: ${because.rule}`;
  };

  it.each([
    ['another org owner', 'W0OWNER', 'yes: eligible-approver'],
    ['the primary owner', 'W0PRIMARY', 'yes: eligible-approver'],
    ['the requester', 'W0ADMIN', 'no: nobody-approves-their-own-request'],
    ['the person concerned', 'W0WSOWNER', 'no: nobody-decides-on-their-own-role'],
    ['an org admin', 'W0ADMIN2', 'no: approver-lacks-rank'],
    ['the workspace’s primary owner', 'W0WSPRIMARY', 'no: approver-lacks-rank'],
    ['a member', 'W0MEMBER', 'no: approver-lacks-rank'],
    ['a guest', 'W0GUEST', 'no: approver-lacks-rank'],
    ['a bot', 'W0BOT', 'no: approver-lacks-rank'],
    ['a deactivated person', 'W0GONE', 'no: approver-lacks-rank'],
    ['a stranger', 'W0STRANGER', 'no: approver-lacks-rank'],
  ])('of %s', (_, id, answer) => {
    expect(answered(id)).toBe(answer);
  });

  it('does not count the yes of whoever benefits', () => {
    const question = roleQuestion({ by: 'W0OWNER', who: 'W0ADMIN', place: ORG, from: 'admin', to: 'owner' });
    expect(answered('W0ADMIN', question, { needs: [ANOTHER.org_admin] })).toBe(
      'no: nobody-approves-what-benefits-them',
    );
  });

  it('does not count the yes of somebody below the person concerned', () => {
    const question = roleQuestion({ by: 'W0PRIMARY', who: 'W0OWNER', place: MARKETING, from: 'member', to: 'owner' });
    expect(answered('W0ADMIN', question, { needs: [ANOTHER.org_admin] })).toBe('no: nobody-acts-upwards');
  });

  it('never says yes to the requester, the beneficiary, the person concerned, or anybody of too low a rank', () => {
    fc.assert(
      fc.property(
        anyQuestion,
        anyApprover,
        fc.constantFrom('org_owner' as const, 'org_admin' as const),
        (question, approver, atLeast) => {
          const { allowed, because } = mayApprove(question, { needs: [ANOTHER[atLeast]] }, approver);
          expect(because.rule).not.toBe('');
          expect(toPlain(because.says, {})).toMatch(/^\S.*\.$/su);
          if (!allowed) return;
          const { requester, beneficiaries, subject } = question;
          expect([requester.person.id, ...beneficiaries, subject?.person.id]).not.toContain(approver.person.id);
          expect(isAtLeast(approver.rank, atLeast)).toBe(true);
          if (subject) expect(outranks(subject.rank, approver.rank)).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('leaves somebody who can approve whatever an org owner may ask for, as long as there are three owners', () => {
    const owners = ['W0PRIMARY', 'W0OWNER', 'W0OWNER2'];
    for (const [who, from, to] of [
      ['W0MEMBER', 'member', 'admin'],
      ['W0OWNER2', 'owner', 'member'],
    ] as const) {
      const question = roleQuestion({ by: 'W0OWNER', who, place: ORG, from, to });
      const eligible = owners.filter((id) => mayApprove(question, BY_OWNER, standing(id, ORG)).allowed);
      expect(eligible.length).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('mayStart', () => {
  const OF_SLACK = catalogue.all.map(({ method }) => method).filter((method) => method.startsWith('admin.'));
  const { people } = everybody();
  const answered = (id: string, operation: string, subject: string | null): string => {
    const person = people.find((candidate) => candidate.id === id);
    if (!person) throw new Error(id);
    const { allowed, because } = mayStart(operation, person, subject);
    return `${allowed ? 'yes' : 'no'}: ${because.rule}`;
  };

  it('opens every operation to org owners and org admins', () => {
    for (const method of OF_SLACK) {
      for (const id of ['W0PRIMARY', 'W0OWNER', 'W0ADMIN'])
        expect(answered(id, method, null)).toBe('yes: org-admins-may-run');
    }
  });

  it('opens nothing to anybody else, workspace owners included', () => {
    for (const method of OF_SLACK) {
      for (const id of [
        'W0WSPRIMARY',
        'W0WSOWNER',
        'W0WSADMIN',
        'W0MEMBER',
        'W0GUEST',
        'W0BOT',
        'W0GONE',
        'W0STRANGER',
      ]) {
        expect(answered(id, method, 'W0ELSEWHERE')).toBe('no: deny-by-default');
        expect(answered(id, method, null)).toBe('no: deny-by-default');
      }
    }
  });

  it('opens giving up one’s own right to every member, and to nobody else', () => {
    expect(answered('W0WSADMIN', 'admin.users.setRegular', 'W0WSADMIN')).toBe('yes: own-right-may-be-given-up');
    expect(answered('W0WSADMIN', 'admin.users.setAdmin', 'W0WSADMIN')).toBe('no: deny-by-default');
    for (const id of ['W0GUEST', 'W0BOT', 'W0GONE', 'W0STRANGER']) {
      expect(answered(id, 'admin.users.setRegular', id)).toBe('no: deny-by-default');
    }
  });

  it('says who is what, and who could do it instead', () => {
    const person = people.find(({ id }) => id === 'W0WSOWNER');
    if (!person) throw new Error('gone');
    expect(toPlain(mayStart('admin.users.setAdmin', person, null).because.says, {})).toMatchInlineSnapshot(
      `"Only org owners and org admins may run this; W0WSOWNER is a member. One of them can do it."`,
    );
  });
});

describe('the words of a refusal', () => {
  const said = (wish: RoleQuestion): string =>
    toPlain(decide(roleQuestion(wish)).because.says, { W0ADMIN: 'Katherine' });

  it('are plain, and name the way out where there is one', () => {
    const refused = [
      { by: 'W0ADMIN', who: 'W0OWNER', place: MARKETING, from: 'member', to: 'admin' },
      { by: 'W0ADMIN', who: 'W0MEMBER', place: ORG, from: 'member', to: 'admin' },
      { by: 'W0OWNER', who: 'W0OWNER', place: MARKETING, from: 'member', to: 'admin' },
      { by: 'W0OWNER', who: 'W0OWNER2', place: ORG, from: 'owner', to: 'member', takesLastOwner: true },
      { by: 'W0OWNER', who: INSTALLER, place: ORG, from: 'owner', to: 'member' },
    ] as const;
    expect(refused.map(said).join('\n')).toMatchInlineSnapshot(`
     "Nobody acts on people above them: W0OWNER is an org owner, Katherine (W0ADMIN) is an org admin.
     Roles of the whole organisation are given and taken by org owners only.
     Nobody grants themselves anything; another org owner or org admin can do it.
     W0OWNER2 is the last owner of E0TEST0001. Make somebody else an owner first.
     W0INSTALLER installed this app, and the app works with their rights. Changing their role would stop it; let another org owner reinstall the app first."
    `);
  });
});
