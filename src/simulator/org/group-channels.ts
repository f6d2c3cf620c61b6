import { Refusal } from '../refusal.js';
import { idpGroup } from './group-links.js';
import { joinChannels } from './membership.js';
import type { Channel, Person, UserGroup } from './model.js';
import type { Organisation } from './organisation.js';
import { isOrgAdmin } from './ranks.js';

/** One `admin.usergroups.addChannels`, `removeChannels` or `listChannels`. */
export interface GroupChannelsRequest {
  caller: Person;
  usergroup_id: string;
  team_id?: string | undefined;
}

const mostChannels = 100;

function groupFor(org: Organisation, { caller, usergroup_id, team_id }: GroupChannelsRequest): UserGroup {
  if (!isOrgAdmin(caller)) throw new Refusal('not_an_admin');
  const group = idpGroup(org, usergroup_id);
  if (team_id === undefined) return group;
  if (!org.workspaceOfId(team_id)) throw new Refusal('team_not_found');
  if (!group.links.some(({ team }) => team === team_id)) throw new Refusal('usergroup_not_linked_to_team');
  return group;
}

/** Sorts ids into channels and into what is none, or not of a kind that can be a default. */
function sorted(org: Organisation, ids: readonly string[]): { channels: Channel[]; invalid: string[] } {
  const channels: Channel[] = [];
  const invalid: string[] = [];
  for (const id of new Set(ids)) {
    const channel = org.channelOfId(id);
    // Everybody is in an org-wide default channel anyway: Slack does not take it as a group's.
    if (!channel || channel.kind === 'im' || channel.archived || channel.org_default) invalid.push(id);
    else channels.push(channel);
  }
  return { channels, invalid };
}

function checkCount(ids: readonly string[]): void {
  if (ids.length > mostChannels) throw new Refusal('invalid_channels_limit');
}

/** Reports what was no channel, after everything else has been done. */
function reportInvalid(invalid: readonly string[]): void {
  if (invalid.length > 0) throw new Refusal('channel_not_found', { invalid_channels: invalid });
}

function membersIn(org: Organisation, group: UserGroup, team: string | undefined): Person[] {
  return group.users.flatMap((id) => {
    const person = org.personOfId(id);
    const here = person && !person.deactivated && (team === undefined || team in person.workspaces);
    return here ? [person] : [];
  });
}

function checkChannelLimit(org: Organisation, members: readonly Person[], added: readonly Channel[]): void {
  const most = org.data.limits.channels_per_person;
  if (added.length === 0 || most >= org.channels.length) return;
  const full = members.filter(({ id }) => {
    const joined = org.channels.filter((channel) => channel.kind !== 'im' && channel.members.includes(id)).length;
    return joined + added.filter((channel) => !channel.members.includes(id)).length > most;
  });
  if (full.length > 0) {
    throw new Refusal('user_channel_limit_exceeded', { channel_limit_user_ids: full.map(({ id }) => id) });
  }
}

/**
 * Gives a group default channels and puts its members into them; what is none of a linked workspace is reported while
 * the others are added. https://docs.slack.dev/reference/methods/admin.usergroups.addChannels
 */
export function addChannels(org: Organisation, request: GroupChannelsRequest, ids: readonly string[]): void {
  checkCount(ids);
  const group = groupFor(org, request);
  const links = group.links.filter(({ team }) => request.team_id === undefined || team === request.team_id);
  const { channels, invalid } = sorted(org, ids);
  const here = channels.filter(({ teams }) => links.some(({ team }) => teams.includes(team)));
  const elsewhere = channels.filter((channel) => !here.includes(channel)).map(({ id }) => id);
  const ready = links.filter(({ auto_provision }) => auto_provision);
  const unready = here.some(({ teams }) => !ready.some(({ team }) => teams.includes(team)));
  if (unready) throw new Refusal('usergroup_team_not_provisioned');
  // Who has left one of the group's channels is not put into it again.
  const added = here.filter(({ id }) => !group.channels.includes(id));
  const members = membersIn(org, group, request.team_id);
  checkChannelLimit(org, members, added);
  group.channels.push(...added.map(({ id }) => id));
  for (const person of members) {
    joinChannels(
      person,
      added.filter(({ teams }) => teams.some((team) => team in person.workspaces)),
    );
  }
  reportInvalid([...invalid, ...elsewhere]);
}

/** Nobody is taken out by it: https://docs.slack.dev/reference/methods/admin.usergroups.removeChannels */
export function removeChannels(org: Organisation, request: GroupChannelsRequest, ids: readonly string[]): void {
  checkCount(ids);
  const group = groupFor(org, request);
  const { channels, invalid } = sorted(org, ids);
  const gone = new Set(channels.map(({ id }) => id));
  group.channels = group.channels.filter((id) => !gone.has(id));
  reportInvalid(invalid);
}

/** A group's default channels, all or those of one workspace. */
export function channelsOf(org: Organisation, request: GroupChannelsRequest): Channel[] {
  return groupFor(org, request).channels.flatMap((id) => {
    const channel = org.channelOfId(id);
    return channel && (request.team_id === undefined || channel.teams.includes(request.team_id)) ? [channel] : [];
  });
}
