import type { InteractivityTeam, Person, WorkspaceRole } from '../../org/model.js';
import type { Growth } from './growth.js';
import { largeId, listOf } from './growth.js';
import { familyNames, givenNames, slug } from './names.js';

const zones = ['Europe/Berlin', 'America/Sao_Paulo', 'Asia/Tokyo', 'Europe/London', 'America/New_York', 'Africa/Lagos'];
const payloadTeams: readonly InteractivityTeam[] = ['workspace', 'workspace', 'org', 'workspace', 'other'];
/** The first of a new workspace hold these. */
const offices: readonly WorkspaceRole[] = ['primary_owner', 'owner', 'admin', 'admin'];
const lastsUntil = Date.UTC(2036, 0, 1) / 1000;
const day = 86_400;

type Sort = 'member' | 'multi_channel_guest' | 'single_channel_guest' | 'bot' | 'deactivated';

/** Of a hundred: one bot, three who have left, three guests of several channels and two of one. */
function sortOf(roll: number): Sort {
  if (roll < 0.01) return 'bot';
  if (roll < 0.04) return 'deactivated';
  if (roll < 0.07) return 'multi_channel_guest';
  return roll < 0.09 ? 'single_channel_guest' : 'member';
}

/** A home workspace by turns, and for some people others besides. */
function places({ data, dice }: Growth, number: number, sort: Sort): string[] {
  const { workspaces } = data;
  const home = workspaces[number % workspaces.length];
  const others = sort === 'member' && dice.chance(0.3) ? dice.some(workspaces, 1 + dice.below(2)) : [];
  return [...new Set([...(home ? [home] : []), ...others].map(({ id }) => id))];
}

function rolesOf(growth: Growth, teams: readonly string[], sort: Sort): Record<string, WorkspaceRole> {
  const guest = sort === 'multi_channel_guest' || sort === 'single_channel_guest' ? sort : null;
  return Object.fromEntries(
    teams.map((team): [string, WorkspaceRole] => {
      if (guest) return [team, guest];
      const present = growth.members.get(team)?.length ?? 0;
      return [team, sort === 'member' ? (offices[present] ?? 'member') : 'member'];
    }),
  );
}

function nameOf({ dice }: Growth, sort: Sort, number: number): string {
  if (sort === 'bot') return `Bot ${number}`;
  return `${dice.pick(givenNames)} ${dice.pick(familyNames)}`;
}

function handleOf(name: string, number: number): string {
  const plain = slug(name).replaceAll('-', '.');
  return `${plain === '' ? 'person' : plain}.${number}`;
}

/** One more person of the organisation. */
export function addPerson(growth: Growth, number: number): void {
  const { data, dice, members } = growth;
  const sort = sortOf(dice.roll());
  const teams = places(growth, number, sort);
  const real_name = nameOf(growth, sort, number);
  const handle = handleOf(real_name, number);
  const isGuest = sort.endsWith('guest');
  const ends = isGuest && dice.chance(0.4);
  const person: Person = {
    id: largeId(number % 2 === 0 ? 'U' : 'W', number),
    kind: sort === 'bot' ? 'bot' : 'person',
    handle,
    real_name,
    display_name: dice.chance(0.5) ? real_name : handle,
    email: sort === 'bot' ? '' : `${handle}@engines.example`,
    title: '',
    tz: dice.pick(zones),
    org_role: 'member',
    workspaces: rolesOf(growth, teams, sort),
    deactivated: sort === 'deactivated',
    left: [],
    expirations: ends ? Object.fromEntries(teams.map((team) => [team, lastsUntil + number * day])) : {},
    invitation: null,
    interactivity_team: payloadTeams[number % payloadTeams.length] ?? 'workspace',
  };
  data.people.push(person);
  if (sort === 'member') for (const team of teams) listOf(members, team).push(person.id);
}
