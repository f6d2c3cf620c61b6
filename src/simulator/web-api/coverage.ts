/** How much of a method of Slack's Web API the simulator has. */
export interface Coverage {
  method: string;
  support: 'full' | 'partial';
  /** For `partial`: what is missing. */
  note?: string;
}

const full = (method: string): Coverage => ({ method, support: 'full' });
const partial = (method: string, note: string): Coverage => ({ method, support: 'partial', note });

/** Every method the simulator answers; any other is `unknown_method`. A test keeps table, routes and tests in step. */
export const coverage: readonly Coverage[] = [
  full('api.test'),
  full('auth.test'),
  full('auth.revoke'),
  partial('oauth.v2.access', 'no redirect_uri, no PKCE; the client in the body, not in a header'),
  full('apps.connections.open'),
  partial('auth.teams.list', 'no icons'),
  partial('team.info', 'no icons; not by domain'),
  partial('users.info', 'zone offsets are zero; no pictures'),
  partial('users.list', 'zone offsets are zero; no pictures'),
  partial('users.conversations', 'no group direct messages'),
  partial('conversations.list', 'no group direct messages'),
  full('conversations.info'),
  full('conversations.members'),
  partial('conversations.open', 'no group direct messages'),
  full('conversations.history'),
  full('conversations.replies'),
  full('conversations.join'),
  partial('chat.postMessage', 'no markdown_text, no unfurling, no other author name or icon'),
  partial('chat.update', 'no markdown_text, no files'),
  full('chat.delete'),
  full('chat.postEphemeral'),
  full('chat.getPermalink'),
  partial('views.open', 'no interactivity_pointer'),
  partial('views.push', 'no interactivity_pointer'),
  full('views.update'),
  full('views.publish'),
  partial('files.getUploadURLExternal', 'no snippets; every file is of one type'),
  partial('files.completeUploadExternal', 'one channel_id, not several channels'),
  partial('usergroups.list', 'no disabled groups'),
  partial('usergroups.users.list', 'no disabled groups'),
  full('admin.teams.list'),
  full('admin.teams.admins.list'),
  full('admin.teams.owners.list'),
  partial('admin.users.list', 'no custom roles'),
  full('admin.users.assign'),
  full('admin.users.remove'),
  partial('admin.users.invite', 'no e-mail is sent; the invitation is kept with the person'),
  full('admin.users.setExpiration'),
  full('admin.users.getExpiration'),
  full('admin.users.setAdmin'),
  full('admin.users.setOwner'),
  full('admin.users.setRegular'),
  full('admin.usergroups.addTeams'),
  full('admin.usergroups.removeTeams'),
  full('admin.usergroups.addChannels'),
  full('admin.usergroups.removeChannels'),
  full('admin.usergroups.listChannels'),
  full('admin.conversations.setTeams'),
  full('admin.conversations.getTeams'),
  full('admin.conversations.search'),
  full('admin.roles.listAssignments'),
];
