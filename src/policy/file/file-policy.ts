import type { Answer, ApprovalNeed, Decision, Opening, Policy, Question } from '../../engine/decision.js';
import { NO_FACTS } from '../../engine/decision.js';
import type { AnyOperation } from '../../engine/operation.js';
import { orgRank } from '../../engine/organisation/people.js';
import { isAtLeast } from '../../engine/organisation/ranks.js';
import type { Because } from '../../engine/run.js';
import { GIVES_UP, givesUpOwn, OWN_RIGHT, rankForbids, selfGrant } from '../floor.js';
import { ANOTHER, whoElse } from '../four-eyes.js';
import { mayApprove } from '../may-approve.js';
import { whyProtected } from '../protected.js';
import { explain } from './explain.js';
import {
  isAbout,
  isRequester,
  maySurelyAsk,
  protectedAmong,
  speaksOfAll,
  speaksOfSome,
  touchedBy,
  type Touched,
} from './fits.js';
import { isWithin, joinNeeds } from './join-needs.js';
import { couldBeMeant } from './could-be-meant.js';
import { whatIsWanted, whyBeyondLimits } from './limits.js';
import { offers } from './offers.js';
import type { Rule, Rules } from './rule.js';

export interface FilePolicyOptions {
  /** What the file is called, for “policy.yaml:12”. */
  readonly name: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly operations: readonly AnyOperation[];
  /** IDs of the audit and the approval channel. */
  readonly ownChannels: readonly string[];
}

/**
 * What a policy file says, on top of what holds under every policy. A deny wins over everything; an allow or an approve
 * permits; every approve that fits has to be met; and without a rule that permits it nothing is done.
 */
export function filePolicy(file: Rules, options: FilePolicyOptions): Policy {
  const policy: Standing = { ...file, ...options, says: explain(options.name) };
  return {
    hash: options.hash,
    decide: (question) => decide(policy, question),
    mayStart: (operation, requester, subject, facts = NO_FACTS) =>
      mayStart(policy, { operation, requester, subject, facts }),
    mayApprove,
    offers: (opening, thing) => offers(policy, opening, thing),
    wants: (operation) => whatIsWanted(rulesAbout(policy, operation), operation),
    requesters: (operation) =>
      file.rules.filter((rule) => rule.operations.has(operation)).flatMap(({ requester }) => requester ?? []),
  };
}

interface Standing extends Rules, FilePolicyOptions {
  readonly says: ReturnType<typeof explain>;
}

function decide(policy: Standing, question: Question): Decision {
  const { says, ownChannels } = policy;
  const forbidden = whyProtected(question, ownChannels);
  if (forbidden) return deny(forbidden);
  if (givesUpOwn(question)) return { verdict: 'allow', because: OWN_RIGHT };
  const touched = touchedBy(question);
  const { grants, demands, denies, short } = rulesFor(policy, question, touched);
  const selfByApproval = grants.some(({ self }) => self);
  const floor = selfGrant(question, { ownChannels, selfByApproval }) ?? rankForbids(question);
  if (floor) return deny(floor);
  const thing = protectedAmong(policy.protected, touched);
  if (thing) return deny(says.protectedThing(thing));
  const [denied] = denies;
  if (denied) return deny(says.denied(denied, isRequester(denied, question) === null));
  const [granting] = grants;
  if (!granting) return deny(short[0] ?? says.nothingAllows(question, rulesAbout(policy, question.operation)));
  for (const rule of demands) {
    const limit = whyBeyondLimits(rule, question, policy);
    if (limit) return deny(says.beyond(rule, limit));
  }
  return withFloor(policy, question, { granting, demands });
}

interface Fitting {
  /** One that permits it is enough. */
  readonly grants: readonly Rule[];
  /** All of these have to be met. */
  readonly demands: readonly Rule[];
  /** One of these is enough to forbid it. */
  readonly denies: readonly Rule[];
  /** Why rules that would permit it do not: what is missing can be mended in the form. */
  readonly short: readonly Because[];
}

function rulesFor(policy: Standing, question: Question, touched: Touched): Fitting {
  const about = policy.rules.filter((rule) => isAbout(rule, question));
  const own = question.beneficiaries.includes(question.requester.person.id);
  const permits = about
    .filter(({ effect, self }) => effect !== 'deny' && (!own || self))
    .filter((rule) => maySurelyAsk(rule, question) && speaksOfAll(rule, touched))
    // The limits of an approve are not its own affair: they have to hold whoever permits it.
    .map((rule) => ({ rule, limit: rule.effect === 'allow' ? whyBeyondLimits(rule, question, policy) : null }));
  const touching = (effect: Rule['effect']): Rule[] =>
    about.filter(
      (rule) => rule.effect === effect && speaksOfSome(rule, touched) && isRequester(rule, question) !== false,
    );
  return {
    grants: permits.flatMap(({ rule, limit }) => (limit ? [] : [rule])),
    demands: touching('approve'),
    denies: touching('deny'),
    short: permits.flatMap(({ rule, limit }) => (limit ? [policy.says.beyond(rule, limit)] : [])),
  };
}

/** Rules by which anybody could ever run an operation. */
function rulesAbout({ rules }: Standing, operation: string): Rule[] {
  return rules.filter((rule) => rule.effect !== 'deny' && rule.operations.has(operation));
}

function withFloor(
  { says }: Standing,
  question: Question,
  { granting, demands }: { readonly granting: Rule; readonly demands: readonly Rule[] },
): Decision {
  const wanted = joinNeeds(demands.map(({ approvals }) => approvals));
  const floor = whoElse(question);
  const more = floor && lacking(wanted, floor.approval.needs) ? floor : null;
  const needs = more ? joinNeeds([wanted, more.approval.needs]) : wanted;
  if (needs.length === 0) return { verdict: 'allow', because: says.allowed(granting) };
  const besides = more?.because.says ?? [];
  const because =
    demands.length > 0 ? says.approvalWanted(demands, needs, besides) : says.allowedWithFloor(granting, besides);
  return { verdict: 'approve', approval: { needs }, because };
}

interface Starting extends Opening {
  readonly subject: string | null;
}

function mayStart(policy: Standing, { operation, requester, subject, facts }: Starting): Answer {
  const { says } = policy;
  const member = isAtLeast(orgRank(requester), 'member');
  const about = rulesAbout(policy, operation);
  const open = about.find(
    ({ target, requester: who }) =>
      (subject === null || target.person === null || target.person.has(subject)) &&
      (who ?? []).some((one) => couldBeMeant(one, requester, facts)),
  );
  if (open && member) return { allowed: true, because: says.couldAllow(open) };
  if (GIVES_UP.has(operation) && subject === requester.id && member) return { allowed: true, because: OWN_RIGHT };
  return { allowed: false, because: says.nobodySuch(requester.id, about) };
}

/**
 * Whether something of what holds in any case is not wanted by the rules already. Where it is only that somebody else
 * has to say yes, those whom the policy names are that somebody else; an org owner's yes has to be an org owner's
 * (DESIGN 6.3 and 6.4, decision 0009).
 */
function lacking(wanted: readonly ApprovalNeed[], floor: readonly ApprovalNeed[]): boolean {
  if (wanted.length === 0) return true;
  return floor.some((need) => need !== ANOTHER.org_admin && !wanted.some((there) => isWithin(there, need)));
}

const deny = (because: Because): Decision => ({ verdict: 'deny', because });
