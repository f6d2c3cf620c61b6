import { z } from 'zod';

import type { JsonObject } from '../../json.js';
import type { WorkspaceRole } from '../../org/model.js';
import { isOrgAdmin } from '../../org/ranks.js';
import { Refusal } from '../../refusal.js';
import type { Slack } from '../../slack.js';
import { paging, text } from '../arguments.js';
import type { CallContext } from '../method.js';
import { defineMethod } from '../method.js';
import { pageOf } from '../pages.js';

const admin = { tokens: ['user'], scopes: ['admin.teams:read'] } as const;

function primaryOwner(slack: Slack, team: string): JsonObject {
  const person = slack.org.people.find((each) => each.workspaces[team] === 'primary_owner') ?? slack.org.installer;
  return { user_id: person.id, email: person.email };
}

/** https://docs.slack.dev/reference/methods/admin.teams.list */
const teamsList = defineMethod({
  method: 'admin.teams.list',
  ...admin,
  input: z.object(paging(1000, 100)),
  codes: { limit: 'invalid_limit' },
  run({ slack, caller }, input) {
    if (!isOrgAdmin(caller.person)) throw new Refusal('not_an_admin');
    const { items, next_cursor } = pageOf(slack.org.workspaces, input);
    const teams = items.map(({ id, name, domain, discoverability }) => ({
      id,
      name,
      discoverability,
      primary_owner: primaryOwner(slack, id),
      team_url: `https://${domain}.slack.com/`,
    }));
    return { teams, response_metadata: { next_cursor } };
  },
});

function holders({ slack, caller }: CallContext, team_id: string, roles: readonly WorkspaceRole[]): string[] {
  if (!isOrgAdmin(caller.person)) throw new Refusal('not_an_admin');
  if (!slack.org.workspaces.some(({ id }) => id === team_id)) throw new Refusal('team_not_found');
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
