import type { UserGroup } from '../../org/model.js';
import type { Growth } from './growth.js';
import { largeId, listOf } from './growth.js';
import { channelNames } from './names.js';

/** One more group: mostly from the identity provider and linked to some workspaces, else made by hand in one. */
export function addGroup({ data, dice, members, channels }: Growth, number: number): void {
  const is_idp_group = !dice.chance(0.15);
  const teams = dice.some(data.workspaces, is_idp_group ? 1 + dice.below(3) : 1).map(({ id }) => id);
  const [first = ''] = teams;
  const name = dice.pick(channelNames);
  const people = teams.flatMap((team) => dice.some(listOf(members, team), 3 + dice.below(60)));
  const group: UserGroup = {
    id: largeId('S', number),
    handle: `${is_idp_group ? 'idp-' : ''}${name}-${number}`,
    name: `${name.replace('-', ' ')} ${number}${is_idp_group ? ' (IdP)' : ''}`,
    is_idp_group,
    links: teams.map((team) => ({ team, auto_provision: is_idp_group && dice.chance(0.7) })),
    channels: is_idp_group ? dice.some(listOf(channels, first), dice.below(4)) : [],
    users: [...new Set(people)],
    created_by: data.installer,
  };
  data.groups.push(group);
}
