import type { Method } from './method.js';
import { adminConversationMethods } from './methods/admin-conversations.js';
import { adminTeamMethods } from './methods/admin-teams.js';
import { adminUserMethods } from './methods/admin-users.js';
import { authMethods } from './methods/auth.js';
import { chatMethods } from './methods/chat.js';
import { conversationMethods } from './methods/conversations.js';
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
    ...usergroupMethods,
    ...adminUserMethods,
    ...adminTeamMethods,
    ...adminConversationMethods,
  ].map((method) => [method.method, method]),
);
