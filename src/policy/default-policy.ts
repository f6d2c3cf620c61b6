import { createHash } from 'node:crypto';

import { needsInWords } from '../engine/approvals.js';
import type { Answer, ApprovalRule, Decision, Eligibility, Policy, Question, Standing } from '../engine/decision.js';
import { isMeant } from '../engine/is-meant.js';
import { orgRank, type Person } from '../engine/people.js';
import { isAtLeast, outranks, rankInWords } from '../engine/ranks.js';
import type { Because } from '../engine/run.js';
import { code, person, words, type Words } from '../engine/words.js';
import { areAllOwn } from './effects.js';
import { touchesOrgRole, whoElse } from './four-eyes.js';
import { whyProtected } from './protected.js';

/*
 * What holds where no policy file is set (DESIGN 6.3 to 6.5 and 6.10). Pure: no clock, no network, no state. Rules are
 * asked in the order in which they stand here, and the first that has an answer gives it.
 */

/** Goes into the hash of the policy: a change of these rules is a change of policy, so it gets a new number. */
const VERSION = 'gridkeeper default policy 3';

/** Operations by which people give up a right of their own; for that, no rank is needed. */
const GIVES_UP: ReadonlySet<string> = new Set(['admin.users.setRegular', 'admin.users.remove']);

/**
 * The policy of an organisation that has written none: only org owners and org admins, and four eyes where it hurts.
 * `awsOperators` are the user IDs of those who may run AWS operations; nobody else may. `ownChannels` are the IDs of the
 * audit and the approval channel.
 */
export function defaultPolicy(awsOperators: readonly string[] = [], ownChannels: readonly string[] = []): Policy {
  const named = [...awsOperators].sort();
  return {
    hash: createHash('sha256')
      .update([VERSION, ...named, ...[...ownChannels].sort()].join(' '))
      .digest('hex'),
    mayStart: (operation, requester, subject) =>
      isAws(operation) ? mayStartAws(named, requester) : mayStart(operation, requester, subject),
    decide: (question) =>
      isAws(question.operation) ? decideAws(named, question) : (decideByRules(question, ownChannels) ?? ALLOWED),
    mayApprove,
  };
}

const ALLOWED: Decision = {
  verdict: 'allow',
  because: { rule: 'org-admins-may-run', says: words`Org owners and org admins may do this without asking anybody.` },
};

function decideByRules(question: Question, ownChannels: readonly string[]): Decision | null {
  const forbidden = whyProtected(question, ownChannels);
  if (forbidden) return { verdict: 'deny', because: forbidden };
  return allowOwnDemotion(question) ?? denyByRank(question) ?? whoElse(question);
}

const isAws = (operation: string): boolean => !operation.startsWith('admin.');

/** Named in AWS_OPERATORS, and a full member of the organisation. */
function mayStartAws(named: readonly string[], requester: Person): Answer {
  if (named.includes(requester.id) && isAtLeast(orgRank(requester), 'member')) {
    return yes('named-for-aws', words`${person(requester.id)} is named for AWS operations.`);
  }
  return no(
    'aws-by-named-people',
    words`AWS operations may be run only by the people whom the operator has named for it (${code('AWS_OPERATORS')}); ${person(requester.id)} is not one of them.`,
  );
}

function decideAws(named: readonly string[], { requester }: Question): Decision {
  const { allowed, because } = mayStartAws(named, requester.person);
  return { verdict: allowed ? 'allow' : 'deny', because };
}

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

const OWN_RIGHT = words`Everybody may give up a right of their own.`;

function allowOwnDemotion({ effects, requester, beneficiaries }: Question): Decision | null {
  const own = areAllOwn(effects, requester.person.id);
  if (!own || beneficiaries.length > 0 || !isAtLeast(requester.rank, 'member')) return null;
  return { verdict: 'allow', because: { rule: 'own-right-may-be-given-up', says: OWN_RIGHT } };
}

function denyByRank({ effects, requester, subject, beneficiaries }: Question): Decision | null {
  if (beneficiaries.includes(requester.person.id)) {
    return denied(
      'nobody-grants-themselves',
      beneficiaries.length > 1
        ? words`Nobody grants themselves anything, and ${person(requester.person.id)} is in this group; another org owner or org admin can do it.`
        : words`Nobody grants themselves anything; another org owner or org admin can do it.`,
    );
  }
  if (!isAtLeast(requester.rank, 'org_admin')) {
    return denied(
      'deny-by-default',
      words`Only org owners and org admins may do this; ${person(requester.person.id)} is ${rankInWords(requester.rank)}.`,
    );
  }
  if (subject && outranks(subject.rank, requester.rank)) {
    return denied('nobody-acts-upwards', notUpwards(subject, requester));
  }
  if (effects.some(touchesOrgRole) && !isAtLeast(requester.rank, 'org_owner')) {
    return denied(
      'org-roles-by-org-owners',
      words`Roles of the whole organisation are given and taken by org owners only.`,
    );
  }
  return null;
}

const notUpwards = (above: Standing, below: Standing): Words =>
  words`Nobody acts on people above them: ${person(above.person.id)} is ${rankInWords(above.rank)}, ${person(below.person.id)} is ${rankInWords(below.rank)}.`;

function mayApprove(question: Question, rule: ApprovalRule, approver: Standing): Eligibility {
  const barred = whyBarred(question, approver);
  if (barred) return { allowed: false, because: barred, counts: [] };
  const { person: somebody, rank } = approver;
  const counts = rule.needs.flatMap(({ from }, index) =>
    from.some((who) => isMeant(who, approver, question.workspaces) === true) ? [index] : [],
  );
  if (counts.length === 0) {
    const says = words`Deciding on this takes ${needsInWords(rule.needs)}; ${person(somebody.id)} is ${rankInWords(rank)}.`;
    return { allowed: false, because: because('approver-lacks-rank', says), counts };
  }
  const { subject } = question;
  if (subject && outranks(subject.rank, rank)) {
    return { allowed: false, because: because('nobody-acts-upwards', notUpwards(subject, approver)), counts: [] };
  }
  const says = words`${person(somebody.id)} is ${rankInWords(rank)}, and neither the requester nor the person concerned.`;
  return { allowed: true, because: because('eligible-approver', says), counts };
}

/** Why somebody's word does not count, whatever they are; `null` where nothing stands against it. */
function whyBarred({ requester, subject, beneficiaries }: Question, approver: Standing): Because | null {
  const { id } = approver.person;
  if (id === requester.person.id) {
    return because(
      'nobody-approves-their-own-request',
      words`${person(id)} asked for this, so somebody else has to decide on it.`,
    );
  }
  if (beneficiaries.includes(id)) {
    return because(
      'nobody-approves-what-benefits-them',
      words`This would widen the rights of ${person(id)}, so somebody else has to decide on it.`,
    );
  }
  if (id === subject?.person.id) {
    return because(
      'nobody-decides-on-their-own-role',
      words`This is about the role of ${person(id)}, so somebody else has to decide on it.`,
    );
  }
  return null;
}

const denied = (rule: string, says: Words): Decision => ({ verdict: 'deny', because: { rule, says } });
const yes = (rule: string, says: Words): Answer => ({ allowed: true, because: because(rule, says) });
const no = (rule: string, says: Words): Answer => ({ allowed: false, because: because(rule, says) });
const because = (rule: string, says: Words): Because => ({ rule, says });
