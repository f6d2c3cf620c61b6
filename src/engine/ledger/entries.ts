import type { AnyOperation } from '../operation.js';
import type { JsonObject, Plan } from '../planning/plan.js';
import type { EntryDraft } from '../ports.js';
import type { Run } from '../run.js';

/** The fields that every entry about a planned run carries: what it is about and which plan it belongs to. */
export function aboutPlan(
  operation: AnyOperation,
  input: JsonObject,
  plan: Plan,
  policyHash: string | null,
): Pick<EntryDraft, 'target' | 'beneficiary' | 'plan_hash' | 'policy_hash'> {
  return {
    target: { ...operation.target(input) },
    beneficiary: plan.beneficiary,
    plan_hash: plan.hash,
    ...(policyHash ? { policy_hash: policyHash } : {}),
  };
}

/** The same for a run whose plan is stored: who asked, about what, who said yes to this plan, under which policy. */
export function aboutRun(
  run: Run,
): Pick<EntryDraft, 'requester' | 'target' | 'beneficiary' | 'approvers' | 'plan_hash' | 'policy_hash'> {
  const { plan, requester, policyHash } = run;
  const approvers = approversOf(run);
  return {
    requester,
    ...(plan ? { beneficiary: plan.beneficiary, plan_hash: plan.hash } : {}),
    ...(plan?.target ? { target: plan.target } : {}),
    ...(approvers.length > 0 ? { approvers } : {}),
    ...(policyHash ? { policy_hash: policyHash } : {}),
  };
}

/** A yes counts for the plan with its hash only. */
function approversOf({ approvals, plan }: Run): string[] {
  return approvals
    .filter(({ verdict, planHash }) => verdict === 'approved' && planHash === plan?.hash)
    .map(({ by }) => by);
}
