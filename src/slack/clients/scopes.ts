import type { Catalogue } from '../../engine/operation.js';

/**
 * Scopes that the app needs besides those of its operations, each with what it is for. Nothing more is asked for:
 * every admin scope is power, and `admin.apps:write` would even switch off the org's app approval.
 */
export const BOT_SCOPES: Readonly<Record<string, string>> = {
  commands: 'slash commands',
  'chat:write': 'audit posts, approval cards, direct messages',
  'users:read': 'users.info: who somebody is, read anew for every decision',
  'im:write': 'conversations.open: direct messages to requesters',
  'files:write': 'lists that were asked for as CSV, sent to whoever asked',
  'usergroups:read': 'usergroups.list: the local copy of the organisation’s groups, as each workspace shows them',
  'im:history': 'finding a direct message whose arrival is not known',
  'channels:history': 'finding a post in a public audit channel whose arrival is not known',
  'groups:history': 'the same in private channels',
  'channels:read': 'conversations.info: whether the audit channel is what it should be',
  'groups:read': 'the same for the private approval channel',
};

export const USER_SCOPES: Readonly<Record<string, string>> = {
  'admin.teams:read': 'workspaces with their owners and admins',
  'admin.conversations:read': 'the local copy of the organisation’s channels',
  'admin.users:read': 'the local copy of the organisation’s people',
  'admin.roles:read': 'admin.roles.listAssignments: who holds a system role that a policy file names',
};

/** What the admin token must be allowed to: the reads, and what each operation says it needs. */
export function userScopes(catalogue: Catalogue): string[] {
  return [...new Set([...Object.keys(USER_SCOPES), ...catalogue.all.flatMap(({ scopes }) => [...scopes])])].sort();
}

/** What an install asks for. */
export function neededScopes(catalogue: Catalogue): {
  readonly bot: readonly string[];
  readonly user: readonly string[];
} {
  return { bot: Object.keys(BOT_SCOPES).sort(), user: userScopes(catalogue) };
}
