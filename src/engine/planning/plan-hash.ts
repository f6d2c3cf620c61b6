import { canonical, sha256 } from '../canonical.js';
import type { JsonObject, PlannedCall } from './plan.js';

/** What confirmations and approvals are bound to (DESIGN section 1): no names, counts, warnings or times. */
export interface HashedPlan {
  readonly enterpriseId: string;
  readonly operation: string;
  readonly requester: string;
  /** Reason and duration included. */
  readonly input: JsonObject;
  readonly before: JsonObject;
  readonly calls: readonly PlannedCall[];
}

/** SHA-256 over the canonical JSON of the plan. Another word in the reason is another plan. */
export function planHash({ enterpriseId, operation, requester, input, before, calls }: HashedPlan): string {
  const listed = calls.map((call) => ({ method: call.method, arguments: call.arguments }));
  return sha256(canonical({ v: 1, enterprise_id: enterpriseId, operation, requester, input, before, calls: listed }));
}
