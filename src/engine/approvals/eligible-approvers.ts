import { isSatisfied, missing, missingInWords, needsInWords, type Yes } from './approvals.js';
import type { Judged } from '../planning/assess.js';
import type { ApprovalNeed, ApprovalRule, Decision } from '../decision.js';
import type { Ports } from '../ports.js';
import type { Because } from '../run.js';
import { rankInWords } from '../organisation/ranks.js';
import { words, type Words } from '../words.js';

/** Who could say yes right now, read live. */
export interface Eligible {
  readonly ids: readonly string[];
  /** Whether there may be more: counting stops at ten. */
  readonly orMore: boolean;
  /** Why they are asked by direct message and not in the approval channel, where that is out of reach. */
  readonly channelProblem: Words | null;
  /** The same for each need of the rule, in its order. */
  readonly needs: readonly { readonly ids: readonly string[]; readonly orMore: boolean }[];
}

/** Enough to know that somebody will answer; an organisation with hundreds of admins is not read whole for a card. */
const ENOUGH = 10;
const AT_ONCE = 5;

type Needed = Pick<Ports, 'approvalChannelProblem' | 'auditChannelProblem'>;

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
  const { eligible, nobody } = await whoCouldApprove(judged, decision.approval);
  if (nobody) return { decision: { verdict: 'deny', because: nobody }, eligible };
  const problem = await ports.approvalChannelProblem();
  if (problem?.kind === 'unfit') return { decision: unfit('approval-channel-is-not-fit', problem.says), eligible };
  return { decision, eligible: { ...eligible, channelProblem: problem?.says ?? null } };
}

/** Who could give an approval now; where that is not enough, why nobody need wait for it. */
export async function whoCouldApprove(
  judged: Judged,
  rule: ApprovalRule,
): Promise<{ eligible: Eligible; nobody: Because | null }> {
  const { eligible, yeses } = await count(judged, rule);
  return { eligible, nobody: isSatisfied(rule, yeses) ? null : nobodyCan(rule, yeses) };
}

function unfit(rule: string, says: Words): Decision {
  return { verdict: 'deny', because: { rule, says } };
}

/**
 * Goes through everybody who might be meant by a need, and asks Slack about each of them, a few at a time, until enough
 * of them turn out to be eligible: for every need as many as all of them together want, so that there are always
 * distinct people for each.
 */
async function count(
  { policy, question, standingOf, candidates }: Judged,
  rule: ApprovalRule,
): Promise<{ eligible: Eligible; yeses: readonly Yes[] }> {
  const enough = Math.max(
    ENOUGH,
    rule.needs.reduce((sum, { count }) => sum + count, 0),
  );
  const yeses = new Map<string, Yes>();
  const judge = async (id: string): Promise<void> => {
    const { allowed, counts } = policy.mayApprove(question, rule, await standingOf(id));
    yeses.set(id, { by: id, counts: allowed ? counts : [] });
  };
  const countingFor = (need: number): string[] =>
    [...yeses.values()].filter(({ counts }) => counts.includes(need)).map(({ by }) => by);

  const needs: Eligible['needs'][number][] = [];
  for (const [index, need] of rule.needs.entries()) {
    const ids = await candidates(need.from);
    let next = 0;
    while (next < ids.length && countingFor(index).length < enough) {
      await Promise.all(
        ids
          .slice(next, next + AT_ONCE)
          .filter((id) => !yeses.has(id))
          .map(judge),
      );
      next += AT_ONCE;
    }
    needs.push({ ids: ids.filter((id) => yeses.get(id)?.counts.includes(index)), orMore: next < ids.length });
  }
  const able = [...yeses.values()].filter(({ counts }) => counts.length > 0);
  const ids = needs.flatMap((need) => need.ids).filter((id, index, all) => all.indexOf(id) === index);
  return { eligible: { ids, orMore: needs.some(({ orMore }) => orMore), needs, channelProblem: null }, yeses: able };
}

function nobodyCan(rule: ApprovalRule, yeses: readonly Yes[]): Because {
  const wants = missing(rule, yeses);
  const alone = rule.needs.length === 1 && rule.needs[0]?.count === 1;
  const says = alone
    ? words`This needs the yes of ${needsInWords(rule.needs)}, and nobody could give it: ${wayOut(rule.needs)}`
    : words`This needs the yes of ${needsInWords(rule.needs)}, and there is nobody for the yes of ${missingInWords(wants)}: ${wayOut(wants.map(({ need }) => need))}`;
  return { rule: 'nobody-can-approve', says };
}

/** Where a rank is wanted, how to get somebody of that rank; otherwise whom to turn to. */
function wayOut(needs: readonly ApprovalNeed[]): Words {
  const [who] = needs.length === 1 ? (needs[0]?.from ?? []) : [];
  if (who?.kind === 'rank' && 'atLeast' in who) {
    const rank = rankInWords(who.atLeast);
    return words`it takes ${rank} who is neither the requester nor the person concerned. Make somebody ${rank} in Slack’s admin pages first, or make this one change there.`;
  }
  return words`neither the requester nor the person concerned counts, and nobody counts twice. Add somebody to those who may approve, ask whoever keeps the policy to name others, or make this one change in Slack’s admin pages.`;
}
