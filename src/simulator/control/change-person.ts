import { z } from 'zod';

import type { Person } from '../org/model.js';
import { Refusal } from '../refusal.js';
import type { Slack } from '../slack.js';

const Role = z.enum(['primary_owner', 'owner', 'admin', 'member', 'multi_channel_guest', 'single_channel_guest']);

/** What can be changed by hand about somebody: `POST /control/people` with `{ id, changes }`. */
export const ChangePerson = z.strictObject({
  id: z.string(),
  changes: z.strictObject({
    org_role: z.enum(['primary_owner', 'owner', 'admin', 'member']).exactOptional(),
    /** `role: null` takes them out of the workspace. */
    workspace: z.strictObject({ team: z.string(), role: Role.nullable() }).exactOptional(),
    deactivated: z.boolean().exactOptional(),
    /** A guest everywhere, or (false) a member wherever they are a guest. */
    guest: z.union([z.enum(['multi_channel', 'single_channel']), z.literal(false)]).exactOptional(),
    real_name: z.string().exactOptional(),
    display_name: z.string().exactOptional(),
  }),
});

type Changes = z.infer<typeof ChangePerson>['changes'];

function changeWorkspace(slack: Slack, person: Person, wish: NonNullable<Changes['workspace']>): void {
  const workspace = slack.org.findWorkspace(wish.team);
  if (!workspace) throw new Refusal('team_not_found');
  if (wish.role === null) delete person.workspaces[workspace.id];
  else person.workspaces[workspace.id] = wish.role;
}

function changeGuest(person: Person, guest: NonNullable<Changes['guest']> | false): void {
  for (const [team, role] of Object.entries(person.workspaces)) {
    if (guest !== false) person.workspaces[team] = `${guest}_guest`;
    else if (role.endsWith('_guest')) person.workspaces[team] = 'member';
  }
}

/** Changes the organisation behind the app's back, as Slack's own admin pages would. */
export function changePerson(slack: Slack, { id, changes }: z.infer<typeof ChangePerson>): Person {
  const person = slack.org.findPerson(id);
  if (!person) throw new Refusal('user_not_found');
  const { workspace, guest, ...plain } = changes;
  if (workspace) changeWorkspace(slack, person, workspace);
  if (guest !== undefined) changeGuest(person, guest);
  Object.assign(person, plain);
  slack.changes.tell({ kind: 'conversations' });
  return person;
}
