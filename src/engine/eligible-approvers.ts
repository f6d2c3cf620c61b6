import type { Judged } from './assess.js';
import type { ApprovalRule, Decision } from './decision.js';
import type { Ports } from './ports.js';
import { isAtLeast, rankInWords } from './ranks.js';
import { words, type Words } from './words.js';

/** Who could say yes right now, by rank read live. */
export interface Eligible {
  readonly ids: readonly string[];
  /** Whether there may be more: counting stops at ten. */
  readonly orMore: boolean;
}

/** Enough to know that somebody will answer; an organisation with hundreds of admins is not read whole for a card. */
const ENOUGH = 10;
const AT_ONCE = 5;

type Needed = Pick<Ports, 'directory' | 'policy' | 'approvalChannelProblem' | 'auditChannelProblem'>;

/**
 * Where an approval is needed, counts who could give it, and turns the decision into a refusal where nobody could:
 * nobody waits for what cannot come. The same where a channel is not fit to ask or to report in (DESIGN 6.5 and 6.10).
 */
export async function requireApprovers(
  ports: Needed,
  judged: Judged,
): Promise<{ decision: Decision; eligible: Eligible | null }> {
  const { decision } = judged;
  if (decision.verdict === 'deny') return { decision, eligible: null };
  const audit = await ports.auditChannelProblem();
  if (audit) return { decision: unfit('audit-channel-is-not-fit', audit), eligible: null };
  if (decision.verdict === 'allow') return { decision, eligible: null };
  const eligible = await count(ports, judged, decision.approval);
  if (eligible.ids.length < decision.approval.count) return { decision: nobodyCan(decision.approval), eligible };
  const problem = await ports.approvalChannelProblem();
  return { decision: problem ? unfit('approval-channel-is-not-fit', problem) : decision, eligible };
}

function unfit(rule: string, says: Words): Decision {
  return { verdict: 'deny', because: { rule, says } };
}

/**
 * Goes through everybody whom the local copy knows as org owner, or as org admin where their yes counts too, and asks
 * Slack about each of them, a few at a time, until enough of them turn out to be eligible.
 */
async function count(
  { directory, policy }: Needed,
  { question, standingOf }: Judged,
  rule: ApprovalRule,
): Promise<Eligible> {
  const candidates = isAtLeast(rule.atLeast, 'org_owner') ? directory.orgOwners() : directory.orgAdmins();
  const ids: string[] = [];
  let next = 0;
  while (next < candidates.length && ids.length < ENOUGH) {
    const standings = await Promise.all(candidates.slice(next, next + AT_ONCE).map(standingOf));
    next += AT_ONCE;
    for (const approver of standings) {
      if (policy.mayApprove(question, rule, approver).allowed) ids.push(approver.person.id);
    }
  }
  return { ids, orMore: next < candidates.length };
}

function nobodyCan({ atLeast }: ApprovalRule): Decision {
  const another = atLeast === 'org_owner' ? 'another org owner' : 'another org owner or org admin';
  return {
    verdict: 'deny',
    because: {
      rule: 'nobody-can-approve',
      says: words`This needs the yes of ${another}, and nobody could give it: it takes ${rankInWords(atLeast)} who is neither the requester nor the person concerned. Make somebody ${rankInWords(atLeast)} in Slack’s admin pages first, or make this one change there.`,
    },
  };
}
