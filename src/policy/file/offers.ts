import type { Facts, Opening, Thing } from '../../engine/decision.js';
import { orgRank, type Person } from '../../engine/organisation/people.js';
import { isAtLeast } from '../../engine/organisation/ranks.js';
import type { Who } from '../../engine/organisation/who.js';
import { GIVES_UP } from '../floor.js';
import { couldBeMeant } from './could-be-meant.js';
import { WHOLE_ORG, type Rule, type Rules } from './rule.js';

export interface Offering extends Rules {
  /** IDs of the audit and the approval channel. */
  readonly ownChannels: readonly string[];
}

/**
 * Whether somebody could be let run an operation on this, for what pickers offer: some rule permits it, and nothing that is
 * certain before the rest is known forbids it.
 */
export function offers(policy: Offering, opening: Opening, { kind, id: given }: Thing): boolean {
  const { operation, requester } = opening;
  const id = kind === 'workspace' && given.startsWith('E') ? WHOLE_ORG : given;
  if (policy.protected[kind].has(id) || (kind === 'channel' && policy.ownChannels.includes(id))) return false;
  if (givesUp(opening, { kind, id })) return true;
  const about = policy.rules.filter((rule) => rule.operations.has(operation));
  const named = about.filter(({ target }) => target[kind]?.has(id) ?? true);
  if (named.some((rule) => forbids(rule, kind, opening))) return false;
  if (!isAtLeast(orgRank(requester), 'member')) return false;
  return named.some(
    ({ effect, requester: who }) => effect !== 'deny' && (who ?? []).some(couldMean(opening, kind, id)),
  );
}

function couldMean({ requester, facts }: Opening, kind: Thing['kind'], id: string): (who: Who) => boolean {
  return (who) => {
    const ofPlace = who.kind === 'role' && who.workspace === null && who.role.startsWith('workspace');
    if (kind !== 'workspace' || !ofPlace) return couldBeMeant(who, requester, facts);
    // In this very workspace; nobody is that in the organisation as a whole.
    if (id === WHOLE_ORG || requester.workspaces?.includes(id) === false) return false;
    return couldBeMeant({ ...who, workspace: id }, requester, facts);
  };
}

/** A deny that speaks of nothing else than this kind of thing, at any risk, and surely of whoever asks. */
function forbids({ effect, risks, target, requester: who }: Rule, kind: Thing['kind'], opening: Opening): boolean {
  const others = Object.entries(target).some(([key, ids]) => key !== kind && ids !== null);
  if (
    effect !== 'deny' ||
    others ||
    !['change', 'privileged', 'irreversible', 'read'].every((risk) => has(risks, risk))
  )
    return false;
  return who === null || who.some((one) => isSurelyMeant(one, opening.requester, opening.facts));
}

const has = (set: ReadonlySet<string>, one: string): boolean => set.has(one);

function isSurelyMeant(who: Who, { id, orgRole }: Person, { groups, systemRoles }: Facts): boolean {
  switch (who.kind) {
    case 'people':
      return who.ids.includes(id);
    case 'group':
      return groups[who.id] ?? true;
    case 'system_role':
      // Over what they hold it is known once it is known where it takes effect; where it cannot be seen at all, it counts.
      return systemRoles[who.id] === undefined;
    case 'role':
      return who.role === 'org_owner'
        ? orgRole === 'owner' || orgRole === 'primary_owner'
        : who.role === 'org_admin' && orgRole === 'admin';
    case 'rank':
      return 'atLeast' in who && who.atLeast === 'member';
  }
}

/** Everybody may give up a right of their own, wherever they have one. */
function givesUp({ operation, requester }: Opening, { kind, id }: Thing): boolean {
  if (!GIVES_UP.has(operation)) return false;
  return kind === 'person' ? id === requester.id : kind === 'workspace';
}
