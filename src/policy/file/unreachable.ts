import { isSatisfied, type Yes } from '../../engine/approvals/approvals.js';
import type { ApprovalNeed } from '../../engine/decision.js';
import { outranks, RANKS, rankInWords, type Rank } from '../../engine/organisation/ranks.js';
import type { Who } from '../../engine/organisation/who.js';
import { canBeIn, type Operations } from './atoms.js';
import type { Flaw } from './flaw.js';
import { calledRank, highestRankOf } from './implies.js';
import { WHOLE_ORG, type Rule } from './rule.js';

/** Operations that widen what the members of a group may see. */
const WIDENS_GROUP: ReadonlySet<string> = new Set(['admin.usergroups.addTeams', 'admin.usergroups.addChannels']);

/** Why the approvals that a rule wants can never come together; `null` where they can. */
export function whyUnreachable(rule: Rule, operations: Operations): Flaw | null {
  if (rule.effect !== 'approve') return null;
  for (const [index, need] of rule.approvals.entries()) {
    const why = whyNobody(rule, need, operations);
    if (why) return { field: ['approvals', index], says: `this approval can never be reached: ${why}` };
  }
  return whyTooFew(rule);
}

/** Why not one person can ever meet this need. */
function whyNobody(
  { target, operations: methods }: Rule,
  { from }: ApprovalNeed,
  operations: Operations,
): string | null {
  const onlyOrg = target.workspace !== null && [...target.workspace].every((place) => place === WHOLE_ORG);
  const named = [...methods].flatMap((method) => operations.get(method) ?? []);
  const noWorkspace = onlyOrg || named.every((operation) => !canBeIn(operation, 'T0ANY'));
  if (noWorkspace && from.every(isOfWorkspace)) {
    return 'what this rule is about is in no workspace, so nobody runs it.';
  }
  const ranks = [...(target.rank ?? [])].map((name): Rank => RANKS.find((rank) => rank === name) ?? 'guest');
  const [first, ...others] = ranks;
  if (first !== undefined) {
    const least = others.reduce((low, rank) => (outranks(low, rank) ? rank : low), first);
    if (from.every((who) => outranks(least, highestRankOf(who)))) {
      const called = from.map((who) => rankInWords(calledRank(who))).join(' or ');
      return `nobody decides on people above them, and ${rankInWords(least)} is above ${called}.`;
    }
  }
  const groups = from.flatMap((who) => (who.kind === 'group' ? [who.id] : []));
  const own =
    target.group !== null && target.group.size === 1 && [...methods].every((method) => WIDENS_GROUP.has(method));
  if (own && groups.length === from.length && groups.every((id) => target.group?.has(id))) {
    return 'it is asked of the very group that gains by it, and nobody approves what benefits them.';
  }
  return null;
}

const isOfWorkspace = (who: Who): boolean =>
  who.kind === 'role' && who.workspace === null && who.role.startsWith('workspace');

/** Whether people who are named one by one are enough, leaving out whoever asks and whom it is about. */
function whyTooFew({ approvals, requester, target }: Rule): Flaw | null {
  if (!canMeet(approvals, [])) return { field: ['approvals'], says: tooFew(approvals) };
  const asking = requester?.every((who) => who.kind === 'people') ? peopleIn(requester) : [null];
  const concerned = target.person === null ? [null] : [...target.person];
  const possible = asking.some((asks) =>
    concerned.some((about) =>
      canMeet(
        approvals,
        [asks, about].flatMap((id) => id ?? []),
      ),
    ),
  );
  if (possible) return null;
  const who = asking[0] === null ? 'whom this rule is about' : 'who may ask by this rule, or whom it is about,';
  return {
    field: ['approvals'],
    says: `these approvals can never be reached: those ${who} do not count, and without them there are not enough people.`,
  };
}

function tooFew(approvals: readonly ApprovalNeed[]): string {
  const closed = approvals.filter(isClosed);
  const wanted = closed.reduce((sum, { count }) => sum + count, 0);
  const many = new Set(closed.flatMap(({ from }) => peopleIn(from))).size;
  return `these approvals can never be reached: they want ${wanted} distinct people and name ${many === 1 ? 'one' : many}${closed.length > 1 ? ' who can give them' : ''}.`;
}

const isClosed = ({ from }: ApprovalNeed): boolean => from.every(({ kind }) => kind === 'people');
const peopleIn = (from: readonly Who[]): string[] => from.flatMap((who) => (who.kind === 'people' ? who.ids : []));

/** Of groups, roles and ranks there may always be enough people. */
function canMeet(needs: readonly ApprovalNeed[], without: readonly string[]): boolean {
  const yeses: Yes[] = needs.flatMap((need, index) =>
    isClosed(need)
      ? []
      : Array.from({ length: need.count }, (_, number) => ({ by: `${index}:${number}`, counts: [index] })),
  );
  for (const id of new Set(needs.flatMap(({ from }) => peopleIn(from)))) {
    if (without.includes(id)) continue;
    yeses.push({ by: id, counts: needs.flatMap(({ from }, index) => (peopleIn(from).includes(id) ? [index] : [])) });
  }
  return isSatisfied({ needs }, yeses);
}
