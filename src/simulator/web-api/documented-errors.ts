/** One method's own codes, as Slack's page of it names them. */
function codes(words: string): readonly string[] {
  return words.split(/\s+/).filter((word) => word !== '');
}

/** What any method may answer: https://docs.slack.dev/apis/web-api */
export const commonErrors: readonly string[] = codes(`
    access_denied accesslimited account_inactive deprecated_endpoint ekm_access_denied
    enterprise_is_restricted fatal_error internal_error invalid_arg_name invalid_arguments
    invalid_array_arg invalid_auth invalid_charset invalid_form_data invalid_json invalid_post_type
    is_bot json_not_object method_deprecated missing_post_type missing_scope no_permission
    not_allowed_token_type not_authed org_login_required ratelimited request_timeout
    service_unavailable team_access_not_granted team_added_to_org token_expired token_revoked
    two_factor_setup_required unknown_method
  `);

/** Every covered method's own error codes, for those who want to provoke one. */
export const documentedErrors: Readonly<Record<string, readonly string[]>> = {
  'api.test': codes(''),
  'apps.connections.open': codes('forbidden_team'),
  'auth.test': codes(''),
  'auth.revoke': codes(''),
  'oauth.v2.access': codes(`
    bad_client_secret bad_redirect_uri cannot_install_an_org_installed_app invalid_client_id
    invalid_code invalid_grant_type invalid_refresh_token oauth_authorization_url_mismatch
    preview_feature_not_available invalid_team_for_non_distributed_app
  `),
  'auth.teams.list': codes('invalid_cursor invalid_limit'),
  'team.info': codes('team_not_found'),
  'users.info': codes('user_not_found user_not_visible'),
  'users.list': codes('invalid_cursor invalid_limit limit_required missing_argument'),
  'users.conversations': codes('invalid_cursor invalid_limit invalid_types missing_argument'),
  'conversations.list': codes('invalid_cursor invalid_limit invalid_types limit_required missing_argument'),
  'conversations.info': codes('channel_not_found'),
  'conversations.members': codes('channel_not_found fetch_members_failed invalid_cursor invalid_limit'),
  'conversations.open': codes(`
    channel_not_found not_enough_users too_many_users user_disabled user_not_found user_not_visible
    users_list_not_supplied
  `),
  'conversations.history': codes(`
    channel_not_found invalid_cursor invalid_limit invalid_ts_latest invalid_ts_oldest
    not_in_channel
  `),
  'conversations.replies': codes(`
    channel_not_found invalid_cursor invalid_limit invalid_ts_latest invalid_ts_oldest
    not_in_channel thread_not_found
  `),
  'conversations.join': codes('channel_not_found is_archived method_not_supported_for_channel_type'),
  'chat.postMessage': codes(`
    channel_not_found invalid_blocks invalid_metadata_schema is_archived messages_tab_disabled
    metadata_too_large msg_blocks_too_long msg_too_long no_text not_in_channel rate_limited
    restricted_action restricted_action_read_only_channel restricted_action_thread_locked
    too_many_attachments user_not_in_channel
  `),
  'chat.update': codes(`
    cant_update_message channel_not_found edit_window_closed invalid_blocks is_inactive
    message_not_found msg_too_long no_text rate_limited
  `),
  'chat.delete': codes('cant_delete_message channel_not_found message_not_found'),
  'chat.postEphemeral': codes(`
    channel_not_found invalid_blocks is_archived messages_tab_disabled msg_too_long no_text
    not_in_channel rate_limited restricted_action user_not_in_channel
  `),
  'chat.getPermalink': codes('channel_not_found message_not_found'),
  'views.open': codes(
    'duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id view_too_large',
  ),
  'views.push': codes(`
    duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id not_found
    push_limit_reached view_too_large
  `),
  'views.update': codes('duplicate_external_id hash_conflict not_found view_too_large'),
  'views.publish': codes('duplicate_external_id hash_conflict not_enabled view_too_large'),
  'usergroups.list': codes('missing_argument plan_upgrade_required restricted_action'),
  'usergroups.users.list': codes('missing_argument no_such_subteam plan_upgrade_required'),
  'files.getUploadURLExternal': codes(
    'file_upload_size_restricted file_uploads_disabled storage_limit_reached unknown_snippet_type',
  ),
  'files.completeUploadExternal': codes(`
    channel_not_found file_not_found file_update_failed is_archived messages_tab_disabled
    not_in_channel posting_to_channel_denied
  `),
  'admin.teams.list': codes('feature_not_enabled invalid_cursor invalid_limit not_an_admin'),
  'admin.teams.admins.list': codes('feature_not_enabled invalid_cursor invalid_limit not_an_admin team_not_found'),
  'admin.teams.owners.list': codes('feature_not_enabled invalid_cursor not_an_admin team_not_found'),
  'admin.users.list': codes(
    'feature_not_enabled include_deactivated_user_workspaces_invalid invalid_cursor team_not_found',
  ),
  'admin.users.assign': codes(`
    feature_not_enabled invalid_role_for_user invited_user_not_created invited_user_not_reactivated
    invitor_cannot_see_channel not_an_admin team_not_found user_already_team_member user_is_bot
    user_not_found
  `),
  'admin.users.remove': codes(`
    cannot_modify_primary_owner failed_to_remove_user_from_workspace feature_not_enabled
    invalid_permissions team_not_found user_already_deleted user_not_found
  `),
  'admin.users.invite': codes(`
    already_in_team already_in_team_invited_user failed_looking_up_user failed_to_send_invite
    failed_to_validate_caller failed_to_validate_channels failed_to_validate_custom_message
    failed_to_validate_expiration failed_to_validate_team feature_not_enabled invalid_email
    not_an_admin team_not_found user_disabled
  `),
  'admin.users.setExpiration': codes(`
    failed_looking_up_user failed_to_set_expiration failed_to_validate_caller
    failed_to_validate_expiration failed_to_validate_team feature_not_enabled
    team_id_required_for_enterprise team_not_found user_is_already_deleted user_is_deactivated
    user_is_not_a_guest user_not_found
  `),
  'admin.users.getExpiration': codes(`
    no_perms not_permitted paid_teams_only target_team_not_on_org team_not_found user_is_not_guest
    user_not_found
  `),
  'admin.users.setAdmin': codes(`
    cannot_modify_primary_owner failed_to_set_admin_on_workspaces failed_to_set_user_to_admin
    feature_not_enabled invalid_permissions invalid_role_for_user not_an_admin team_not_found
    user_not_found
  `),
  'admin.users.setOwner': codes(`
    cannot_modify_primary_owner failed_to_set_owner_on_workspaces failed_to_set_user_to_owner
    feature_not_enabled invalid_role_for_user not_an_admin not_an_owner not_supported team_not_found
    user_must_be_in_workspace user_not_found
  `),
  'admin.users.setRegular': codes(`
    cannot_modify_primary_owner cannot_set_org_admin_to_regular_at_workspace_level
    cannot_set_this_guest_to_regular_at_team_level failed_to_set_user_to_regular feature_not_enabled
    invalid_role_for_user not_an_admin team_not_found user_not_found
  `),
  'admin.usergroups.addTeams': codes(`
    auto_provision_failure invalid_team_ids multi_workspace_restriction no_team_ids_given
    restricted_action team_limit_exceeded usergroup_not_found
  `),
  'admin.usergroups.removeTeams': codes('invalid_team_ids no_team_ids_given restricted_action usergroup_not_found'),
  'admin.usergroups.addChannels': codes(`
    channel_not_found feature_not_enabled invalid_channels_limit not_an_admin not_an_enterprise
    team_not_found user_channel_limit_exceeded usergroup_not_found usergroup_not_linked_to_team
    usergroup_team_not_provisioned
  `),
  'admin.usergroups.removeChannels': codes(`
    channel_not_found feature_not_enabled invalid_channels_limit not_an_admin not_an_enterprise
    usergroup_not_found
  `),
  'admin.usergroups.listChannels': codes(`
    feature_not_enabled invalid_user not_allowed not_an_admin not_an_enterprise team_not_found
    usergroup_not_found usergroup_not_linked_to_team
  `),
  'admin.conversations.setTeams': codes(`
    cannot_add_legacy_disconnected_channel_to_workspaces cannot_move_local_channel
    channel_cannot_be_unshared channel_not_found channel_type_not_supported
    could_not_set_teams_for_channel default_org_wide_channel
    externally_shared_or_disconnected_channel invalid_channel_id invalid_target_team
    managed_channel_not_supported name_taken not_allowed_for_grid_workspace not_enabled
    restricted_action too_many_target_teams unsupported_arguments
  `),
  'admin.conversations.getTeams': codes(`
    channel_not_found channel_type_not_supported could_not_get_teams external_channel_migrating
    feature_not_enabled invalid_cursor invalid_limit restricted_action unsupported_team_type
  `),
  'admin.conversations.search': codes(`
    connected_team_passed_in_is_not_top_level_team external_team_not_connected_to_this_org
    feature_not_enabled invalid_cursor invalid_search_channel_type invalid_sort invalid_sort_dir
    not_allowed not_an_admin not_an_enterprise team_not_found
  `),
  'admin.roles.listAssignments': codes('feature_not_enabled invalid_actor invalid_cursor invalid_role_id invalid_sort'),
};
