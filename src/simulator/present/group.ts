import type { JsonObject } from '../json.js';
import type { UserGroup } from '../org/model.js';

/** A group as `usergroups.list` shows it in one workspace. */
export function presentGroup(group: UserGroup, team: string, wish: { users: boolean; count: boolean }): JsonObject {
  const { id, handle, name, users, is_idp_group, created_by, channels } = group;
  return {
    id,
    team_id: team,
    is_usergroup: true,
    is_subteam: true,
    name,
    description: '',
    handle,
    is_external: false,
    date_create: 1_600_000_000,
    date_update: 1_600_000_000,
    date_delete: 0,
    auto_provision: group.links.some((link) => link.team === team && link.auto_provision),
    enterprise_subteam_id: is_idp_group ? id : '',
    created_by,
    updated_by: created_by,
    prefs: { channels, groups: [] },
    channel_count: channels.length,
    is_idp_group,
    is_org_level: is_idp_group,
    is_visible: true,
    ...(wish.users ? { users } : {}),
    ...(wish.count ? { user_count: users.length } : {}),
  };
}
