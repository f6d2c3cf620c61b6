import type { Assessment } from './assess.js';
import { refusalNotice } from '../authorise.js';
import type { Decision, Policy } from '../decision.js';
import { requireApprovers, type Eligible } from '../approvals/eligible-approvers.js';
import { aboutPlan } from '../ledger/entries.js';
import { isFreeText } from '../fields.js';
import type { JsonObject } from './plan.js';
import type { Changes, EntryDraft, Move, Ports } from '../ports.js';
import type { Because, Run } from '../run.js';
import type { Names, Words } from '../words.js';

/** What the requester sees after a form or a confirmation. */
export type Planned =
  | { readonly kind: 'planned'; readonly run: Run; readonly decision: Decision; readonly eligible: Eligible | null }
  | {
      readonly kind: 'obstacle';
      readonly run: Run;
      readonly says: Words;
      readonly names: Names;
      /** The rule by which it is one, where it is the policy that wants something. */
      readonly because: Because | null;
    }
  | { readonly kind: 'unchanged'; readonly run: Run; readonly says: Words }
  | { readonly kind: 'denied'; readonly run: Run; readonly because: Because }
  /** A second delivery, or a form of an earlier step: nothing was done. */
  | { readonly kind: 'stale' };

/** An open plan, or a request that waits, lives this long. */
export const OPEN_FOR_MS = 60 * 60 * 1000;

/** Stores what an assessment of this input came to, at the run's next step, and says what to show. */
export async function keepPlan(ports: Ports, run: Run, input: JsonObject, assessment: Assessment): Promise<Planned> {
  const asked: Asked = { ports, run, input };
  switch (assessment.kind) {
    case 'obstacle':
      return keepObstacle(asked, assessment);
    case 'unchanged':
      return keepUnchanged(asked, assessment);
    case 'plan': {
      const { decision, eligible } = await requireApprovers(ports, assessment);
      if (decision.verdict === 'deny') {
        const { because } = decision;
        return because.mend && !run.undoes
          ? keepObstacle(asked, { ...assessment, says: because.says, because })
          : keepDenied(asked, assessment, because);
      }
      const move = planning(asked, assessment, decision.because);
      const planned = await ports.records.advance({
        ...move,
        to: 'planned',
        entries: [entry(asked, 'run.planned', assessment, decision.because)],
      });
      return planned ? { kind: 'planned', run: planned, decision, eligible } : { kind: 'stale' };
    }
  }
}

interface Asked {
  readonly ports: Ports;
  readonly run: Run;
  readonly input: JsonObject;
}

type Of<K extends Assessment['kind']> = Extract<Assessment, { kind: K }>;
/** Of what is so already the policy was not asked. */
type Answered = Pick<Of<'plan' | 'unchanged'>, 'plan' | 'names'> & { readonly policy?: Policy };

async function keepDenied(asked: Asked, assessment: Of<'plan'>, because: Because): Promise<Planned> {
  const move = planning(asked, assessment, because);
  const denied = await asked.ports.records.advance({
    ...move,
    to: 'denied',
    changes: { ...move.changes, dueAt: null },
    entries: [entry(asked, 'run.denied', assessment, because)],
    notices: [refusalNotice(asked.run, because)],
  });
  return denied ? { kind: 'denied', run: denied, because } : { kind: 'stale' };
}

/** Something that whoever asked can change in the form: a fact that is in the way, or what the policy wants besides. */
interface Obstacle {
  readonly says: Words;
  readonly names: Names;
  readonly because?: Because;
  readonly policy?: Policy;
}

async function keepObstacle(asked: Asked, { says, names, because, policy }: Obstacle): Promise<Planned> {
  const { ports, run, input } = asked;
  const target = ports.catalogue.byMethod(run.operation).target(input);
  const kept = await ports.records.advance({
    ...here(asked),
    changes: { ...filledIn(asked), plan: null, names },
    entries: [
      {
        kind: 'run.obstacle',
        actor: run.requester,
        target: { ...target },
        ...(because ? { because: because.rule } : {}),
        ...(policy ? { policy_hash: policy.hash } : {}),
      },
    ],
  });
  return kept ? { kind: 'obstacle', run: kept, says, names, because: because ?? null } : { kind: 'stale' };
}

async function keepUnchanged(asked: Asked, assessment: Of<'unchanged'>): Promise<Planned> {
  const { records } = asked.ports;
  const planned = await records.advance({
    ...planning(asked, assessment, null),
    to: 'planned',
    entries: [entry(asked, 'run.planned', assessment, null)],
  });
  const ended =
    planned &&
    (await records.advance({
      ...here({ ...asked, run: planned }),
      to: 'unchanged',
      changes: { dueAt: null, because: { rule: 'already-so', says: assessment.says } },
      entries: [entry(asked, 'run.unchanged', assessment, null)],
    }));
  return ended ? { kind: 'unchanged', run: ended, says: assessment.says } : { kind: 'stale' };
}

function here({ ports, run }: Asked): Pick<Move, 'run' | 'from' | 'step' | 'at'> {
  return { run: run.id, from: [run.state], step: run.step, at: ports.clock.now() };
}

function planning(
  asked: Asked,
  { plan, names, policy }: Answered,
  because: Because | null,
): Omit<Move, 'entries'> & { readonly changes: Changes } {
  return {
    ...here(asked),
    changes: { ...filledIn(asked), plan, names, because, ...(policy ? { policyHash: policy.hash } : {}) },
  };
}

function filledIn({ ports, run, input }: Asked): Changes {
  const { fields } = ports.catalogue.byMethod(run.operation);
  return {
    step: run.step + 1,
    input,
    freeText: Object.entries(fields).flatMap(([key, field]) => (isFreeText(field) ? [key] : [])),
    dueAt: new Date(ports.clock.now().getTime() + OPEN_FOR_MS),
  };
}

function entry(
  { ports, run, input }: Asked,
  kind: string,
  { plan, policy }: Answered,
  because: Because | null,
): EntryDraft {
  return {
    kind,
    actor: run.requester,
    ...aboutPlan(ports.catalogue.byMethod(run.operation), input, plan, policy?.hash ?? null),
    arguments: { calls: plan.calls.map((call) => ({ method: call.method, arguments: call.arguments })) },
    detail: { before: plan.before },
    ...(because ? { because: because.rule } : {}),
  };
}
