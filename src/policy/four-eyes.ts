import type { ApprovalNeed, Decision, Question } from '../engine/decision.js';
import type { Effect } from '../engine/planning/plan.js';
import { words, type Words } from '../engine/words.js';
import { breadthOf } from './effects.js';

/** A plan may touch this many people, channels or workspaces before another person has to look at it (DESIGN 6.4). */
const MANY = 20;

interface FourEyes {
  readonly rule: string;
  readonly when: (question: Question) => boolean;
  readonly atLeast: 'org_owner' | 'org_admin';
  readonly says: Words;
}

/** What needs another person's yes, asked in this order (DESIGN 6.3 and 6.4). */
const RULES: readonly FourEyes[] = [
  {
    rule: 'owners-lose-roles-by-another-owner',
    when: some((effect) => effect.kind === 'role' && effect.from === 'owner'),
    atLeast: 'org_owner',
    says: words`Taking a role from an owner needs the yes of another org owner.`,
  },
  {
    rule: 'org-roles-need-approval',
    when: some(touchesOrgRole),
    atLeast: 'org_owner',
    says: words`A role in the whole organisation needs the yes of another org owner.`,
  },
  {
    rule: 'owners-need-approval',
    when: some((effect) => effect.kind === 'role' && effect.to === 'owner'),
    atLeast: 'org_admin',
    says: words`Making somebody an owner needs the yes of another org owner or org admin.`,
  },
  {
    rule: 'guests-become-members-by-approval',
    when: some((effect) => effect.kind === 'role' && effect.from === 'guest' && !['guest', 'none'].includes(effect.to)),
    atLeast: 'org_admin',
    says: words`Turning a guest into a full member needs the yes of another org owner or org admin.`,
  },
  {
    rule: 'org-wide-needs-approval',
    when: some((effect) => effect.kind === 'org_wide'),
    atLeast: 'org_admin',
    says: words`What reaches every workspace needs the yes of another org owner or org admin.`,
  },
  {
    rule: 'provisioning-needs-approval',
    when: some((effect) => effect.kind === 'group_link' && effect.provisions && effect.change === 'gains'),
    atLeast: 'org_admin',
    says: words`Making accounts for everybody in a group needs the yes of another org owner or org admin.`,
  },
  {
    rule: 'private-channels-need-approval',
    when: some((effect) => effect.kind === 'channel_access' && effect.private && effect.change === 'gains'),
    atLeast: 'org_admin',
    says: words`Letting people, groups or workspaces into a private channel needs the yes of another org owner or org admin.`,
  },
  {
    rule: 'unseen-groups-need-approval',
    when: ({ beneficiariesKnown }) => !beneficiariesKnown,
    atLeast: 'org_admin',
    says: words`Slack does not show who is in this group, so another org owner or org admin has to say yes.`,
  },
  {
    rule: 'no-way-back-needs-approval',
    when: ({ risk }) => risk === 'irreversible',
    atLeast: 'org_admin',
    says: words`What cannot be undone needs the yes of another org owner or org admin.`,
  },
  {
    rule: 'many-at-once-need-approval',
    when: ({ effects, beneficiaries }) => Math.max(breadthOf(effects), beneficiaries.length) > MANY,
    atLeast: 'org_admin',
    says: words`Touching more than ${MANY} people, channels or workspaces at once needs the yes of another org owner or org admin.`,
  },
];

/** The first rule by which another person has to say yes, or `null` where none asks for it. */
export function whoElse(question: Question): Extract<Decision, { verdict: 'approve' }> | null {
  const found = RULES.find(({ when }) => when(question));
  if (!found) return null;
  const { rule, says, atLeast } = found;
  return { verdict: 'approve', approval: { needs: [ANOTHER[atLeast]] }, because: { rule, says } };
}

/** One more person of this rank or above. */
export const ANOTHER: Readonly<Record<FourEyes['atLeast'], ApprovalNeed>> = {
  org_owner: { count: 1, from: [{ kind: 'rank', atLeast: 'org_owner' }], says: words`another org owner` },
  org_admin: { count: 1, from: [{ kind: 'rank', atLeast: 'org_admin' }], says: words`another org owner or org admin` },
};

/** Whether somebody gets or loses a role above member in the organisation as a whole. */
export function touchesOrgRole(effect: Effect): boolean {
  return (
    effect.kind === 'role' &&
    effect.level === 'org' &&
    [effect.from, effect.to].some((role) => role === 'owner' || role === 'admin')
  );
}

function some(is: (effect: Effect) => boolean): FourEyes['when'] {
  return ({ effects }) => effects.some(is);
}
