import { assess, wishOf } from './assess.js';
import { askedInstead, countOf, endNotices, isAskedByMessage } from './asking.js';
import { requireApprovers, type Eligible } from './eligible-approvers.js';
import { aboutRun } from './entries.js';
import type { Notice, Ports } from './ports.js';
import type { Because, Run } from './run.js';
import { code, words } from './words.js';

/**
 * The card of a request cannot stand in the approval channel, so those who could decide are asked by direct message; the
 * run says so. Where nobody is left who could, the request ends: nobody waits for what cannot come.
 * @throws SlackError where Slack could not be asked who they are; then nothing was done.
 */
export async function askByMessage(ports: Ports, { id }: Pick<Run, 'id'>, problem: string): Promise<void> {
  const run = await ports.records.find(id);
  if (!run || run.state !== 'awaiting_approval' || !run.asking || isAskedByMessage(run)) return;
  const assessment = await assess(ports, await wishOf(ports, run));
  // What does not hold any more ends at the next press or reminder, or expires; until then the requester can withdraw.
  if (assessment.kind !== 'plan' || assessment.plan.hash !== run.plan?.hash) return;
  const { decision, eligible } = await requireApprovers(ports, assessment);
  if (decision.verdict !== 'approve' || !eligible) return endUnasked(ports, run, decision.because);
  await moveToMessages(ports, { ...run, names: { ...run.names, ...assessment.names } }, { eligible, problem });
}

async function moveToMessages(
  ports: Ports,
  run: Run,
  { eligible, problem }: { eligible: Eligible; problem: string },
): Promise<void> {
  const people = eligible.ids.filter((id) => !run.approvals.some(({ by }) => by === id));
  const says = words`The approval channel could not be used (${code(problem)}). ${askedInstead(people)}`;
  await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    step: run.step,
    at: ports.clock.now(),
    changes: {
      step: run.step + 1,
      names: run.names,
      ...(run.asking ? { asking: { ...run.asking, eligible: countOf(eligible), people } } : {}),
    },
    entries: [{ kind: 'approval.asked_by_message', actor: null, ...aboutRun(run), error: problem, detail: { people } }],
    notices: [
      { to: 'audit', says },
      ...people.map((approver): Notice => ({ to: { approver }, says })),
      { to: { person: run.requester }, says },
    ],
  });
}

async function endUnasked(ports: Ports, run: Run, { rule, says: why }: Because): Promise<void> {
  const says = words`The approval channel could not be used, and nobody else can be asked. ${why} Nothing was changed.`;
  await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    to: 'denied',
    step: run.step,
    at: ports.clock.now(),
    changes: { dueAt: null, because: { rule, says } },
    entries: [{ kind: 'run.denied', actor: null, because: rule, ...aboutRun(run) }],
    notices: endNotices(run, says),
  });
}
