import type { OrgData, Person } from '../../org/model.js';
import { isGuestRole } from '../../org/ranks.js';
import { addChannel, addGeneral, placeGuests } from './channels.js';
import { Dice } from './dice.js';
import { addGroup } from './groups.js';
import type { Growth } from './growth.js';
import { listOf } from './growth.js';
import { addPerson } from './people.js';
import { workspaceNumber } from './workspaces.js';

/** How large an organisation is to be, its seed included; what is left out stays as the seed has it. */
export interface OrgSize {
  /** People and bots of its own, deactivated ones too; neither the app nor strangers. */
  people?: number;
  workspaces?: number;
  channels?: number;
  groups?: number;
}

function isOwn(data: OrgData, { kind, id }: Person): boolean {
  return kind !== 'stranger' && id !== data.bot.user_id;
}

function beginning(data: OrgData): Growth {
  const growth: Growth = { data, dice: new Dice(20_260_801), members: new Map(), channels: new Map() };
  for (const person of data.people) {
    if (person.deactivated || person.kind !== 'person') continue;
    for (const [team, role] of Object.entries(person.workspaces)) {
      if (!isGuestRole(role)) listOf(growth.members, team).push(person.id);
    }
  }
  return growth;
}

function times(count: number, act: (number: number) => void): void {
  for (let number = 0; number < count; number += 1) act(number);
}

/** What is everywhere is in the new workspaces too: the app, and the org-wide channels. */
function spread({ data, members }: Growth): void {
  const teams = data.workspaces.map(({ id }) => id);
  for (const person of data.people) {
    if (person.id !== data.bot.user_id) continue;
    for (const team of teams) person.workspaces[team] ??= 'member';
  }
  const everyone = [...new Set([...members.values()].flat())];
  for (const channel of data.channels) {
    if (channel.org_wide) channel.teams = teams;
    if (channel.org_default) channel.members = [...new Set([...channel.members, ...everyone])];
    const [team = ''] = channel.teams;
    if (channel.is_general) channel.members = [...new Set([...channel.members, ...listOf(members, team)])];
  }
}

/**
 * Lets the seeded organisation grow, always in the same way: names with accents and twice over, channels of the same
 * name in many workspaces, guests with and without an end, bots, people who have left. Changes what it is given.
 */
export function grow(data: OrgData, size: OrgSize): OrgData {
  const growth = beginning(data);
  const known = data.workspaces.length;
  const own = data.people.filter((person) => isOwn(data, person)).length;
  times((size.workspaces ?? 0) - known, (number) => data.workspaces.push(workspaceNumber(number)));
  times((size.people ?? 0) - own, (number) => addPerson(growth, number));
  for (const { id } of data.workspaces.slice(known)) addGeneral(growth, id);
  times((size.channels ?? 0) - data.channels.length, (number) => addChannel(growth, number));
  times((size.groups ?? 0) - data.groups.length, (number) => addGroup(growth, number));
  placeGuests(growth);
  spread(growth);
  return data;
}
