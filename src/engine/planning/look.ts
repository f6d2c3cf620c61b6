import { assess, wishOf } from './assess.js';
import { aboutRun } from '../ledger/entries.js';
import { mayBegin } from '../may-begin.js';
import type { Ports } from '../ports.js';
import type { Because, Run } from '../run.js';
import { words, type Names, type Words } from '../words.js';

/** What comes of looking at a request. */
export type Look =
  /** Neither theirs nor theirs to decide on; recorded. */
  | { readonly kind: 'not_you'; readonly because: Because; readonly names: Names }
  | {
      readonly kind: 'details';
      readonly run: Run;
      /** Whether whoever looks could decide on it now, and why or why not; `null` where there is nothing to decide. */
      readonly mayDecide: { readonly allowed: boolean; readonly says: Words } | null;
    };

/**
 * Everything about a request, for whoever took part in it, could decide on it, or may run such operations (DESIGN 6.11).
 * Looking decides nothing.
 * @throws SlackError where Slack could not be asked who they are.
 */
export async function look(ports: Ports, run: Run, by: string): Promise<Look> {
  const mayDecide = run.state === 'awaiting_approval' ? await couldDecide(ports, run, by) : null;
  if (tookPart(run, by) || mayDecide?.allowed) return { kind: 'details', run, mayDecide };
  const org = ports.readAnew();
  const policy = await ports.policyInForce();
  const { allowed, because } = await mayBegin(policy, org, { who: by, operation: run.operation, subject: null });
  if (allowed) return { kind: 'details', run, mayDecide };
  await ports.records.advance({
    run: run.id,
    from: [run.state],
    at: ports.clock.now(),
    entries: [{ kind: 'run.look_refused', actor: by, because: because.rule, outcome: 'refused', ...aboutRun(run) }],
  });
  return { kind: 'not_you', because, names: { ...run.names, ...org.names() } };
}

/** Whoever asked, said yes or no, gains by it, or is the one it is about. */
function tookPart({ requester, approvals, plan }: Run, by: string): boolean {
  const subject = plan?.target?.['kind'] === 'person' ? plan.target['id'] : null;
  return requester === by || plan?.beneficiary === by || subject === by || approvals.some((given) => given.by === by);
}

async function couldDecide(ports: Ports, run: Run, by: string): Promise<{ allowed: boolean; says: Words }> {
  const assessment = await assess(ports, await wishOf(ports, run));
  if (assessment.kind !== 'plan' || assessment.plan.hash !== run.plan?.hash) return NOT_AS_PLANNED;
  const { policy, decision, question, standingOf } = assessment;
  if (decision.verdict !== 'approve') return NOT_AS_PLANNED;
  if (run.approvals.some((approval) => approval.by === by && approval.verdict === 'approved')) return SAID_YES;
  const { allowed, because } = policy.mayApprove(question, decision.approval, await standingOf(by));
  return { allowed, says: because.says };
}

const NOT_AS_PLANNED = {
  allowed: false,
  says: words`What it was planned on has changed, so it will not be carried out as it stands here.`,
};
const SAID_YES = { allowed: false, says: words`You have said yes already.` };
