/** What Slack's codes for `admin.conversations.setTeams` mean here and what to do next. */
export const SET_TEAMS_ERRORS: Readonly<Record<string, string>> = {
  cannot_add_legacy_disconnected_channel_to_workspaces:
    'This is an old channel that was once shared with another organisation and cut off from it. Slack connects it to no workspaces; make a new channel instead.',
  cannot_move_local_channel:
    'Slack moves no channel from one workspace straight into another. Connect it to both of them first (“These workspaces”), and then to the new one alone.',
  channel_cannot_be_unshared:
    'The channel cannot leave one of these workspaces; a workspace’s #general cannot, for one. Leave that workspace on the list and ask again.',
  channel_not_found:
    'Slack knows no such channel, or it is not in the workspace that was chosen. Choose it again from the list; with “One workspace”, choose a workspace that it is in already.',
  channel_type_not_supported:
    'Slack connects channels to workspaces, not direct messages and groups of people. Choose a public or private channel.',
  could_not_set_teams_for_channel:
    'Slack could not connect the channel to these workspaces and gives no reason. An archived channel is one that it refuses; look at the channel in Slack’s admin pages, then ask again.',
  default_org_wide_channel:
    'Everybody in the organisation is in this channel by default, so Slack lets it leave no workspace. An org owner can end that in Slack’s organisation settings first.',
  externally_shared_or_disconnected_channel:
    'The channel is shared with another organisation, or was once. Slack does not change the workspaces of such a channel; make a new one instead.',
  invalid_channel_id: 'Slack does not take this for the ID of a channel. Choose the channel again from the list.',
  invalid_target_team:
    'Slack does not know one of these workspaces in this organisation. Take it off the list and ask again.',
  managed_channel_not_supported:
    'This channel is managed by another program, so Slack lets it leave no workspace. Leave its workspaces on the list, or change it where it is managed.',
  name_taken:
    'One of the workspaces that would join has a channel of the same name. Rename one of the two in Slack, then ask again.',
  not_allowed_for_grid_workspace:
    'One of these workspaces may not share channels. An org owner can allow it in Slack’s organisation settings; or leave that workspace out.',
  not_enabled:
    'Slack has not switched this on for your organisation. An org owner can ask Slack’s support to enable the Admin API.',
  restricted_action:
    'Slack’s settings for channel management do not let whoever installed the app do this. An org owner can change them, or reinstall the app.',
  too_many_target_teams:
    'These are more workspaces than Slack takes for one channel. Choose fewer, or make it a channel of the whole organisation.',
  unsupported_arguments:
    'Slack does not take these arguments together, which is a fault of the app. Tell whoever operates it, with the code.',
};
