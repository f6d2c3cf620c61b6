import { needsInWords } from '../engine/approvals/approvals.js';
import type { ApprovalRule, Eligibility, Question, Standing } from '../engine/decision.js';
import { isMeant } from '../engine/is-meant.js';
import { outranks, rankInWords } from '../engine/organisation/ranks.js';
import type { Because } from '../engine/run.js';
import { person, words } from '../engine/words.js';
import { notUpwards } from './floor.js';

/** Whether somebody's yes counts, and for which needs: the same under every policy (DESIGN 6.3 and 6.5). */
export function mayApprove(question: Question, rule: ApprovalRule, approver: Standing): Eligibility {
  const barred = whyBarred(question, approver);
  if (barred) return { allowed: false, because: barred, counts: [] };
  const { person: somebody, rank } = approver;
  const counts = rule.needs.flatMap(({ from }, index) =>
    from.some((who) => isMeant(who, approver, question.workspaces) === true) ? [index] : [],
  );
  if (counts.length === 0) return { allowed: false, because: notMeant(rule, approver), counts };
  const { subject } = question;
  if (subject && outranks(subject.rank, rank)) {
    return {
      allowed: false,
      because: { rule: 'nobody-acts-upwards', says: notUpwards(subject, approver) },
      counts: [],
    };
  }
  const says = words`${person(somebody.id)} is ${rankInWords(rank)}, and neither the requester nor the person concerned.`;
  return { allowed: true, because: { rule: 'eligible-approver', says }, counts };
}

function notMeant({ needs }: ApprovalRule, { person: somebody, rank }: Standing): Because {
  const byRank = needs.every(({ from }) => from.every(({ kind }) => kind === 'rank'));
  return byRank
    ? {
        rule: 'approver-lacks-rank',
        says: words`Deciding on this takes ${needsInWords(needs)}; ${person(somebody.id)} is ${rankInWords(rank)}.`,
      }
    : {
        rule: 'not-among-the-approvers',
        says: words`Deciding on this is for ${needsInWords(needs)}; ${person(somebody.id)} is not among them.`,
      };
}

/** Why somebody's word does not count, whatever they are; `null` where nothing stands against it. */
function whyBarred({ requester, subject, beneficiaries }: Question, approver: Standing): Because | null {
  const { id } = approver.person;
  if (id === requester.person.id) {
    return {
      rule: 'nobody-approves-their-own-request',
      says: words`${person(id)} asked for this, so somebody else has to decide on it.`,
    };
  }
  if (beneficiaries.includes(id)) {
    return {
      rule: 'nobody-approves-what-benefits-them',
      says: words`This would widen the rights of ${person(id)}, so somebody else has to decide on it.`,
    };
  }
  if (id === subject?.person.id) {
    return {
      rule: 'nobody-decides-on-their-own-role',
      says: words`This is about the role of ${person(id)}, so somebody else has to decide on it.`,
    };
  }
  return null;
}
