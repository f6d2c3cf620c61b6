import { askedInstead, countOf, isAskedByMessage } from './asking.js';
import type { Eligible } from './eligible-approvers.js';
import { aboutRun } from '../ledger/entries.js';
import type { Notice, Ports } from '../ports.js';
import type { Run } from '../run.js';
import { stillWaits } from './still-waits.js';
import { code, words } from '../words.js';

/**
 * The card of a request cannot stand in the approval channel, so those who could decide are asked by direct message; the
 * run says so. Where nobody is left who could, the request ends.
 * @throws SlackError where Slack could not be asked who they are; then nothing was done.
 */
export async function askByMessage(ports: Ports, { id }: Pick<Run, 'id'>, problem: string): Promise<void> {
  const run = await ports.records.find(id);
  if (!run || run.state !== 'awaiting_approval' || !run.asking || isAskedByMessage(run)) return;
  const waits = await stillWaits(ports, run);
  if (waits.kind === 'ended') return;
  const names = { ...run.names, ...waits.names };
  await moveToMessages(ports, { ...run, names }, { eligible: waits.eligible, problem });
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
