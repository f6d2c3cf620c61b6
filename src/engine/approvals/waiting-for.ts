import { judge, wishOf } from '../planning/assess.js';
import type { OrgReader } from '../operation.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';

/** Requests that wait, as far as they concern one person. */
export interface WaitingFor {
  readonly toDecide: readonly Run[];
  readonly mine: readonly Run[];
  /** Whether not every request was looked at. */
  readonly more: boolean;
}

/** As many requests as are looked at for one person; those that expire first come first. */
const MOST = 30;
/** Of so many it is asked whether they could decide, which takes questions to Slack. */
const MOST_JUDGED = 8;

/**
 * What waits for somebody's yes, and what of theirs waits for others'. By the plan as it is stored: the live state is
 * read when they look at one of them.
 * @throws SlackError where Slack could not be asked who they are.
 */
export async function waitingFor(ports: Ports, org: OrgReader, person: string): Promise<WaitingFor> {
  const ids = await ports.records.waiting(MOST);
  const runs = (await Promise.all(ids.map((id) => ports.records.find(id)))).filter((run) => run !== null);
  const waiting = runs.filter(
    ({ state, dueAt }) => state === 'awaiting_approval' && dueAt && dueAt > ports.clock.now(),
  );
  const others = waiting.filter((run) => run.requester !== person && !saidYes(run, person));
  const toDecide: Run[] = [];
  for (const run of others.slice(0, MOST_JUDGED)) {
    if (await couldDecide(ports, org, run, person)) toDecide.push(run);
  }
  return {
    toDecide,
    mine: waiting.filter(({ requester }) => requester === person),
    more: others.length > MOST_JUDGED || ids.length === MOST,
  };
}

const saidYes = ({ approvals }: Run, person: string): boolean =>
  approvals.some(({ by, verdict }) => by === person && verdict === 'approved');

async function couldDecide(ports: Ports, org: OrgReader, run: Run, person: string): Promise<boolean> {
  if (!run.plan) return false;
  const { policy, question, decision, standingOf } = await judge(ports, org, await wishOf(ports, run), run.plan);
  if (decision.verdict !== 'approve') return false;
  return policy.mayApprove(question, decision.approval, await standingOf(person)).allowed;
}
