import { createHash } from 'node:crypto';

import {
  NOTHING_WANTED,
  type Answer,
  type Decision,
  type Opening,
  type Policy,
  type Question,
  type Thing,
} from '../engine/decision.js';
import { orgRank, type Person } from '../engine/organisation/people.js';
import { isAtLeast, rankInWords } from '../engine/organisation/ranks.js';
import type { Because } from '../engine/run.js';
import { code, person, words, type Words } from '../engine/words.js';
import { GIVES_UP, givesUpOwn, OWN_RIGHT, rankForbids, selfGrant, type FloorOptions } from './floor.js';
import { whoElse } from './four-eyes.js';
import { mayApprove } from './may-approve.js';
import { whyProtected } from './protected.js';

/*
 * What holds where no policy file is set (DESIGN 6.3 to 6.5 and 6.10). Pure: no clock, no network, no state. Rules are
 * asked in the order in which they stand here, and the first that has an answer gives it.
 */

/** Goes into the hash of the policy: a change of these rules is a change of policy, so it gets a new number. */
const VERSION = 'gridkeeper default policy 4';

/**
 * The policy of an organisation that has written none: only org owners and org admins, and four eyes where it hurts.
 * `awsOperators` are the user IDs of those who may run AWS operations; nobody else may. `ownChannels` are the IDs of the
 * audit and the approval channel.
 */
export function defaultPolicy(awsOperators: readonly string[] = [], ownChannels: readonly string[] = []): Policy {
  const named = [...awsOperators].sort();
  const floor: FloorOptions = { ownChannels, selfByApproval: false };
  return {
    hash: createHash('sha256')
      .update([VERSION, ...named, ...[...ownChannels].sort()].join(' '))
      .digest('hex'),
    mayStart: (operation, requester, subject) =>
      isAws(operation) ? mayStartAws(named, requester) : mayStart(operation, requester, subject),
    decide: (question) => (isAws(question.operation) ? decideAws(named, question) : decide(question, floor)),
    mayApprove,
    offers: (opening, thing) => offers(opening, thing, floor),
    wants: () => NOTHING_WANTED,
    requesters: () => [],
  };
}

function decide(question: Question, floor: FloorOptions): Decision {
  const forbidden = whyProtected(question, floor.ownChannels);
  if (forbidden) return denied(forbidden);
  if (givesUpOwn(question)) return { verdict: 'allow', because: OWN_RIGHT };
  const why = selfGrant(question, floor) ?? lacksRank(question) ?? rankForbids(question);
  if (why) return denied(why);
  return whoElse(question) ?? { verdict: 'allow', because: ALLOWED };
}

const ALLOWED: Because = {
  rule: 'org-admins-may-run',
  says: words`Org owners and org admins may do this without asking anybody.`,
};

function lacksRank({ requester: { person: somebody, rank } }: Question): Because | null {
  if (isAtLeast(rank, 'org_admin')) return null;
  return {
    rule: 'deny-by-default',
    says: words`Only org owners and org admins may do this; ${person(somebody.id)} is ${rankInWords(rank)}.`,
  };
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
    return { allowed: true, because: OWN_RIGHT };
  }
  return no(
    'deny-by-default',
    words`Only org owners and org admins may run this; ${person(requester.id)} is ${rankInWords(rank)}. One of them can do it.`,
  );
}

/** Whoever may only give up a right of their own is offered themselves; nobody is offered the app's own channels. */
function offers({ operation, requester }: Opening, { kind, id }: Thing, { ownChannels }: FloorOptions): boolean {
  if (isAws(operation)) return true;
  if (kind === 'channel' && ownChannels.includes(id)) return false;
  return isAtLeast(orgRank(requester), 'org_admin') || kind !== 'person' || id === requester.id;
}

const denied = (because: Because): Decision => ({ verdict: 'deny', because });
const yes = (rule: string, says: Words): Answer => ({ allowed: true, because: { rule, says } });
const no = (rule: string, says: Words): Answer => ({ allowed: false, because: { rule, says } });
