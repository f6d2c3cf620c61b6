import { missing, type Missing, type Yes } from './approvals.js';
import { endNotices } from './asking.js';
import { assess, wishOf, type Assessment } from '../planning/assess.js';
import { countedYeses } from './counted-yeses.js';
import type { ApprovalRule } from '../decision.js';
import { aboutRun } from '../ledger/entries.js';
import { noLonger, type NoLonger } from '../planning/no-longer.js';
import type { Said } from '../pausing/pause-words.js';
import type { Ports } from '../ports.js';
import type { Because, Run } from '../run.js';
import { words } from '../words.js';

/** What the press of a button on an approval card came to. */
export type Reviewed =
  | { readonly kind: 'done'; readonly run: Run }
  /** The yes is recorded, and others are missing still. */
  | { readonly kind: 'waits'; readonly run: Run; readonly wants: readonly Missing[] }
  /** This person's word does not count here; recorded. */
  | { readonly kind: 'not_you'; readonly run: Run; readonly because: Because }
  /** Changes are paused, so no yes is taken; it goes on waiting. Recorded. */
  | { readonly kind: 'paused'; readonly run: Run; readonly pause: Said | null }
  /** Decided, withdrawn or expired already; the run says how. */
  | { readonly kind: 'too_late'; readonly run: Run };

/** Somebody whose word counts for the plan as it stands. */
export interface Reviewer {
  readonly kind: 'eligible';
  readonly planHash: string;
  /** Of the policy under which it counts. */
  readonly policyHash: string;
  readonly names: Assessment['names'];
  readonly rule: ApprovalRule;
  /** What was said yes to before, as far as it still counts. */
  readonly given: readonly Yes[];
  /** The needs for which this person's word counts. */
  readonly counts: readonly number[];
}

/**
 * Whether somebody's word counts for a request, with the live state, their rank and the policy read again. A request
 * whose plan holds no more ends here; a word that does not count is recorded.
 * @throws SlackError where Slack could not be asked; then nothing was decided.
 */
export async function review(ports: Ports, run: Run, by: string): Promise<Reviewed | Reviewer> {
  if (run.state !== 'awaiting_approval' || !run.plan) return { kind: 'too_late', run };
  if (run.dueAt && run.dueAt <= ports.clock.now()) return { kind: 'too_late', run };

  const assessment = await assess(ports, await wishOf(ports, run));
  const ended = holdsNoMore(run, assessment);
  if (ended || assessment.kind !== 'plan') return ended ? supersede(ports, run, ended) : tooLate(ports, run);
  const { policy, decision, question } = assessment;
  if (decision.verdict !== 'approve') return tooLate(ports, run);

  const standing = await assessment.standingOf(by);
  const { allowed, because, counts } = policy.mayApprove(question, decision.approval, standing);
  const names = { ...assessment.names, [by]: standing.person.name };
  if (allowed) {
    const given = await countedYeses(run, assessment, decision.approval);
    const [planHash, policyHash] = [run.plan.hash, policy.hash];
    return { kind: 'eligible', planHash, policyHash, names, rule: decision.approval, given, counts };
  }

  await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    at: ports.clock.now(),
    changes: { names },
    entries: [
      {
        kind: 'approval.refused',
        actor: by,
        because: because.rule,
        outcome: 'refused',
        ...aboutRun({ ...run, policyHash: policy.hash }),
      },
    ],
  });
  return { kind: 'not_you', run: { ...run, names: { ...run.names, ...names } }, because };
}

/** What is missing where this person has said yes before, and that is all they could say; `null` where it is not. */
export function saidYes({ rule, given }: Reviewer, by: string): readonly Missing[] | null {
  const wants = missing(rule, given);
  // It may be the first press after a change of what is wanted.
  return given.some((yes) => yes.by === by) && wants.length > 0 ? wants : null;
}

/** Why there is nothing to decide on any more; `null` where it is the same plan, and others have to say yes to it. */
export function holdsNoMore(run: Run, assessment: Assessment): NoLonger | null {
  const ended = noLonger(run, assessment);
  if (ended || assessment.kind !== 'plan' || assessment.decision.verdict === 'approve') return ended;
  return { because: { rule: 'plan-no-longer-holds', says: NOBODY_ELSE_NEEDED }, names: assessment.names };
}

const NOBODY_ELSE_NEEDED = words`The policy has changed since this was asked for: it needs nobody else’s yes any more. It was not carried out; whoever asked can ask for it again.`;

/** Ends a request whose plan holds no more; everybody is told, and sees how it would be now. */
export async function supersede(ports: Ports, run: Run, { because, names }: NoLonger): Promise<Reviewed> {
  const superseded = await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    to: 'superseded',
    at: ports.clock.now(),
    changes: { dueAt: null, because, names },
    entries: [{ kind: 'run.superseded', actor: null, because: because.rule, ...aboutRun(run) }],
    notices: endNotices(run, because.says),
  });
  return superseded ? { kind: 'done', run: superseded } : tooLate(ports, run);
}

/** Somebody else was quicker: how the run stands now. */
export async function tooLate(ports: Ports, run: Run): Promise<Reviewed> {
  return { kind: 'too_late', run: (await ports.records.find(run.id)) ?? run };
}
