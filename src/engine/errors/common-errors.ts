const TOKEN = 'The app’s token does not work any more, so nothing can be run. An org owner has to reinstall the app.';
const OURS = 'This is a fault of the app, not of your request. Tell whoever operates it, with the code.';
/** For what was only read, and for calls of which it is known by now how they ended: what is not known is never explained. */
const SLACK_DOWN =
  'Slack is having trouble. Try again in a minute; if it stays, status.slack.com says when it is over.';

/**
 * What Slack's common error codes mean for somebody who ran an operation, and what to do next; they can come from every
 * method (docs.slack.dev, “Errors” of each method; list: reference/slack-common-errors.json).
 */
export const COMMON_ERRORS: Readonly<Record<string, string>> = {
  access_denied:
    'The app may not touch something named here. An org owner can see in the app’s settings what it may do.',
  accesslimited: 'Slack does not answer from this network. The operator has to look at the org’s IP allowlist.',
  account_inactive: TOKEN,
  deprecated_endpoint: OURS,
  ekm_access_denied:
    'Your organisation has revoked Slack’s encryption keys, so Slack is suspended. Ask whoever manages the keys.',
  enterprise_is_restricted: OURS,
  fatal_error: SLACK_DOWN,
  feature_not_enabled: 'The Admin API is not switched on for this organisation or workspace. Ask Slack’s support.',
  internal_error: SLACK_DOWN,
  invalid_arg_name: OURS,
  invalid_arguments: OURS,
  invalid_array_arg: OURS,
  invalid_auth: TOKEN,
  invalid_charset: OURS,
  invalid_form_data: OURS,
  invalid_json: OURS,
  invalid_post_type: OURS,
  is_bot: OURS,
  json_not_object: OURS,
  method_deprecated: OURS,
  missing_post_type: OURS,
  missing_scope:
    'The app was not granted the scope this needs. An org owner has to reinstall it with its present scopes.',
  no_permission: 'The app’s token lacks the rights for this. An org owner has to look at the installation.',
  not_allowed_token_type: OURS,
  not_an_admin: 'Whoever installed the app is no longer org owner or admin. An org owner has to reinstall it.',
  not_authed: OURS,
  org_login_required: 'The workspace is being moved into an organisation. Try again when that is finished.',
  ratelimited: 'Too many calls at once. Wait a minute and try again.',
  request_timeout: SLACK_DOWN,
  service_unavailable: SLACK_DOWN,
  team_access_not_granted:
    'The app has not been added to that workspace. An org admin can add it in Slack’s admin pages.',
  team_added_to_org: 'The workspace is being moved into the organisation. Try again when that is finished.',
  token_expired: TOKEN,
  token_revoked: TOKEN,
  two_factor_setup_required: 'Whoever installed the app must set up two-factor sign-in first.',
  unknown_method:
    'Slack does not know this method at the moment. Try again later; if it stays, tell whoever operates the app.',
};
