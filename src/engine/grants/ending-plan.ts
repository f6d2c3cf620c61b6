import { planOf } from '../planning/assess.js';
import { lookAtEnding } from './ending.js';
import type { NoLonger } from '../planning/no-longer.js';
import type { Draft, Plan } from '../planning/plan.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';
import { person, words } from '../words.js';

/** The plan of a run that ends a grant by itself. */
export function endingPlan(ports: Ports, run: Run, draft: Extract<Draft, { kind: 'plan' | 'unchanged' }>): Plan {
  const operation = ports.catalogue.byMethod(run.operation);
  return planOf(ports.enterpriseId, { requester: run.requester, operation, input: run.input, ends: run.grant }, draft);
}

/** Why a run that ends a grant may not make its call any more, or `null` where everything is as it was planned. */
export async function whyNotEndedAnyMore(ports: Ports, run: Run): Promise<NoLonger | null> {
  if (!run.grant) throw new Error(`Run ${run.id} ends a grant that is gone.`);
  const org = ports.readAnew();
  const seen = await lookAtEnding(ports, run.grant, org);
  if (seen.kind === 'change' && endingPlan(ports, run, seen.draft).hash === run.plan?.hash) return null;
  const says = words`Things have changed since this was planned, for ${person(run.grant.person)}.`;
  return { because: { rule: 'plan-no-longer-holds', says }, names: org.names() };
}
