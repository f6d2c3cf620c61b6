import { createHash } from 'node:crypto';

import type { Answer, ApprovalRule, Decision, Policy, Question, Standing } from '../engine/decision.js';
import { orgRank, type Person } from '../engine/people.js';
import type { Effect } from '../engine/plan.js';
import { isAtLeast, outranks, rankInWords } from '../engine/ranks.js';
import type { Because } from '../engine/run.js';
import { person, place, words, type Words } from '../engine/words.js';

/*
 * What holds where no policy file is set (DESIGN 6.3 to 6.5 and 6.10). Pure: no clock, no network, no state. Rules are
 * asked in the order in which they stand here, and the first that has an answer gives it.
 */

/** Goes into the hash of the policy: a change of these rules is a change of policy, so it gets a new number. */
const VERSION = 'gridkeeper default policy 1';

/** Operations by which people give up a right of their own; for that, no rank is needed. */
const GIVES_UP: ReadonlySet<string> = new Set(['admin.users.setRegular']);

/** The policy of an organisation that has written none: only org owners and org admins, and four eyes where it hurts. */
export const defaultPolicy: Policy = {
  hash: createHash('sha256').update(VERSION).digest('hex'),
  mayStart,
  decide: (question) => deny(question) ?? allowOwnDemotion(question) ?? denyByRank(question) ?? ask(question),
  mayApprove,
};

function mayStart(operation: string, requester: Person, subject: string | null): Answer {
  const rank = orgRank(requester);
  if (isAtLeast(rank, 'org_admin'))
    return yes('org-admins-may-run', words`Org owners and org admins may run operations.`);
  if (GIVES_UP.has(operation) && subject === requester.id && isAtLeast(rank, 'member')) {
    return yes('own-right-may-be-given-up', OWN_RIGHT);
  }
  return no(
    'deny-by-default',
    words`Only org owners and org admins may run this; ${person(requester.id)} is ${rankInWords(rank)}. One of them can do it.`,
  );
}

/** What nobody may do, whoever they are. */
function deny({ effects, installer }: Question): Decision | null {
  for (const effect of effects) {
    if (effect.from === 'primary_owner') {
      return denied('primary-owner-is-protected', words`Nobody can change the role of the primary owner.`);
    }
    if (effect.person === installer) {
      return denied(
        'installer-is-protected',
        words`${person(installer)} installed this app, and the app works with their rights. Changing their role would stop it; let another org owner reinstall the app first.`,
      );
    }
    if (effect.takesLastOwner) {
      return denied(
        'last-owner-is-protected',
        words`${person(effect.person)} is the last owner of ${place(effect.place)}. Make somebody else an owner first.`,
      );
    }
  }
  return null;
}

const OWN_RIGHT = words`Everybody may give up a right of their own.`;

function allowOwnDemotion({ effects, requester, beneficiary }: Question): Decision | null {
  const own = effects.length > 0 && effects.every((effect) => effect.person === requester.person.id);
  if (!own || beneficiary !== null || !isAtLeast(requester.rank, 'member')) return null;
  return { verdict: 'allow', because: { rule: 'own-right-may-be-given-up', says: OWN_RIGHT } };
}

function denyByRank({ effects, requester, subject, beneficiary }: Question): Decision | null {
  if (beneficiary === requester.person.id) {
    return denied(
      'nobody-grants-themselves',
      words`Nobody grants themselves anything; another org owner or org admin can do it.`,
    );
  }
  if (!isAtLeast(requester.rank, 'org_admin')) {
    return denied(
      'deny-by-default',
      words`Only org owners and org admins may do this; ${person(requester.person.id)} is ${rankInWords(requester.rank)}.`,
    );
  }
  if (subject && outranks(subject.rank, requester.rank)) {
    return denied(
      'nobody-acts-upwards',
      words`Nobody acts on people above them: ${person(subject.person.id)} is ${rankInWords(subject.rank)}, ${person(requester.person.id)} is ${rankInWords(requester.rank)}.`,
    );
  }
  if (effects.some(touchesOrgRole) && !isAtLeast(requester.rank, 'org_owner')) {
    return denied(
      'org-roles-by-org-owners',
      words`Roles of the whole organisation are given and taken by org owners only.`,
    );
  }
  return null;
}

/** What is left may be done; some of it only with another person's yes. */
function ask({ effects }: Question): Decision {
  if (effects.some(takesFromOwner)) {
    return approval(
      'org_owner',
      'owners-lose-roles-by-another-owner',
      words`Taking a role from an owner needs the yes of another org owner.`,
    );
  }
  if (effects.some(touchesOrgRole)) {
    return approval(
      'org_owner',
      'org-roles-need-approval',
      words`A role in the whole organisation needs the yes of another org owner.`,
    );
  }
  if (effects.some(makesOwner)) {
    return approval(
      'org_admin',
      'owners-need-approval',
      words`Making somebody an owner needs the yes of another org owner or org admin.`,
    );
  }
  if (effects.some(({ from }) => from === 'guest')) {
    return approval(
      'org_admin',
      'guests-become-members-by-approval',
      words`Turning a guest into a full member needs the yes of another org owner or org admin.`,
    );
  }
  return {
    verdict: 'allow',
    because: { rule: 'org-admins-may-run', says: words`Org owners and org admins may do this without asking anybody.` },
  };
}

function mayApprove(question: Question, rule: ApprovalRule, approver: Standing): Answer {
  const { requester, subject, beneficiary } = question;
  const id = approver.person.id;
  if (id === requester.person.id)
    return no(
      'nobody-approves-their-own-request',
      words`${person(id)} asked for this, so somebody else has to decide on it.`,
    );
  if (id === beneficiary)
    return no(
      'nobody-approves-what-benefits-them',
      words`This would widen the rights of ${person(id)}, so somebody else has to decide on it.`,
    );
  if (id === subject?.person.id)
    return no(
      'nobody-decides-on-their-own-role',
      words`This is about the role of ${person(id)}, so somebody else has to decide on it.`,
    );
  if (!isAtLeast(approver.rank, rule.atLeast)) {
    return no(
      'approver-lacks-rank',
      words`Deciding on this takes ${rankInWords(rule.atLeast)} or above; ${person(id)} is ${rankInWords(approver.rank)}.`,
    );
  }
  if (subject && outranks(subject.rank, approver.rank)) {
    return no(
      'nobody-acts-upwards',
      words`Nobody acts on people above them: ${person(subject.person.id)} is ${rankInWords(subject.rank)}, ${person(id)} is ${rankInWords(approver.rank)}.`,
    );
  }
  return yes(
    'eligible-approver',
    words`${person(id)} is ${rankInWords(approver.rank)}, and neither the requester nor the person concerned.`,
  );
}

const touchesOrgRole = ({ level, from, to }: Effect): boolean =>
  level === 'org' && [from, to].some((role) => role === 'owner' || role === 'admin');
const takesFromOwner = ({ from, to }: Effect): boolean => from === 'owner' && to !== 'primary_owner';
const makesOwner = ({ to }: Effect): boolean => to === 'owner';

const denied = (rule: string, says: Words): Decision => ({ verdict: 'deny', because: { rule, says } });
const approval = (atLeast: ApprovalRule['atLeast'], rule: string, says: Words): Decision => ({
  verdict: 'approve',
  approval: { count: 1, atLeast },
  because: { rule, says },
});
const yes = (rule: string, says: Words): Answer => ({ allowed: true, because: because(rule, says) });
const no = (rule: string, says: Words): Answer => ({ allowed: false, because: because(rule, says) });
const because = (rule: string, says: Words): Because => ({ rule, says });
