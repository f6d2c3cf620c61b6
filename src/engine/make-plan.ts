import { assess, type Assessment, type Wish } from './assess.js';
import type { Decision } from './decision.js';
import { requireApprovers, type Eligible } from './eligible-approvers.js';
import { aboutPlan } from './entries.js';
import { refusalNotices } from './authorise.js';
import type { JsonObject } from './plan.js';
import type { Move, Ports } from './ports.js';
import type { Because, Run } from './run.js';
import type { Names, Words } from './words.js';

/** What the requester sees after a form or a confirmation. */
export type Planned =
  | { readonly kind: 'planned'; readonly run: Run; readonly decision: Decision; readonly eligible: Eligible | null }
  | { readonly kind: 'obstacle'; readonly run: Run; readonly says: Words; readonly names: Names }
  | { readonly kind: 'unchanged'; readonly run: Run; readonly says: Words }
  | { readonly kind: 'denied'; readonly run: Run; readonly because: Because }
  /** A second delivery, or a form of an earlier step: nothing was done. */
  | { readonly kind: 'stale' };

/** An open plan, or a request that waits, lives this long. */
export const OPEN_FOR_MS = 60 * 60 * 1000;

/**
 * Turns a filled-in form into a plan, decides on it and stores both. `step` is the step the form was shown at: a form
 * that was sent twice, or that has been replaced, changes nothing.
 * @throws SlackError where Slack could not be asked; the run stays as it was.
 */
export async function makePlan(ports: Ports, run: Run, step: number, input: JsonObject): Promise<Planned> {
  if (run.step !== step || !isOpen(run)) return { kind: 'stale' };
  return keepPlan(ports, run, input, await assess(ports, wishOf(ports, run, input, await expected(ports, run))));
}

/** Stores what an assessment came to and says what to show. */
export async function keepPlan(ports: Ports, run: Run, input: JsonObject, assessment: Assessment): Promise<Planned> {
  switch (assessment.kind) {
    case 'obstacle':
      return obstacle(ports, run, input, assessment);
    case 'unchanged':
      return unchanged(ports, run, input, assessment);
    case 'plan': {
      const { decision, eligible } = await requireApprovers(ports, assessment);
      if (decision.verdict === 'deny') return deny(ports, run, input, { assessment, because: decision.because });
      const planned = await ports.records.advance({
        ...planning(ports, run, input, assessment),
        to: 'planned',
        entries: [entry(ports, run, input, { assessment, because: decision.because })],
      });
      return planned ? { kind: 'planned', run: planned, decision, eligible } : { kind: 'stale' };
    }
  }
}

/** Whether the requester may still fill in, change or confirm. */
export function isOpen(run: Run): boolean {
  return run.state === 'received' || run.state === 'planned';
}

/** What a run asks for. */
export function wishOf(ports: Ports, run: Run, input: JsonObject, expects: JsonObject | null): Wish {
  return { requester: run.requester, operation: ports.catalogue.byMethod(run.operation), input, expects };
}

/** Where the run undoes another one: the state that one left behind. */
export async function expected(ports: Ports, run: Run): Promise<JsonObject | null> {
  const undone = run.undoes ? await ports.records.find(run.undoes) : null;
  return undone?.plan?.undo.possible ? undone.plan.undo.expects : null;
}

type Kept = Extract<Assessment, { kind: 'plan' | 'unchanged' }>;

async function obstacle(
  ports: Ports,
  run: Run,
  input: JsonObject,
  { says, names }: Extract<Assessment, { kind: 'obstacle' }>,
): Promise<Planned> {
  const kept = await ports.records.advance({
    ...base(ports, run),
    changes: { ...inputChanges(ports, run, input), plan: null, names },
    entries: [
      {
        kind: 'run.obstacle',
        actor: run.requester,
        target: { ...ports.catalogue.byMethod(run.operation).target(input) },
      },
    ],
  });
  return kept ? { kind: 'obstacle', run: kept, says, names } : { kind: 'stale' };
}

async function unchanged(
  ports: Ports,
  run: Run,
  input: JsonObject,
  assessment: Extract<Assessment, { kind: 'unchanged' }>,
): Promise<Planned> {
  const planned = await ports.records.advance({
    ...planning(ports, run, input, assessment),
    to: 'planned',
    entries: [entry(ports, run, input, { assessment, because: null })],
  });
  const ended =
    planned &&
    (await ports.records.advance({
      run: run.id,
      from: ['planned'],
      to: 'unchanged',
      step: planned.step,
      at: ports.clock.now(),
      changes: { dueAt: null },
      entries: [{ kind: 'run.unchanged', actor: run.requester, plan_hash: assessment.plan.hash }],
    }));
  return ended ? { kind: 'unchanged', run: ended, says: assessment.says } : { kind: 'stale' };
}

async function deny(
  ports: Ports,
  run: Run,
  input: JsonObject,
  { assessment, because }: { assessment: Extract<Assessment, { kind: 'plan' }>; because: Because },
): Promise<Planned> {
  const move = planning(ports, run, input, assessment);
  const denied = await ports.records.advance({
    ...move,
    to: 'denied',
    changes: { ...move.changes, because, dueAt: null },
    entries: [{ ...entry(ports, run, input, { assessment, because }), kind: 'run.denied' }],
    notices: await refusalNotices(ports, run, because),
  });
  return denied ? { kind: 'denied', run: denied, because } : { kind: 'stale' };
}

function planning(ports: Ports, run: Run, input: JsonObject, { plan, names }: Kept): Omit<Move, 'entries'> {
  return {
    ...base(ports, run),
    changes: { ...inputChanges(ports, run, input), plan, policyHash: ports.policy.hash, names },
  };
}

function base(ports: Ports, run: Run): Pick<Move, 'run' | 'from' | 'step' | 'at'> {
  return { run: run.id, from: [run.state], step: run.step, at: ports.clock.now() };
}

function inputChanges(ports: Ports, run: Run, input: JsonObject): NonNullable<Move['changes']> {
  const { fields } = ports.catalogue.byMethod(run.operation);
  return {
    step: run.step + 1,
    input,
    freeText: Object.keys(fields).filter((key) => fields[key]?.kind === 'text'),
    dueAt: new Date(ports.clock.now().getTime() + OPEN_FOR_MS),
  };
}

function entry(
  ports: Ports,
  run: Run,
  input: JsonObject,
  { assessment, because }: { assessment: Kept; because: Because | null },
): NonNullable<Move['entries']>[number] {
  return {
    kind: 'run.planned',
    actor: run.requester,
    ...aboutPlan(ports.catalogue.byMethod(run.operation), input, assessment.plan, ports.policy.hash),
    arguments: { calls: assessment.plan.calls.map((call) => ({ method: call.method, arguments: call.arguments })) },
    detail: { before: assessment.plan.before },
    ...(because ? { because: because.rule } : {}),
  };
}
