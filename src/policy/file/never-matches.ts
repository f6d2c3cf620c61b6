import { isAtLeast, outranks, rankInWords, RANKS, type Rank } from '../../engine/organisation/ranks.js';
import { atomsOf, canBeIn, missingKind, risksOf, type Atom, type Operations } from './atoms.js';
import type { Flaw } from './flaw.js';
import { calledRank, highestRankOf } from './implies.js';
import { takesDuration } from './limits.js';
import { WHOLE_ORG, type Protected, type Rule, type TargetRule } from './rule.js';

/** Operations that make somebody more than they were. */
const RAISES: ReadonlySet<string> = new Set(['admin.users.setAdmin', 'admin.users.setOwner', 'admin.users.assign']);
/** Operations that always touch a role of the organisation, where they take effect in all of it. */
const ORG_ROLES: ReadonlySet<string> = new Set(['admin.users.setAdmin', 'admin.users.setOwner']);

/** Why nothing that anybody could ask for ever fits a rule, or fits and is refused all the same; `null` where it can. */
export function whyNeverMatches(rule: Rule, things: Protected, operations: Operations): Flaw | null {
  const contradiction = whyContradictory(rule, operations) ?? whyLimitless(rule, operations);
  if (contradiction || rule.effect === 'deny') return contradiction;
  const atoms = atomsOf(rule, operations);
  if (atoms === null) return null;
  let first: Flaw | null = null;
  for (const atom of atoms) {
    const why = whyImpossible(atom, { rule, things, operations });
    if (!why) return null;
    first ??= why;
  }
  return first;
}

const WHAT: Readonly<Record<keyof TargetRule, string>> = {
  workspace: 'take effect in these places',
  person: 'are about a person',
  rank: 'are about a person',
  group: 'are about a group',
  channel: 'are about a channel',
};

function whyContradictory(rule: Rule, operations: Operations): Flaw | null {
  const named = [...rule.operations].flatMap((method) => operations.get(method) ?? []);
  const missing = named.map((operation) => missingKind(rule.target, operation));
  const [kind] = missing;
  if (kind && !missing.includes(null)) {
    const which = named.length === 1 ? `${named[0]?.method ?? ''} does` : 'these operations';
    const says =
      named.length === 1
        ? `this can never match: ${named[0]?.method ?? ''} ${WHAT_ONE[kind]}.`
        : `this can never match: none of ${which} ${WHAT[kind]}.`;
    return { field: ['target', kind], says };
  }
  const about = named.filter((operation) => missingKind(rule.target, operation) === null);
  if (about.some((operation) => risksOf(operation).some((risk) => rule.risks.has(risk)))) return null;
  const most = about.map(
    ({ method, risk }) => `${method} ${risk === 'read' ? 'only reads' : `is ${oneOrAtMost(risk)}`}`,
  );
  return { field: ['risk'], says: `this can never match: ${most.slice(0, 3).join(', ')}.` };
}

const oneOrAtMost = (risk: string): string =>
  risk === 'change' ? 'always “change”' : `“change” at least and “${risk}” at most`;

const WHAT_ONE: Readonly<Record<keyof TargetRule, string>> = {
  workspace: 'never takes effect there',
  person: 'is not about a person',
  rank: 'is not about a person',
  group: 'is not about a group',
  channel: 'is not about a channel',
};

/** A limit that none of a rule's operations has a use for would look like one and be none. */
function whyLimitless(rule: Rule, operations: Operations): Flaw | null {
  const named = [...rule.operations].flatMap((method) => operations.get(method) ?? []);
  if (rule.longest === null || named.some(takesDuration)) return null;
  const which =
    named.length === 1 ? `${named[0]?.method ?? ''} gives nothing` : 'none of these operations gives anything';
  return { field: ['longest'], says: `this limit can never hold: ${which} for a time.` };
}

interface Looking {
  readonly rule: Rule;
  readonly things: Protected;
  readonly operations: Operations;
}

/** Why this piece of a rule is never permitted, whatever the rule says (DESIGN 6.3 and 6.5). */
function whyImpossible(atom: Atom, { rule, things, operations }: Looking): Flaw | null {
  const { target, requester, operation: method } = atom;
  for (const kind of ['person', 'workspace', 'group', 'channel'] as const) {
    const id = target[kind];
    if (id !== null && things[kind].has(id)) {
      return { field: ['target', kind], says: `this can never match: ${id} stands under “protected”.` };
    }
  }
  if (requester === null) return null;
  const operation = operations.get(method);
  const rank = highestRankOf(requester);
  const called = rankInWords(calledRank(requester));
  const field = ['requester'];
  const ofWorkspace =
    requester.kind === 'role' && requester.workspace === null && requester.role.startsWith('workspace');
  if (ofWorkspace && (target.workspace === WHOLE_ORG || (operation && !hasWorkspaces(operation)))) {
    return {
      field,
      says: `this can never match: ${target.workspace === WHOLE_ORG ? 'what takes effect in the whole organisation' : method} is in no workspace, so nobody is ${called} there.`,
    };
  }
  if (target.rank !== null && outranks(lowest(target.rank), rank)) {
    return {
      field,
      says: `this can never match: nobody acts on people above them, and ${rankInWords(lowest(target.rank))} is above ${called}.`,
    };
  }
  if (ORG_ROLES.has(method) && target.workspace === WHOLE_ORG && !isAtLeast(rank, 'org_owner')) {
    return {
      field,
      says: 'this can never match: roles of the whole organisation are given and taken by org owners only, whatever a policy says.',
    };
  }
  if (method === 'admin.users.setOwner' && !isAtLeast(rank, 'workspace_owner')) {
    return {
      field,
      says: `this can never match: owners of a workspace are made by org owners, org admins or its owners only, whatever a policy says; this rule is for ${called}.`,
    };
  }
  const alone = requester.kind === 'people' && requester.ids.length === 1 ? requester.ids[0] : undefined;
  if (alone !== undefined && alone === target.person && !rule.self && RAISES.has(method)) {
    return {
      field,
      says: `this can never match: ${alone} would ask for themselves, which takes “self: approve” and the approvals of others.`,
    };
  }
  return null;
}

const hasWorkspaces = (operation: Parameters<typeof canBeIn>[0]): boolean => canBeIn(operation, 'T0ANY');

/** Names of ranks in files are ranks. */
const lowest = (name: string): Rank => RANKS.find((rank) => rank === name) ?? 'guest';
