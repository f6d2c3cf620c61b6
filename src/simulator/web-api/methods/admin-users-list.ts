import { z } from 'zod';

import type { Person } from '../../org/model.js';
import { isGuest, isGuestRole } from '../../org/ranks.js';
import { presentAdminUser } from '../../present/user.js';
import { Refusal, refuseWith } from '../../refusal.js';
import { requireOrgAdmin } from '../admin.js';
import { flag, maybe, paging } from '../arguments.js';
import { defineMethod } from '../method.js';
import { pageWhere } from '../pages.js';

const input = z.object({
  team_id: maybe,
  ...paging(100, 100),
  is_active: flag.default(true),
  include_deactivated_user_workspaces: flag.default(false),
  only_guests: flag.default(false),
  include_admins: flag.default(false),
  include_owners: flag.default(false),
});

type Wish = z.output<typeof input>;

/** Active or deactivated: in the workspace that was asked for, or in the organisation. */
function hasActivity(person: Person, { team_id, is_active }: Wish): boolean {
  if (team_id === undefined) return person.deactivated !== is_active;
  if (person.left.includes(team_id)) return !is_active;
  return team_id in person.workspaces && person.deactivated !== is_active;
}

function isGuestOf(person: Person, team_id: string | undefined): boolean {
  return team_id === undefined ? isGuest(person) : isGuestRole(person.workspaces[team_id]);
}

/** Neither of the two wishes means everybody; admins alone means without owners. */
function hasOffice(person: Person, { team_id, include_admins, include_owners }: Wish): boolean {
  if (!include_admins && !include_owners) return true;
  const role = team_id === undefined ? person.org_role : person.workspaces[team_id];
  return (include_owners && (role === 'owner' || role === 'primary_owner')) || (include_admins && role === 'admin');
}

function isListed(person: Person, wish: Wish): boolean {
  if (person.kind === 'stranger' || !hasActivity(person, wish)) return false;
  return (!wish.only_guests || isGuestOf(person, wish.team_id)) && hasOffice(person, wish);
}

function refuseContradictions(wish: Wish): void {
  if (wish.include_deactivated_user_workspaces && wish.team_id !== undefined) {
    throw new Refusal('include_deactivated_user_workspaces_invalid');
  }
  if (wish.only_guests && (wish.include_admins || wish.include_owners)) {
    throw refuseWith('invalid_arguments', [
      'only_guests cannot be used together with include_admins or include_owners',
    ]);
  }
}

/** The whole organisation, or one workspace: https://docs.slack.dev/reference/methods/admin.users.list */
const usersList = defineMethod({
  method: 'admin.users.list',
  tokens: ['user'],
  scopes: ['admin.users:read'],
  input,
  run(context, wish) {
    const { org } = context.slack;
    requireOrgAdmin(context);
    refuseContradictions(wish);
    const { team_id } = wish;
    if (team_id !== undefined && !org.workspaceOfId(team_id)) throw new Refusal('team_not_found');
    const { items, next_cursor } = pageWhere(org.people, (person) => isListed(person, wish), wish);
    const shown = { team: team_id, withLeft: wish.include_deactivated_user_workspaces };
    const users = items.map((person) => presentAdminUser(org, person, shown));
    return { users, response_metadata: { next_cursor } };
  },
});

/** Who is there. */
export const adminUserListMethods = [usersList];
