import { Refusal, refuseWith } from '../refusal.js';
import { dropUnseen } from './membership.js';
import type { Channel, Person } from './model.js';
import type { Organisation } from './organisation.js';
import { isOrgAdmin } from './ranks.js';

/** One `admin.conversations.setTeams`. */
export interface SetTeamsRequest {
  caller: Person;
  channel_id: string;
  team_id?: string | undefined;
  target_team_ids: readonly string[];
  org_channel: boolean;
}

/** The kinds of channels whose workspaces nobody can change, and Slack's code for each. */
function refuseFixed(channel: Channel): void {
  if (channel.kind === 'im') throw new Refusal('channel_type_not_supported');
  if (channel.ext_shared) throw new Refusal('externally_shared_or_disconnected_channel');
  if (channel.archived) throw new Refusal('could_not_set_teams_for_channel');
  if (channel.quirk === 'managed') throw new Refusal('managed_channel_not_supported');
  if (channel.quirk === 'legacy_disconnected') {
    throw new Refusal('cannot_add_legacy_disconnected_channel_to_workspaces');
  }
}

function findChannel(org: Organisation, { caller, channel_id }: SetTeamsRequest): Channel {
  if (!isOrgAdmin(caller)) throw new Refusal('restricted_action');
  if (!/^[CGD][A-Z0-9]{5,}$/.test(channel_id)) throw new Refusal('invalid_channel_id');
  const channel = org.channelOfId(channel_id);
  if (!channel) throw new Refusal('channel_not_found');
  refuseFixed(channel);
  return channel;
}

/** The complete list the arguments ask for: the whole organisation, these workspaces, or this one. */
function wantedTeams(org: Organisation, request: SetTeamsRequest): string[] {
  const { team_id, target_team_ids, org_channel } = request;
  if (org_channel && target_team_ids.length > 0) throw new Refusal('unsupported_arguments');
  if (org_channel) return org.workspaces.map(({ id }) => id);
  if (target_team_ids.length > org.data.limits.workspaces_per_channel) throw new Refusal('too_many_target_teams');
  if (!target_team_ids.every((team) => org.workspaceOfId(team))) throw new Refusal('invalid_target_team');
  if (target_team_ids.length > 0) return [...new Set(target_team_ids)];
  if (team_id === undefined)
    throw refuseWith('invalid_arguments', ['team_id, target_team_ids or org_channel is needed']);
  if (!org.workspaceOfId(team_id)) throw new Refusal('invalid_target_team');
  return [team_id];
}

function refuseMove(channel: Channel, after: readonly string[]): void {
  const stays = after.filter((team) => channel.teams.includes(team));
  if (channel.teams.length === 1 && after.length === 1 && stays.length === 0) {
    throw new Refusal('cannot_move_local_channel');
  }
  if (channel.org_default && stays.length < channel.teams.length) throw new Refusal('default_org_wide_channel');
  if (channel.is_general && stays.length < channel.teams.length) throw new Refusal('channel_cannot_be_unshared');
}

/** No two channels of one workspace have the same name. */
function isNameTaken(org: Organisation, channel: Channel, after: readonly string[]): boolean {
  const joining = after.filter((team) => !channel.teams.includes(team));
  if (joining.length === 0) return false;
  return org.channels.some(
    (other) => other !== channel && other.name === channel.name && other.teams.some((team) => joining.includes(team)),
  );
}

/**
 * Replaces the whole list of workspaces a channel is in: https://docs.slack.dev/reference/methods/admin.conversations.setTeams.
 * The home workspace may leave. With `team_id` beside the targets the channel must be in that workspace now.
 */
export function setTeams(org: Organisation, request: SetTeamsRequest): Channel {
  const channel = findChannel(org, request);
  const after = wantedTeams(org, request);
  const { team_id, target_team_ids } = request;
  const named =
    team_id !== undefined && (target_team_ids.length > 0 || request.org_channel || channel.teams.length > 1);
  if (named && !channel.teams.includes(team_id)) throw new Refusal('channel_not_found');
  refuseMove(channel, after);
  if (after.length > 1 && !after.every((team) => org.workspaceOfId(team)?.shares_channels ?? true)) {
    throw new Refusal('not_allowed_for_grid_workspace');
  }
  if (isNameTaken(org, channel, after)) throw new Refusal('name_taken');
  channel.teams = after;
  channel.org_wide = request.org_channel;
  dropUnseen(org, channel);
  return channel;
}
