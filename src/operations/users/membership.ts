import { z } from 'zod';

import type { OrgReader } from '../../engine/operation.js';
import { roleAt, type Person, type Role, type Workspace } from '../../engine/organisation/people.js';
import type { JsonObject } from '../../engine/planning/plan.js';
import { code, person, words, type Words } from '../../engine/words.js';

/*
 * Whether somebody belongs to a workspace, for admin.users.assign and …remove. Where Slack leaves out which workspaces
 * somebody is in, nothing is claimed: Slack’s own answer to the call tells, and a lost one nobody can read back.
 */

/** Who is to join or leave what. */
export interface MemberInput {
  readonly user_id: string;
  readonly team_id: string;
}

/** What somebody is in the workspace; `none` is not belonging to it, `unknown` is that Slack does not say. */
export type Standing = Role | 'none' | 'unknown';

const Before = z.object({ role: z.string() });

/** The state that plans rest on. */
export function memberBefore(
  { user_id, team_id }: MemberInput,
  role: Standing,
): { user_id: string; team_id: string; role: Standing } {
  return { user_id, team_id, role };
}

export function standingBefore(before: JsonObject): string {
  return Before.parse(before).role;
}

export function memberCanBeReadBack(before: JsonObject): 'possible' | 'impossible' {
  return standingBefore(before) === 'unknown' ? 'impossible' : 'possible';
}

/** What they are there. The accounts of deactivated people are switched off everywhere. */
export function standingIn(somebody: Person, workspace: Workspace): Standing {
  if (somebody.kind === 'deactivated') return 'none';
  const runsIt = [workspace.primaryOwner, ...workspace.owners, ...workspace.admins].includes(somebody.id);
  if (runsIt || somebody.workspaces?.includes(workspace.id)) return roleAt(somebody, workspace);
  return somebody.workspaces ? 'none' : 'unknown';
}

/** Both as they are now, or why there is nobody or no place that this could be about. */
export async function readMember(
  { user_id, team_id }: MemberInput,
  org: OrgReader,
): Promise<{ readonly somebody: Person; readonly workspace: Workspace } | Words> {
  const [somebody, workspace] = await Promise.all([org.person(user_id), org.workspace(team_id)]);
  if (!workspace) return words`This organisation has no workspace ${code(team_id)}.`;
  const who = person(user_id);
  if (somebody.kind === 'stranger') {
    return words`${who} is not an account of this organisation. Somebody new is invited by e-mail (“Invite” does that).`;
  }
  if (somebody.kind === 'bot') return words`${who} is a bot. Slack does this with people only.`;
  return { somebody, workspace };
}
