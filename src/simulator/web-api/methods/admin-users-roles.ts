import { z } from 'zod';

import type { JsonObject } from '../../json.js';
import type { Organisation } from '../../org/organisation.js';
import type { RoleAnswer, RoleRequest } from '../../org/set-role.js';
import { setAdmin, setOwner, setRegular } from '../../org/set-role.js';
import { Refusal } from '../../refusal.js';
import { tellOfChange } from '../admin.js';
import { text } from '../arguments.js';
import type { Method } from '../method.js';
import { defineMethod } from '../method.js';

function setter(method: string, set: (org: Organisation, request: RoleRequest) => RoleAnswer): Method {
  return defineMethod({
    method,
    tokens: ['user'],
    scopes: ['admin.users:write'],
    input: z.object({ team_id: text, user_id: text }),
    run(context, { team_id, user_id }): JsonObject {
      const refusal = set(context.slack.org, { caller: context.caller.person, team_id, user_id });
      if (refusal !== null) throw new Refusal(refusal);
      tellOfChange(context);
      return {};
    },
  });
}

/** Who is an admin, an owner or a regular member. */
export const adminUserRoleMethods = [
  setter('admin.users.setAdmin', setAdmin),
  setter('admin.users.setOwner', setOwner),
  setter('admin.users.setRegular', setRegular),
];
