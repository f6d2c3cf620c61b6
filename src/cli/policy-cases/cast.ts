import type { Person } from '../../engine/organisation/people.js';
import type { NamedGroup } from '../../engine/organisation/who.js';
import type { Acted, CaseOrg } from './org.js';
import { KINDS_OF_PEOPLE, type PersonFacts, type PolicyCase, type PolicyCases, type SomebodyInCase } from './schema.js';

/** The organisation of every case. */
export const ENTERPRISE = 'E0CASES001';

/** Who is who in a case, by ID. */
export interface Cast {
  readonly who: string;
  readonly whom: string | null;
  readonly group: string | null;
  /** Those whose yeses together should be enough, and those whose should not be. */
  readonly enough: readonly string[] | null;
  readonly notEnough: readonly string[] | null;
  readonly org: CaseOrg;
}

type Groups = ReadonlyMap<string, NamedGroup>;

/** Puts the people of a case on the stage. */
export function peopleOf(cases: PolicyCases, one: PolicyCase, groups: Groups): Cast | { readonly problem: string } {
  const where = (one.where ?? []).filter((place) => place !== 'org');
  const casting: Casting = {
    cases,
    groups,
    where,
    joins: one.what.endsWith('assign-user') || one.what.endsWith('assign'),
    acted: new Map(),
  };
  try {
    const who = cast(casting, one.who, 'WHO');
    const whom = one.whom === undefined ? null : cast(casting, one.whom, 'WHOM');
    const list = (people: readonly SomebodyInCase[] | undefined, called: string): readonly string[] | null =>
      people?.map((somebody, index) => cast(casting, somebody, `${called}${index + 1}`)) ?? null;
    const enough = list(one.enough, 'YES');
    const notEnough = list(one.not_enough, 'NOTENOUGH');
    for (const name of Object.keys(cases.people ?? {})) cast(casting, name, '');
    const group = one.group === undefined ? null : groupId(groups, one.group);
    return { who, whom, group, enough, notEnough, org: orgOf(casting, one) };
  } catch (error) {
    if (error instanceof NotCast) return { problem: error.message };
    throw error;
  }
}

class NotCast extends Error {}

interface Casting {
  readonly cases: PolicyCases;
  readonly groups: Groups;
  /** Workspaces that the case is about. */
  readonly where: readonly string[];
  /** Whether it is about joining them, so that nobody is there yet. */
  readonly joins: boolean;
  readonly acted: Map<string, Acted>;
}

/** Somebody by their name under `people`, by what they are, or by everything that is to be known of them. */
function cast(casting: Casting, somebody: SomebodyInCase, called: string): string {
  if (typeof somebody !== 'string') return enter(casting, somebody, called);
  const named = casting.cases.people?.[somebody];
  if (named) return enter(casting, named, somebody.toUpperCase().replaceAll(/[^A-Z0-9]/gu, ''));
  const kind = KINDS_OF_PEOPLE.find((known) => known === somebody);
  if (kind) return enter(casting, { is: kind }, called);
  throw new NotCast(`“${somebody}” is neither a name under “people” nor one of ${KINDS_OF_PEOPLE.join(', ')}.`);
}

function enter({ acted, where, joins, groups }: Casting, facts: PersonFacts, called: string): string {
  const id = facts.id ?? `W0${called}`;
  const kind = facts.is ?? 'member';
  const ownerOf = [...(facts.owner_of ?? []), ...(kind === 'workspace_owner' ? where : [])];
  const adminOf = [...(facts.admin_of ?? []), ...(kind === 'workspace_admin' ? where : [])];
  const memberOf = facts.member_of ?? (joins && called === 'WHOM' ? [] : where);
  const person: Person = {
    id,
    name: id,
    kind: kind === 'guest' ? 'guest' : 'member',
    orgRole:
      kind === 'primary_owner'
        ? 'primary_owner'
        : kind === 'org_owner'
          ? 'owner'
          : kind === 'org_admin'
            ? 'admin'
            : null,
    workspaces: [...new Set([...ownerOf, ...adminOf, ...memberOf])],
  };
  acted.set(id, {
    person,
    ownerOf,
    adminOf,
    groups: (facts.groups ?? []).map((name) => groupId(groups, name)),
    systemRoles: (facts.system_roles ?? []).map((held) =>
      typeof held === 'string' ? { role: held, over: 'org' } : held,
    ),
  });
  return id;
}

function groupId(groups: Groups, name: string): string {
  const id = groups.get(name)?.id ?? (/^S[A-Z0-9]{2,}$/u.test(name) ? name : null);
  if (id === null) throw new NotCast(`unknown group “${name}”: the policy does not declare it, and it is no ID.`);
  return id;
}

const ACCOUNT = { name: 'Management', accountId: '123456789012', kind: 'management', region: 'us-east-1' } as const;

function orgOf({ cases, acted, where, groups }: Casting, one: PolicyCase): CaseOrg {
  const takesAway = /remove|delete/iu.test(one.what);
  const linked = Object.entries(cases.groups ?? {}).map(
    ([name, facts]) =>
      [groupId(groups, name), { linked: facts.linked ?? [], provisions: facts.provisions ?? [] }] as const,
  );
  const own =
    one.group !== undefined && takesAway
      ? [[groupId(groups, one.group), { linked: where, provisions: [] }] as const]
      : [];
  const channels = Object.entries(cases.channels ?? {}).map(
    ([id, facts]) => [id, { private: facts.private ?? false, workspaces: facts.workspaces ?? [] }] as const,
  );
  return {
    enterpriseId: ENTERPRISE,
    people: [...acted.values()],
    channels: Object.fromEntries(channels),
    links: Object.fromEntries([...linked, ...own]),
    groupChannels: takesAway ? (one.channel ?? ['C0SOMECHANNEL']) : [],
    aws: { accounts: [ACCOUNT], standing: takesAway ? 'registered' : 'absent' },
    now: new Date('2026-01-05T09:00:00.000Z'),
  };
}
