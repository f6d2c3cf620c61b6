import type { Channel, Person, UserGroup } from '../org/model.js';
import { idOf, people } from './people.js';
import { teams } from './workspaces.js';

const born = 1_700_000_000;
const every = Object.values(teams);

/** The two channels an app of this organisation reports to; which one is for what is the app's business. */
export const auditChannel = 'C0AUDITLOG1';
/** The private one of the two. */
export const approvalChannel = 'C0APPROVAL2';

function isFullMember(person: Person, team: string): boolean {
  const role = person.workspaces[team];
  return role !== undefined && !role.endsWith('guest') && !person.deactivated && person.kind === 'person';
}

function fullMembers(team: string): string[] {
  return people.filter((person) => isFullMember(person, team)).map((person) => person.id);
}

function everyone(): string[] {
  return people.filter((person) => every.some((team) => isFullMember(person, team))).map((person) => person.id);
}

function admins(): string[] {
  return people.filter((person) => person.org_role !== 'member').map((person) => person.id);
}

type Wish = Pick<Channel, 'id' | 'name' | 'teams' | 'members'> & Partial<Channel>;

function channel(wish: Wish): Channel {
  return {
    kind: 'public',
    org_wide: wish.teams.length === every.length,
    org_default: false,
    is_general: false,
    archived: false,
    ext_shared: false,
    creator: idOf('grace'),
    created: born,
    topic: '',
    purpose: '',
    ...wish,
  };
}

function general(id: string, team: string): Channel {
  return channel({ id, name: 'general', teams: [team], members: fullMembers(team), is_general: true });
}

const named = (...handles: string[]): string[] => handles.map(idOf);

/** The channels of the seeded organisation; the app's bot user joins the two it reports to. */
export function seedChannels(botUser: string): Channel[] {
  return [...sharedChannels(botUser), ...workspaceChannels()];
}

function sharedChannels(botUser: string): Channel[] {
  return [
    channel({
      id: auditChannel,
      name: 'admin-audit',
      teams: every,
      members: [...admins(), botUser],
      purpose: 'Every administrative change, as it happens',
    }),
    channel({
      id: approvalChannel,
      name: 'admin-approvals',
      kind: 'private',
      teams: every,
      members: [...admins(), botUser],
      purpose: 'Changes that wait for a second person',
    }),
    channel({ id: 'C0ANNOUNCE3', name: 'announcements', teams: every, members: everyone(), org_default: true }),
    channel({
      id: 'C0ORGLUNCH4',
      name: 'lunch',
      teams: [teams.engineering, teams.marketing],
      members: named('ada', 'erna', 'sam.osei'),
    }),
  ];
}

type Row = [id: string, name: string, team: string, members: string[], more?: Partial<Channel>];

function workspaceChannels(): Channel[] {
  const { engineering, marketing, sales, support } = teams;
  const hidden = { kind: 'private' } as const;
  const rows: Row[] = [
    ['C0ENGBUILD6', 'build-status', engineering, named('ada', 'jean', 'deploybot')],
    ['C0ENGLEADS7', 'eng-leads', engineering, named('hedy', 'jean', 'edsger'), hidden],
    ['C0ENGOLDEN8', 'difference-engine', engineering, named('ada', 'hedy'), { archived: true }],
    ['C0MKTCAMP10', 'campaigns', marketing, named('betty', 'joan', 'zoe', 'gia.multi')],
    ['C0MKTPART11', 'partner-agency', marketing, named('betty', 'gia.multi', 'vera.elsewhere'), { ext_shared: true }],
    ['C0MKTBUDG12', 'budget', marketing, named('betty', 'joan'), hidden],
    ['C0SALDEALS14', 'deals', sales, named('mina', 'adele', 'ulf.single'), hidden],
    ['C0MKTLAUNCH17', 'launch', marketing, named('betty', 'emmy', 'omar')],
    ['C0SALLAUNCH18', 'launch', sales, named('mina', 'sophie', 'seki')],
    ['C0SUPQUEUE16', 'queue', support, named('annie', 'claude', 'gus.multi', 'uma.single')],
  ];
  return [
    general('C0GENENGIN5', engineering),
    general('C0GENMARKT9', marketing),
    general('C0GENSALES13', sales),
    general('C0GENSUPPO15', support),
    ...rows.map(([id, name, team, members, more]) => channel({ id, name, teams: [team], members, ...more })),
  ];
}

type GroupRow = [id: string, handle: string, name: string, more: Partial<UserGroup>];

function linkedTo(...workspaces: string[]): UserGroup['links'] {
  return workspaces.map((team) => ({ team, auto_provision: true }));
}

/** Groups: two from the identity provider, linked to workspaces, and one that somebody made by hand. */
export function seedGroups(): UserGroup[] {
  const { engineering, support } = teams;
  const rows: GroupRow[] = [
    [
      'S0IDPENGINE1',
      'idp-engineers',
      'Engineers (IdP)',
      { users: fullMembers(engineering), links: linkedTo(engineering) },
    ],
    [
      'S0IDPSUPPOR2',
      'idp-support',
      'Support (IdP)',
      { users: fullMembers(support), links: linkedTo(support), channels: ['C0SUPQUEUE16'] },
    ],
    [
      'S0ONCALLENG3',
      'oncall',
      'On call',
      { users: named('ada', 'jean'), links: [{ team: engineering, auto_provision: false }], is_idp_group: false },
    ],
  ];
  return rows.map(([id, handle, name, more]) => ({
    id,
    handle,
    name,
    is_idp_group: true,
    links: [],
    channels: [],
    users: [],
    created_by: idOf('katherine'),
    ...more,
  }));
}
