import { z } from 'zod';

import type { JsonObject } from '../../json.js';
import type { Person, WorkspaceRole } from '../../org/model.js';
import { Refusal } from '../../refusal.js';
import type { Slack } from '../../slack.js';
import { requireOrgAdmin } from '../admin.js';
import { paging, text } from '../arguments.js';
import type { CallContext } from '../method.js';
import { defineMethod } from '../method.js';
import { pageOf } from '../pages.js';

const admin = { tokens: ['user'], scopes: ['admin.teams:read'] } as const;

/** Looks everybody over once for all the workspaces of a page. */
function primaryOwners({ org }: Slack): (team: string) => JsonObject {
  const owners = new Map<string, Person>();
  for (const person of org.people) {
    for (const [team, role] of Object.entries(person.workspaces))
      if (role === 'primary_owner') owners.set(team, person);
  }
  return (team) => {
    const { id, email } = owners.get(team) ?? org.installer;
    return { user_id: id, email };
  };
}

/** https://docs.slack.dev/reference/methods/admin.teams.list */
const teamsList = defineMethod({
  method: 'admin.teams.list',
  ...admin,
  input: z.object(paging(1000, 100)),
  codes: { limit: 'invalid_limit' },
  run(context, input) {
    const { slack } = context;
    requireOrgAdmin(context);
    const primaryOwner = primaryOwners(slack);
    const { items, next_cursor } = pageOf(slack.org.workspaces, input);
    const teams = items.map(({ id, name, domain, discoverability }) => ({
      id,
      name,
      discoverability,
      primary_owner: primaryOwner(id),
      team_url: `https://${domain}.slack.com/`,
    }));
    return { teams, response_metadata: { next_cursor } };
  },
});

function holders(context: CallContext, team_id: string, roles: readonly WorkspaceRole[]): string[] {
  const { slack } = context;
  requireOrgAdmin(context);
  if (!slack.org.workspaceOfId(team_id)) throw new Refusal('team_not_found');
  const held = slack.org.people.filter((person) => {
    const role = person.workspaces[team_id];
    return role !== undefined && roles.includes(role) && !person.deactivated;
  });
  return held.map(({ id }) => id);
}

const oneTeam = z.object({ team_id: text, ...paging(1000, 100) });

/** https://docs.slack.dev/reference/methods/admin.teams.admins.list */
const adminsList = defineMethod({
  method: 'admin.teams.admins.list',
  ...admin,
  input: oneTeam,
  codes: { limit: 'invalid_limit' },
  run(context, input) {
    const { items, next_cursor } = pageOf(holders(context, input.team_id, ['admin']), input);
    return { admin_ids: items, response_metadata: { next_cursor } };
  },
});

/** The primary owner is among the owners: https://docs.slack.dev/reference/methods/admin.teams.owners.list */
const ownersList = defineMethod({
  method: 'admin.teams.owners.list',
  ...admin,
  input: oneTeam,
  codes: { limit: 'invalid_limit' },
  run(context, input) {
    const { items, next_cursor } = pageOf(holders(context, input.team_id, ['owner', 'primary_owner']), input);
    return { owner_ids: items, response_metadata: { next_cursor } };
  },
});

/** The methods of `admin.teams.*`. */
export const adminTeamMethods = [teamsList, adminsList, ownersList];
