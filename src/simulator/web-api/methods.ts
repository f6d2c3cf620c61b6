import type { Method } from './method.js';
import { adminConversationSearchMethods } from './methods/admin-conversations-search.js';
import { adminConversationMethods } from './methods/admin-conversations.js';
import { adminRoleMethods } from './methods/admin-roles.js';
import { adminTeamMethods } from './methods/admin-teams.js';
import { adminUsergroupMethods } from './methods/admin-usergroups.js';
import { adminUserAccountMethods } from './methods/admin-users-accounts.js';
import { adminUserListMethods } from './methods/admin-users-list.js';
import { adminUserRoleMethods } from './methods/admin-users-roles.js';
import { authMethods } from './methods/auth.js';
import { chatMethods } from './methods/chat.js';
import { conversationMethods } from './methods/conversations.js';
import { fileMethods } from './methods/files.js';
import { historyMethods } from './methods/history.js';
import { teamMethods } from './methods/team.js';
import { usergroupMethods } from './methods/usergroups.js';
import { userMethods } from './methods/users.js';
import { viewMethods } from './methods/views.js';

/** Every method that needs a token, by its name. `api.test`, which needs none, stands apart. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [
    ...authMethods,
    ...teamMethods,
    ...userMethods,
    ...conversationMethods,
    ...historyMethods,
    ...chatMethods,
    ...viewMethods,
    ...fileMethods,
    ...usergroupMethods,
    ...adminUserListMethods,
    ...adminUserRoleMethods,
    ...adminUserAccountMethods,
    ...adminUsergroupMethods,
    ...adminTeamMethods,
    ...adminConversationMethods,
    ...adminConversationSearchMethods,
    ...adminRoleMethods,
  ].map((method) => [method.method, method]),
);
