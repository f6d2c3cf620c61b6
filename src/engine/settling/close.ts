import { aftermath } from '../aftermath.js';
import type { Answer, Policy } from '../decision.js';
import { endedAs, inDoubt } from './doubt.js';
import { aboutRun } from '../ledger/entries.js';
import { mayBegin, type Beginner } from '../may-begin.js';
import type { OrgReader } from '../operation.js';
import { outcomeInWords } from '../outcome.js';
import { orgRank } from '../organisation/people.js';
import type { Ports } from '../ports.js';
import { isAtLeast, rankInWords } from '../organisation/ranks.js';
import type { Because, Run } from '../run.js';
import { person, words } from '../words.js';

/** What somebody says about a run whose outcome could not be told from here. */
export interface Closing {
  readonly by: string;
  readonly happened: boolean;
  readonly reason: string;
}

export type Closed =
  | { readonly kind: 'closed'; readonly run: Run }
  | { readonly kind: 'not_you'; readonly because: Because }
  /** It is known by now how it ended, or it is still being looked at. */
  | { readonly kind: 'not_open' };

/** Whether only a person can say how the run ended: everything that can be read back has been. */
export function needsAPerson(run: Run): boolean {
  return run.state === 'unknown' && run.dueAt === null && run.ends === null;
}

/** Whoever may run such operations, and is org admin at least: on this word alone a run counts as done, or as not done. */
async function mayClose(policy: Policy, org: OrgReader, beginner: Beginner): Promise<Answer> {
  const answer = await mayBegin(policy, org, beginner);
  const rank = orgRank(answer.person);
  if (!answer.allowed || isAtLeast(rank, 'org_admin')) return answer;
  const says = words`How a run ended is said by org owners and org admins only, whatever else a policy lets people do; ${person(beginner.who)} is ${rankInWords(rank)}.`;
  return { allowed: false, because: { rule: 'closed-by-org-admins', says } };
}

/**
 * Ends a run that stayed unknown, on the word of an org owner or org admin who may run such operations. Their reason is kept.
 * @throws SlackError where Slack could not be asked who they are.
 */
export async function close(ports: Ports, run: Run, { by, happened, reason }: Closing): Promise<Closed> {
  if (!needsAPerson(run)) return { kind: 'not_open' };
  const org = ports.readAnew();
  const policy = await ports.policyInForce();
  const { allowed, because } = await mayClose(policy, org, { who: by, operation: run.operation, subject: null });
  if (!allowed) {
    const entry = { kind: 'run.close_refused', actor: by, because: because.rule, outcome: 'refused', ...aboutRun(run) };
    await ports.records.advance({ run: run.id, from: ['unknown'], at: ports.clock.now(), entries: [entry] });
    return { kind: 'not_you', because };
  }

  const open = inDoubt(run);
  const state = endedAs(run, happened ? 'succeeded' : 'failed');
  const error = happened ? null : 'closed_by_hand';
  const looked = words`${person(by)} looked at it and says that it ${happened ? 'happened' : 'did not happen'}.`;
  const says = words`${looked} ${outcomeInWords(ports, run, state, error)}`;
  const closed = await ports.records.advance({
    run: run.id,
    from: ['unknown'],
    to: state,
    step: run.step,
    at: ports.clock.now(),
    changes: { remarks: { closing: reason }, names: org.names() },
    ...(open ? { call: { ...open, state: happened ? 'succeeded' : 'unsent', error } } : {}),
    entries: [{ kind: 'run.closed', actor: by, outcome: state, ...aboutRun(run) }],
    ...aftermath(ports, run, { state, error, says, telling: { tell: 'message' }, callAt: open?.at }),
  });
  return closed ? { kind: 'closed', run: closed } : { kind: 'not_open' };
}
