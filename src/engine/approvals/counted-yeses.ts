import type { Yes } from './approvals.js';
import type { Judged } from '../planning/assess.js';
import type { ApprovalRule } from '../decision.js';
import type { Because, Run } from '../run.js';

/** The yeses to this very plan that count under the policy that judged, each with what it counts for; ranks are read anew. */
export async function countedYeses(
  run: Run,
  { policy, question, standingOf }: Judged,
  rule: ApprovalRule,
): Promise<(Yes & { readonly because: Because })[]> {
  const given = run.approvals.filter(({ verdict, planHash }) => verdict === 'approved' && planHash === run.plan?.hash);
  return Promise.all(
    given.map(async ({ by }) => {
      const { because, counts } = policy.mayApprove(question, rule, await standingOf(by));
      return { by, counts, because };
    }),
  );
}
