import { missing, missingInWords, type Missing } from './approvals.js';
import { toCards } from './asking.js';
import { carryOut } from '../carry-out.js';
import { aboutRun } from '../ledger/entries.js';
import { takeLease } from '../settling/lease.js';
import { isStoppedByPause, pauseOver, refusedInPause } from '../pausing/stopped-by-pause.js';
import { orPaused } from '../pausing/pause.js';
import type { Changes, Move, Ports } from '../ports.js';
import { review, saidYes, type Reviewed, type Reviewer } from './review.js';
import type { Run } from '../run.js';
import { person, words } from '../words.js';

/**
 * Somebody's yes. Their rank, the live state and the policy are read again; the yes counts for the plan on the card
 * only. Where it is the last one that was missing, the run goes ahead at once; otherwise it waits for the others. While
 * changes are paused no yes is taken: what was stopped does not start by itself when they are resumed.
 * @throws SlackError where Slack could not be asked; then nothing was decided.
 */
export async function approve(ports: Ports, run: Run, approver: string): Promise<Reviewed> {
  const reviewed = await review(ports, run, approver);
  if (reviewed.kind !== 'eligible') return reviewed;
  const left = saidYes(reviewed, approver);
  if (left) return { kind: 'waits', run, wants: left };
  const wants = missing(reviewed.rule, [...reviewed.given, { by: approver, counts: reviewed.counts }]);
  const moved = await orPaused(ports.records.advance(yesTo(ports, run, { by: approver, reviewer: reviewed, wants })));
  if (moved === 'paused') {
    await ports.records.advance(refusedInPause(ports, run, { kind: 'approval.refused', actor: approver }));
    return { kind: 'paused', run, pause: await pauseOver(ports, run) };
  }
  if (!moved) return again(ports, run, approver);
  if (moved.state === 'executing') return { kind: 'done', run: await carryOut(ports, moved, { tell: 'message' }) };
  return { kind: 'waits', run: moved, wants };
}

interface GivenYes {
  readonly by: string;
  readonly reviewer: Reviewer;
  readonly wants: readonly Missing[];
}

/** The step makes it certain that nobody else's yes has come in between, which might have been the last one too. */
function yesTo(ports: Ports, run: Run, { by, reviewer, wants }: GivenYes): Move {
  const at = ports.clock.now();
  const last = wants.length === 0;
  const left = last ? [] : words` Still missing: the yes of ${missingInWords(wants)}.`;
  return {
    run: run.id,
    from: ['awaiting_approval'],
    ...(last ? { to: 'executing', lease: takeLease(ports) } : {}),
    step: run.step,
    unlessPaused: isStoppedByPause(ports, run),
    at,
    changes: {
      step: run.step + 1,
      ...(last ? { dueAt: null } : stillMissing(run, wants)),
      approval: { by, verdict: 'approved', planHash: reviewer.planHash, at },
      names: reviewer.names,
      policyHash: reviewer.policyHash,
    },
    entries: [{ kind: 'approval.given', actor: by, ...aboutRun({ ...run, policyHash: reviewer.policyHash }) }],
    notices: [
      { to: 'audit', says: words`${person(by)} approved it.${left}` },
      ...toCards(run, words`Approved by ${person(by)}.${left}`),
      ...(last ? [] : [{ to: { person: run.requester }, says: words`${person(by)} approved it.${left}` }]),
    ],
  };
}

/** What cards say from now on. */
function stillMissing({ asking }: Run, wants: readonly Missing[]): Changes {
  return asking ? { asking: { ...asking, missing: missingInWords(wants) } } : {};
}

/** Somebody else was quicker; where the request still waits, this yes may be wanted all the same. */
async function again(ports: Ports, run: Run, approver: string): Promise<Reviewed> {
  const now = await ports.records.find(run.id);
  if (!now || now.state !== 'awaiting_approval' || now.step === run.step) return { kind: 'too_late', run: now ?? run };
  return approve(ports, now, approver);
}
