import type { AwsAccount, AwsStanding } from '../../engine/aws.js';
import type { OrgReader } from '../../engine/operation.js';
import type { Person, Workspace } from '../../engine/organisation/people.js';
import type { NamedGroup } from '../../engine/organisation/who.js';

/** Somebody in a case, with everything that is to be known of them. */
export interface Acted {
  readonly person: Person;
  readonly ownerOf: readonly string[];
  readonly adminOf: readonly string[];
  /** IDs of groups. */
  readonly groups: readonly string[];
  /** Over what they hold which system roles. */
  readonly systemRoles: readonly { readonly role: string; readonly over: string }[];
}

/** The organisation of one case. */
export interface CaseOrg {
  readonly enterpriseId: string;
  readonly people: readonly Acted[];
  readonly channels: Readonly<Record<string, { readonly private: boolean; readonly workspaces: readonly string[] }>>;
  readonly links: Readonly<
    Record<string, { readonly linked: readonly string[]; readonly provisions: readonly string[] }>
  >;
  /** Default channels of every group: what is taken away has to be there. */
  readonly groupChannels: readonly string[];
  readonly aws: { readonly accounts: readonly AwsAccount[]; readonly standing: AwsStanding };
  readonly now: Date;
}

/** Runs every workspace besides those of a case, so that nobody is the last owner of anything. */
const SOMEBODY_ELSE = 'W0SOMEBODYELSE';

/** Reads a case's facts as the app would read them from Slack. */
export function readerOf(org: CaseOrg): OrgReader {
  const { enterpriseId, people, channels, links, now } = org;
  const find = (id: string): Acted | undefined => people.find(({ person }) => person.id === id);
  const members = (group: string): string[] =>
    people.filter(({ groups }) => groups.includes(group)).map(({ person }) => person.id);
  const workspace = (id: string): Workspace => ({
    id,
    name: id,
    primaryOwner: SOMEBODY_ELSE,
    owners: [SOMEBODY_ELSE, ...people.filter(({ ownerOf }) => ownerOf.includes(id)).map(({ person }) => person.id)],
    admins: people.filter(({ adminOf }) => adminOf.includes(id)).map(({ person }) => person.id),
  });
  const channel = (id: string) => ({
    id,
    name: id,
    private: channels[id]?.private ?? false,
    archived: false,
    orgWide: false,
    external: false,
    home: channels[id]?.workspaces[0] ?? null,
    workspaces: channels[id]?.workspaces ?? [],
  });
  const linked = (group: string): readonly string[] => links[group]?.linked ?? [];
  return {
    enterpriseId,
    now: () => now,
    person: async (id) => find(id)?.person ?? { id, name: id, kind: 'member', orgRole: null, workspaces: null },
    workspace: async (id) => workspace(id),
    knownWorkspaces: async (ids) => ids,
    hasOwnerBesides: async () => true,
    channel: async (id) => channel(id),
    channels: async (ids) => ids.map(channel),
    group: async (id) => ({ id, name: id, members: members(id), workspaces: linked(id) }),
    groupLinks: async (group, workspaces) => ({
      linked: workspaces.filter((id) => linked(group).includes(id)),
      provisions: workspaces.filter((id) => links[group]?.provisions.includes(id)),
      unseen: [],
    }),
    groupChannels: async () => org.groupChannels.map((id) => ({ ...channel(id), workspace: null, members: null })),
    membersOf: async ({ id }: NamedGroup) => members(id),
    holdersOf: async (role) =>
      new Map(
        people.map(({ person, systemRoles }) => [
          person.id,
          systemRoles.filter((held) => held.role === role).map(({ over }) => (over === 'org' ? enterpriseId : over)),
        ]),
      ),
    grantsAt: async () => [],
    guestExpiration: async () => null,
    awsAccounts: () => org.aws.accounts,
    awsStanding: async () => org.aws.standing,
    mention: () => undefined,
    names: () => ({}),
  };
}
