import type { Channel } from '../../org/model.js';
import type { Growth } from './growth.js';
import { largeId, listOf } from './growth.js';
import { channelNames, slug } from './names.js';

const born = 1_600_000_000;

type Wish = Pick<Channel, 'name' | 'teams' | 'members'> & Partial<Channel>;

/** One more channel. */
function add({ data }: Growth, wish: Wish): Channel {
  const number = data.channels.length;
  const channel: Channel = {
    id: largeId('C', number),
    kind: 'public',
    org_wide: false,
    org_default: false,
    is_general: false,
    archived: false,
    ext_shared: false,
    creator: data.installer,
    created: born + number * 60,
    topic: '',
    purpose: '',
    ...wish,
  };
  data.channels.push(channel);
  return channel;
}

/** Every workspace's own, with all its full members. */
export function addGeneral(growth: Growth, team: string): void {
  add(growth, { name: 'general', teams: [team], members: [...listOf(growth.members, team)], is_general: true });
}

/** Most names are the same in every workspace; every fourth has the workspace's in it. */
function localName(place: number, domain: string): string {
  const name = channelNames[(place * 7) % channelNames.length] ?? 'channel';
  const again = Math.floor(place / channelNames.length);
  const round = again === 0 ? name : `${name}-${again + 1}`;
  return place % 4 === 3 ? `${round}-${slug(domain)}` : round;
}

function someMembers({ dice, members }: Growth, teams: readonly string[]): string[] {
  return [...new Set(teams.flatMap((team) => dice.some(listOf(members, team), 2 + dice.below(20))))];
}

/** A channel of one workspace: the `place`-th there. */
function addLocal(growth: Growth, at: { team: string; domain: string; place: number }): void {
  const { dice, channels } = growth;
  const roll = dice.roll();
  const archived = roll < 0.06;
  const { id } = add(growth, {
    name: localName(at.place, at.domain),
    kind: dice.chance(0.25) ? 'private' : 'public',
    teams: [at.team],
    members: someMembers(growth, [at.team]),
    archived,
    ext_shared: roll > 0.99,
  });
  if (!archived) listOf(channels, at.team).push(id);
}

function addShared(growth: Growth, number: number): void {
  const { data, dice } = growth;
  const teams = dice.some(data.workspaces, 2 + dice.below(4)).map(({ id }) => id);
  const name = `${dice.pick(channelNames)}-x${number}`;
  add(growth, { name, kind: dice.chance(0.3) ? 'private' : 'public', teams, members: someMembers(growth, teams) });
}

function addOrgWide(growth: Growth, number: number): void {
  const teams = growth.data.workspaces.map(({ id }) => id);
  const name = `org-${growth.dice.pick(channelNames)}-${number}`;
  add(growth, { name, teams, members: someMembers(growth, teams.slice(0, 20)), org_wide: true });
}

/** One more channel, of a workspace by turns; some are shared with others, and a few with all. */
export function addChannel(growth: Growth, number: number): void {
  const { workspaces } = growth.data;
  const workspace = workspaces[number % workspaces.length];
  if (!workspace) return;
  const place = Math.floor(number / workspaces.length);
  if (number % 1500 === 1499) addOrgWide(growth, number);
  else if (number % 41 === 40) addShared(growth, number);
  else addLocal(growth, { team: workspace.id, domain: workspace.domain.replace('engines-', ''), place });
}

/** Puts guests into channels of their workspaces: those of one channel into one. */
export function placeGuests({ data, dice, channels }: Growth): void {
  const byId = new Map(data.channels.map((channel) => [channel.id, channel]));
  for (const person of data.people) {
    for (const [team, role] of Object.entries(person.workspaces)) {
      if (!role.endsWith('guest') || !person.id.startsWith('9', 1)) continue;
      const count = role === 'single_channel_guest' ? 1 : 1 + dice.below(3);
      for (const id of dice.some(listOf(channels, team), count)) byId.get(id)?.members.push(person.id);
    }
  }
}
