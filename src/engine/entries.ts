import type { AnyOperation } from './operation.js';
import type { JsonObject, Plan } from './plan.js';
import type { EntryDraft } from './ports.js';
import type { Run } from './run.js';

/** The fields that every entry about a planned run carries: what it is about and which plan it belongs to. */
export function aboutPlan(
  operation: AnyOperation,
  input: JsonObject,
  plan: Plan,
  policyHash: string,
): Pick<EntryDraft, 'target' | 'beneficiary' | 'plan_hash' | 'policy_hash'> {
  return {
    target: { ...operation.target(input) },
    beneficiary: plan.beneficiary,
    plan_hash: plan.hash,
    policy_hash: policyHash,
  };
}

/** The same for a run whose plan is stored. */
export function aboutRun(run: Run): Pick<EntryDraft, 'beneficiary' | 'plan_hash' | 'policy_hash'> {
  return {
    ...(run.plan ? { beneficiary: run.plan.beneficiary, plan_hash: run.plan.hash } : {}),
    ...(run.policyHash ? { policy_hash: run.policyHash } : {}),
  };
}
