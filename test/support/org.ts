import * as fc from 'fast-check';

import type { AwsAccount } from '../../src/engine/aws.js';
import type { Channel, Group, GroupChannel } from '../../src/engine/organisation/channels.js';
import type { Grant } from '../../src/engine/grants/grants.js';
import type { OrgReader } from '../../src/engine/operation.js';
import type { Person, Workspace } from '../../src/engine/organisation/people.js';
import { FakeClock } from './clock.js';

/** An organisation in memory, for what is decided without Slack. Change it, and it has changed. */
export interface Org {
  readonly id: string;
  readonly name: string;
  people: Person[];
  workspaces: Workspace[];
  channels?: Channel[];
  groups?: Group[];
  /** How groups stand to workspaces; to one that is on no list they are not linked. */
  groupLinks?: Record<string, Partial<Record<'linked' | 'provisions' | 'unseen', string[]>>>;
  /** Default channels by group. */
  groupChannels?: Record<string, GroupChannel[]>;
  /** Groups that are no IdP groups, by ID. */
  editableGroups?: string[];
  /** Over what people hold system roles, by role and person. */
  systemRoles?: Record<string, Record<string, string[]>>;
  /** Ends of guest accounts, by person. */
  guestEnds?: Record<string, number>;
  /** Rights for a time. */
  grants?: Grant[];
  awsAccounts?: AwsAccount[];
  /** Registered workspaces by AWS account. */
  awsWorkspaces?: Record<string, string[]>;
  /** Workspaces that somebody has authorised in an account, and no more. */
  awsAuthorised?: Record<string, string[]>;
}

export const ORG = 'E0TEST0001';
export const MARKETING = 'T0MARKET01';
export const SALES = 'T0SALES001';

/** Somebody of the organisation; a plain member of Marketing unless told otherwise. */
export function somebody(id: string, changes: Partial<Person> = {}): Person {
  return { id, name: `Name of ${id}`, kind: 'member', orgRole: null, workspaces: [MARKETING], ...changes };
}

/** A workspace that nobody runs, unless told otherwise. */
export function workspace(id: string, changes: Partial<Workspace> = {}): Workspace {
  return { id, name: `Name of ${id}`, primaryOwner: null, owners: [], admins: [], ...changes };
}

/** One of every kind of person that the role operations tell apart. */
export function everybody(): Org {
  return {
    id: ORG,
    name: 'Analytical Engines',
    people: [
      somebody('W0PRIMARY', { orgRole: 'primary_owner', workspaces: [MARKETING, SALES] }),
      somebody('W0OWNER', { orgRole: 'owner' }),
      somebody('W0OWNER2', { orgRole: 'owner' }),
      somebody('W0ADMIN', { orgRole: 'admin' }),
      somebody('W0ADMIN2', { orgRole: 'admin' }),
      somebody('W0WSPRIMARY'),
      somebody('W0WSOWNER'),
      somebody('W0WSOWNER2'),
      somebody('W0WSADMIN'),
      somebody('W0MEMBER'),
      somebody('W0ELSEWHERE', { workspaces: [SALES] }),
      somebody('W0NOWHERE', { workspaces: null }),
      somebody('W0GUEST', { kind: 'guest' }),
      somebody('W0GUEST2', { kind: 'guest', workspaces: [MARKETING, SALES] }),
      somebody('W0BOT', { kind: 'bot', workspaces: null }),
      somebody('W0GONE', { kind: 'deactivated' }),
      somebody('W0STRANGER', { kind: 'stranger', workspaces: null }),
    ],
    workspaces: [
      workspace(MARKETING, {
        name: 'Marketing',
        primaryOwner: 'W0WSPRIMARY',
        owners: ['W0WSPRIMARY', 'W0WSOWNER', 'W0WSOWNER2'],
        admins: ['W0WSADMIN'],
      }),
      workspace(SALES, { name: 'Sales', owners: ['W0OWNER'] }),
    ],
  };
}

/** Reads the organisation as it is now, as the app's own reader does from Slack. */
export function readerOf(org: Org): OrgReader {
  const names: Record<string, string> = { [org.id]: org.name };
  const find = (id: string): Person =>
    org.people.find((person) => person.id === id) ?? somebody(id, { kind: 'stranger', workspaces: null, name: id });
  return {
    enterpriseId: org.id,
    now: () => new FakeClock().now(),
    person: async (id) => {
      const found = find(id);
      names[id] = found.name;
      return found;
    },
    workspace: async (id) => {
      const found = org.workspaces.find((candidate) => candidate.id === id) ?? null;
      if (found) names[id] = found.name;
      return found;
    },
    knownWorkspaces: async (ids) => {
      const found = org.workspaces.filter(({ id }) => ids.includes(id));
      for (const { id, name } of found) names[id] = name;
      return found.map(({ id }) => id);
    },
    hasOwnerBesides: async (ids) =>
      org.people.some(
        (person) =>
          !ids.includes(person.id) &&
          person.kind === 'member' &&
          (person.orgRole === 'owner' || person.orgRole === 'primary_owner'),
      ),
    channel: async (id) => {
      const found = org.channels?.find((candidate) => candidate.id === id) ?? null;
      if (found) names[id] = found.name;
      return found;
    },
    channels: async (ids) =>
      ids.map((id) => {
        const found = org.channels?.find((candidate) => candidate.id === id) ?? null;
        if (found) names[id] = found.name;
        return found;
      }),
    group: async (id) => {
      const found = org.groups?.find((candidate) => candidate.id === id) ?? null;
      if (found) names[id] = found.name;
      return found;
    },
    groupLinks: async (id, inWorkspaces) => {
      const which = (...lists: ('linked' | 'provisions' | 'unseen')[]): string[] =>
        inWorkspaces.filter((team) => lists.some((list) => org.groupLinks?.[id]?.[list]?.includes(team)));
      return { linked: which('linked', 'provisions'), provisions: which('provisions'), unseen: which('unseen') };
    },
    groupChannels: async (id, inWorkspace) => {
      if (!org.groups?.some((candidate) => candidate.id === id)) return null;
      const channels = org.groupChannels?.[id] ?? [];
      return channels.filter((channel) => !inWorkspace || channel.workspace === inWorkspace);
    },
    membersOf: async ({ id, editableIn }) => {
      const found = org.groups?.find((candidate) => candidate.id === id);
      const isEditable = org.editableGroups?.includes(id) ?? false;
      return found && isEditable === (editableIn !== null) ? found.members : null;
    },
    holdersOf: async (role) => {
      const held = org.systemRoles?.[role];
      return held ? new Map(Object.entries(held)) : null;
    },
    guestExpiration: async (id) => org.guestEnds?.[id] ?? null,
    awsAccounts: () => org.awsAccounts ?? [],
    awsStanding: async (account, team) => {
      if (org.awsWorkspaces?.[account]?.includes(team)) return 'registered';
      return org.awsAuthorised?.[account]?.includes(team) ? 'listed' : 'absent';
    },
    grantsAt: async (place) => (org.grants ?? []).filter((grant) => grant.place === place && grant.endedAt === null),
    mention: (id) => {
      const known = [...(org.groups ?? []), ...(org.channels ?? []), ...org.workspaces, ...org.people];
      const found = known.find((candidate) => candidate.id === id);
      if (found) names[id] ??= found.name;
    },
    names: () => ({ ...names }),
  };
}

const KINDS = ['member', 'member', 'member', 'member', 'guest', 'bot', 'deactivated', 'stranger'] as const;
const ORG_ROLES = [null, null, 'admin', 'owner', 'primary_owner'] as const;

/** Anybody; people who are no members have no role. */
export const anyPerson = (id: string): fc.Arbitrary<Person> =>
  fc
    .record({
      kind: fc.constantFrom(...KINDS),
      orgRole: fc.constantFrom(...ORG_ROLES),
      workspaces: fc.constantFrom(null, [], [MARKETING], [SALES], [MARKETING, SALES]),
    })
    .map(({ kind, orgRole, workspaces }) =>
      somebody(id, { kind, workspaces, orgRole: kind === 'member' ? orgRole : null }),
    );

export const PEOPLE: readonly string[] = ['W0A', 'W0B', 'W0C', 'W0D'];
export const anyId = fc.constantFrom(...PEOPLE);

const anyWorkspace = (id: string): fc.Arbitrary<Workspace> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(`Name of ${id}`),
    primaryOwner: fc.option(anyId),
    owners: fc.subarray([...PEOPLE]),
    admins: fc.subarray([...PEOPLE]),
  });

/** A small organisation in which everything can be true of everybody. */
export const anyOrg: fc.Arbitrary<Org> = fc.record({
  id: fc.constant(ORG),
  name: fc.constant('Any organisation'),
  people: fc.tuple(...PEOPLE.map(anyPerson)),
  workspaces: fc.tuple(anyWorkspace(MARKETING), anyWorkspace(SALES)),
});
