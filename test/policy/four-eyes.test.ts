import { describe, expect, it } from '@jest/globals';

import type { Decision, Question } from '../../src/engine/decision.js';
import type { Effect } from '../../src/engine/planning/plan.js';
import { defaultPolicy } from '../../src/policy/default-policy.js';
import { MARKETING, ORG, SALES } from '../support/org.js';
import { INSTALLER, standing } from '../support/questions.js';

/** What an org admin asks. */
const aQuestion: Question = {
  operation: 'admin.users.assign',
  risk: 'change',
  effects: [],
  requester: standing('W0ADMIN', MARKETING),
  subject: null,
  beneficiaries: [],
  beneficiariesKnown: true,
  target: { kind: 'workspace', id: MARKETING },
  workspaces: [MARKETING],
  organisation: false,
  reason: false,
  duration: null,
  installer: INSTALLER,
};

/** What an org admin is told of a plan with these effects. */
function decided(effects: readonly Effect[], more: Partial<Question> = {}): Decision {
  return defaultPolicy().decide({ ...aQuestion, effects, ...more });
}

const joins = (place: string, person: string | null = 'W0MEMBER', to: 'member' | 'guest' = 'member'): Effect => ({
  kind: 'role',
  person,
  level: 'workspace',
  place,
  from: 'none',
  to,
  takesLastOwner: false,
});
const leaves = (from: 'member' | 'guest' | 'owner' | 'primary_owner', takesLastOwner = false): Effect => ({
  kind: 'role',
  person: 'W0MEMBER',
  level: 'workspace',
  place: MARKETING,
  from,
  to: 'none',
  takesLastOwner,
});
const intoChannel = (changes: { private: boolean; change?: 'gains' | 'loses' }, channel = 'C1'): Effect => ({
  kind: 'channel_access',
  who: { kind: 'group', id: 'S0GROUP' },
  channel,
  change: 'gains',
  ...changes,
});
const linked = (place: string, provisions: boolean, change: 'gains' | 'loses' = 'gains'): Effect => ({
  kind: 'group_link',
  group: 'S0GROUP',
  place,
  change,
  provisions,
});
const many = (count: number): Effect[] =>
  Array.from({ length: count }, (_, index) => intoChannel({ private: false }, `C${index}`));

describe('what an org admin may do alone', () => {
  it.each<[string, Effect[]]>([
    ['adding somebody to a workspace', [joins(MARKETING)]],
    ['inviting somebody who has no account yet', [joins(MARKETING, null)]],
    ['inviting a guest into a public channel', [joins(MARKETING, null, 'guest'), intoChannel({ private: false })]],
    ['removing a member', [leaves('member')]],
    ['removing a guest from a workspace', [leaves('guest')]],
    ['giving a group a public channel', [intoChannel({ private: false })]],
    ['taking a private channel from a group', [intoChannel({ private: true, change: 'loses' })]],
    ['linking a group to a workspace', [linked(MARKETING, false)]],
    ['moving the end of a guest’s account', [{ kind: 'guest_end', person: 'W0GUEST', place: MARKETING }]],
    ['twenty channels at once', many(20)],
  ])('%s', (_, effects) => {
    expect(decided(effects).verdict).toBe('allow');
  });
});

describe('what needs another person’s yes', () => {
  it.each<[string, Effect[], string]>([
    ['letting a group into a private channel', [intoChannel({ private: true })], 'private-channels-need-approval'],
    ['making accounts for a group', [linked(MARKETING, true)], 'provisioning-needs-approval'],
    ['making a channel org-wide', [{ kind: 'org_wide', channel: 'C1' }], 'org-wide-needs-approval'],
    ['removing an owner', [leaves('owner')], 'owners-lose-roles-by-another-owner'],
    ['twenty-one channels at once', many(21), 'many-at-once-need-approval'],
    [
      'twenty-one workspaces at once',
      Array.from({ length: 21 }, (_, index) => linked(`T${index}`, false)),
      'many-at-once-need-approval',
    ],
  ])('%s', (_, effects, rule) => {
    expect(decided(effects)).toMatchObject({ verdict: 'approve', because: { rule } });
  });

  it('what cannot be undone', () => {
    const decision = decided([leaves('guest')], { risk: 'irreversible' });
    expect(decision).toMatchObject({ verdict: 'approve', because: { rule: 'no-way-back-needs-approval' } });
  });

  it('what reaches more than twenty members of a group', () => {
    const beneficiaries = Array.from({ length: 21 }, (_, index) => `W${index}`);
    const decision = decided([linked(MARKETING, false)], { beneficiaries });
    expect(decision).toMatchObject({ verdict: 'approve', because: { rule: 'many-at-once-need-approval' } });
  });

  it('what a group gains whose members Slack does not show, since the requester may be one of them', () => {
    const decision = decided([intoChannel({ private: false })], { beneficiariesKnown: false });
    expect(decision).toMatchObject({ verdict: 'approve', because: { rule: 'unseen-groups-need-approval' } });
  });
});

describe('what nobody may do', () => {
  it('grant something to a group they are in', () => {
    const decision = decided([linked(MARKETING, false)], { beneficiaries: ['W0MEMBER', 'W0ADMIN'] });
    expect(decision).toMatchObject({ verdict: 'deny', because: { rule: 'nobody-grants-themselves' } });
  });

  it('remove a primary owner, or the last owner', () => {
    expect(decided([leaves('primary_owner')])).toMatchObject({ because: { rule: 'primary-owner-is-protected' } });
    expect(decided([leaves('owner', true)])).toMatchObject({ because: { rule: 'last-owner-is-protected' } });
  });

  it.each([
    ['a workspace', { kind: 'channel_access', who: { kind: 'workspace', id: SALES }, private: false, change: 'gains' }],
    [
      'a workspace less',
      { kind: 'channel_access', who: { kind: 'workspace', id: null }, private: true, change: 'loses' },
    ],
    ['a group', { kind: 'channel_access', who: { kind: 'group', id: 'S0GROUP' }, private: false, change: 'gains' }],
    ['a person', { kind: 'channel_access', who: { kind: 'person', id: 'W0MEMBER' }, private: true, change: 'gains' }],
    ['everybody', { kind: 'org_wide' }],
  ] as const)('give %s the channels in which the app asks and reports', (_, effect) => {
    const policy = defaultPolicy([], ['C0AUDIT', 'C0APPROVALS']);
    const answer = (channel: string) =>
      policy.decide({
        ...aQuestion,
        effects: [
          { ...effect, channel: 'C0OTHER' },
          { ...effect, channel },
        ],
      });
    for (const own of ['C0AUDIT', 'C0APPROVALS']) {
      expect(answer(own)).toMatchObject({
        verdict: 'deny',
        because: { rule: 'channels-of-this-app-are-protected', says: [{ channel: own }, expect.any(String)] },
      });
    }
    expect(answer('C0OTHER').verdict).not.toBe('deny');
    expect(policy.hash).not.toBe(defaultPolicy().hash);
  });

  it('touch the role of whoever installed the app; they may join and leave workspaces as a plain member', () => {
    const installer = 'W0MEMBER';
    expect(decided([{ ...leaves('owner') }], { installer })).toMatchObject({
      because: { rule: 'installer-is-protected' },
    });
    expect(decided([leaves('member')], { installer }).verdict).toBe('allow');
    expect(decided([joins(SALES)], { installer }).verdict).toBe('allow');
  });
});

describe('AWS operations', () => {
  const aws = (requester: string, operators: readonly string[]): Decision =>
    defaultPolicy(operators).decide({
      operation: 'RegisterSlackWorkspaceForOrganization',
      risk: 'change',
      effects: [{ kind: 'aws_registration', account: '123456789012', place: MARKETING, change: 'gains' }],
      requester: standing(requester, ORG),
      subject: null,
      beneficiaries: [],
      beneficiariesKnown: true,
      target: { kind: 'workspace', id: MARKETING },
      workspaces: [MARKETING],
      organisation: false,
      reason: false,
      duration: null,
      installer: INSTALLER,
    });

  it('may be run by nobody until somebody is named, not by an org owner either', () => {
    for (const requester of ['W0OWNER', 'W0PRIMARY', 'W0ADMIN']) {
      expect(aws(requester, [])).toMatchObject({ verdict: 'deny', because: { rule: 'aws-by-named-people' } });
    }
  });

  it('may be run by those who are named, as long as they are full members', () => {
    expect(aws('W0MEMBER', ['W0MEMBER'])).toMatchObject({ verdict: 'allow', because: { rule: 'named-for-aws' } });
    expect(aws('W0OWNER', ['W0MEMBER']).verdict).toBe('deny');
    for (const nobody of ['W0GUEST', 'W0GONE', 'W0BOT', 'W0STRANGER']) {
      expect(aws(nobody, [nobody]).verdict).toBe('deny');
    }
  });

  it('are another policy with every other list of names, whatever its order', () => {
    expect(defaultPolicy(['W1', 'W2']).hash).toBe(defaultPolicy(['W2', 'W1']).hash);
    expect(defaultPolicy(['W1']).hash).not.toBe(defaultPolicy().hash);
  });
});
