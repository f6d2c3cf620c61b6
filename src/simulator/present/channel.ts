import type { JsonObject } from '../json.js';
import type { Channel, Person } from '../org/model.js';
import type { Slack } from '../slack.js';
import { elsewhere } from './elsewhere.js';

/** A conversation as `conversations.info` and its relatives show it to somebody. */
export function presentChannel(slack: Slack, channel: Channel, viewer: Person): JsonObject {
  const { id, kind, name, archived, created, creator, members, teams } = channel;
  const common = { id, created, is_archived: archived, is_im: kind === 'im', is_mpim: false };
  if (kind === 'im') return { ...common, ...directMessage(channel, viewer), is_org_shared: false };
  return {
    ...common,
    name,
    name_normalized: name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_private: kind === 'private',
    is_general: channel.is_general,
    creator,
    is_member: members.includes(viewer.id),
    is_shared: teams.length > 1 || channel.ext_shared,
    is_org_shared: teams.length > 1,
    is_ext_shared: channel.ext_shared,
    is_pending_ext_shared: false,
    pending_shared: [],
    pending_connected_team_ids: [],
    shared_team_ids: teams,
    internal_team_ids: teams,
    connected_team_ids: channel.ext_shared ? [elsewhere.id] : [],
    context_team_id: teams[0] ?? slack.org.id,
    conversation_host_id: teams.length > 1 ? slack.org.id : teams[0],
    is_global_shared: channel.org_wide,
    topic: { value: channel.topic, creator: channel.topic === '' ? '' : creator, last_set: 0 },
    purpose: { value: channel.purpose, creator: channel.purpose === '' ? '' : creator, last_set: 0 },
    previous_names: [],
  };
}

function directMessage(channel: Channel, viewer: Person): JsonObject {
  const other = channel.members.find((member) => member !== viewer.id) ?? viewer.id;
  return { user: other, is_user_deleted: false, priority: 0, is_open: true };
}

/** A channel as `admin.conversations.search` shows it. */
export function presentSearchedChannel(slack: Slack, channel: Channel): JsonObject {
  const { teams } = channel;
  return {
    id: channel.id,
    name: channel.name,
    purpose: channel.purpose,
    member_count: channel.members.length,
    created: channel.created,
    creator_id: channel.creator,
    is_private: channel.kind === 'private',
    is_archived: channel.archived,
    is_general: channel.is_general,
    last_activity_ts: channel.created,
    is_ext_shared: channel.ext_shared,
    is_global_shared: channel.org_wide,
    is_org_default: channel.org_default,
    is_org_mandatory: false,
    is_org_shared: teams.length > 1,
    is_frozen: false,
    internal_team_ids_count: teams.length,
    internal_team_ids_sample_team: teams[0],
    internal_team_ids: teams,
    pending_connected_team_ids: [],
    is_pending_ext_shared: false,
    connected_team_ids: channel.ext_shared ? [elsewhere.id] : [],
    conversation_host_id: teams.length > 1 ? slack.org.id : teams[0],
    context_team_id: teams[0],
    channel_manager_count: 0,
    external_user_count: channel.ext_shared ? 1 : 0,
  };
}
