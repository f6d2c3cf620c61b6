import { z } from 'zod';

import type { JsonObject } from '../../json.js';
import type { Person } from '../../org/model.js';
import { isGuestRole, isOrgAdmin } from '../../org/ranks.js';
import type { RoleAnswer, RoleRequest } from '../../org/set-role.js';
import { setAdmin, setOwner, setRegular } from '../../org/set-role.js';
import type { Organisation } from '../../org/organisation.js';
import { presentAdminUser } from '../../present/user.js';
import { Refusal, refuseWith } from '../../refusal.js';
import { flag, maybe, paging, text } from '../arguments.js';
import type { CallContext, Method } from '../method.js';
import { defineMethod } from '../method.js';
import { pageOf } from '../pages.js';

function setter(method: string, set: (org: Organisation, request: RoleRequest) => RoleAnswer): Method {
  return defineMethod({
    method,
    tokens: ['user'],
    scopes: ['admin.users:write'],
    input: z.object({ team_id: text, user_id: text }),
    run({ slack, caller }, { team_id, user_id }): JsonObject {
      const refusal = set(slack.org, { caller: caller.person, team_id, user_id });
      if (refusal !== null) throw new Refusal(refusal);
      slack.changes.tell({ kind: 'conversations' });
      return {};
    },
  });
}

/** Of all the people the ones a list is about: strangers are never among them. */
function listed(context: CallContext, wish: { team_id?: string | undefined; is_active: boolean }): Person[] {
  const { org } = context.slack;
  if (wish.team_id !== undefined && !org.workspaces.some(({ id }) => id === wish.team_id)) {
    throw new Refusal('team_not_found');
  }
  return org.people.filter(
    (person) =>
      person.kind !== 'stranger' &&
      person.deactivated !== wish.is_active &&
      (wish.team_id === undefined || wish.team_id in person.workspaces),
  );
}

/** The whole organisation, or one workspace: https://docs.slack.dev/reference/methods/admin.users.list */
const usersList = defineMethod({
  method: 'admin.users.list',
  tokens: ['user'],
  scopes: ['admin.users:read'],
  input: z.object({
    team_id: maybe,
    ...paging(100, 100),
    is_active: flag.default(true),
    include_deactivated_user_workspaces: flag.default(false),
    only_guests: flag.default(false),
    include_admins: flag.default(false),
    include_owners: flag.default(false),
  }),
  run(context, input) {
    const { team_id, only_guests, include_admins, include_owners } = input;
    const { slack, caller } = context;
    if (!isOrgAdmin(caller.person)) throw new Refusal('not_an_admin');
    if (input.include_deactivated_user_workspaces && team_id !== undefined) {
      throw new Refusal('include_deactivated_user_workspaces_invalid');
    }
    if (only_guests && (include_admins || include_owners)) {
      throw refuseWith('invalid_arguments', [
        'only_guests cannot be used together with include_admins or include_owners',
      ]);
    }
    const shown = listed(context, input)
      .filter((person) => !only_guests || (team_id !== undefined && isGuestRole(person.workspaces[team_id])))
      .map((person) => presentAdminUser(slack.org, person, team_id))
      .filter((user) => officesWanted(user, include_admins, include_owners));
    const { items, next_cursor } = pageOf(shown, input);
    return { users: items, response_metadata: { next_cursor } };
  },
});

function officesWanted(user: JsonObject, admins: boolean, owners: boolean): boolean {
  if (!admins && !owners) return true;
  const isOwner = user['is_owner'] === true;
  return (owners && isOwner) || (admins && user['is_admin'] === true && !isOwner);
}

/** The methods of `admin.users.*`. */
export const adminUserMethods = [
  usersList,
  setter('admin.users.setAdmin', setAdmin),
  setter('admin.users.setOwner', setOwner),
  setter('admin.users.setRegular', setRegular),
];
