import { z } from 'zod';

import type { OrgReader } from '../../engine/operation.js';
import type { JsonObject, Undo } from '../../engine/planning/plan.js';
import { code, commas, place, words, type Words } from '../../engine/words.js';

/*
 * What `admin.usergroups.addTeams` and `removeTeams` have in common: a group, and the workspaces it is linked to.
 * Facts: docs.slack.dev/reference/methods/admin.usergroups.addTeams and …removeTeams.
 */

export interface LinkInput {
  readonly usergroup_id: string;
  readonly team_ids: readonly string[];
  readonly auto_provision?: true | undefined;
}

export type LinkArguments = {
  readonly usergroup_id: string;
  readonly team_ids: readonly string[];
  readonly auto_provision?: true;
};

/** Slack takes no more than this away at a time, so no more is added at a time. */
export const MAX_WORKSPACES = 100;

/** How the group stands to the workspaces that were asked for; `provisions` is there only where it makes a difference. */
const LinksBefore = z.object({
  linked: z.array(z.string()),
  provisions: z.array(z.string()).default([]),
  unseen: z.array(z.string()),
});

export interface Links {
  readonly before: JsonObject;
  /** How many people are in the group, where Slack tells. */
  readonly members: number | null;
}

/** Reads how the group stands to the workspaces now, or says what there is not. */
export async function readLinks(input: LinkInput, org: OrgReader): Promise<Links | Words> {
  const { usergroup_id, team_ids, auto_provision } = input;
  const [found, known] = await Promise.all([org.group(usergroup_id), org.knownWorkspaces(team_ids)]);
  if (!found) return words`This organisation has no IdP group ${code(usergroup_id)}. Choose another one.`;
  const missing = team_ids.filter((team) => !known.includes(team));
  if (missing.length > 0) return words`This organisation has no workspace ${commas(missing.map(code))}.`;
  const { linked, provisions, unseen } = await org.groupLinks(usergroup_id, team_ids);
  return {
    members: found.members?.length ?? null,
    before: {
      usergroup_id,
      linked: linked.toSorted(),
      ...(auto_provision ? { provisions: provisions.toSorted() } : {}),
      unseen: unseen.toSorted(),
    },
  };
}

/** The workspaces that a run links the group to, or in which it switches on that accounts are made. */
export function linksMade({ team_ids, auto_provision }: LinkInput, before: JsonObject): string[] {
  const { linked, provisions } = LinksBefore.parse(before);
  return team_ids.filter((team) => !(auto_provision ? provisions : linked).includes(team));
}

/** The workspaces that a run takes the group out of. */
export function linksTaken({ team_ids }: LinkInput, before: JsonObject): string[] {
  const { linked, unseen } = LinksBefore.parse(before);
  return team_ids.filter((team) => linked.includes(team) || unseen.includes(team));
}

/** Out of these, the workspaces to which the group was linked before. */
export function linkedBefore(teams: readonly string[], before: JsonObject): string[] {
  return teams.filter((team) => LinksBefore.parse(before).linked.includes(team));
}

/** The workspaces of which Slack did not tell. */
export const unseenBefore = (before: JsonObject): string[] => LinksBefore.parse(before).unseen;

/** Out again, but only of workspaces that the run itself has added. */
export function undoLinks(input: LinkInput, before: JsonObject): Undo {
  const added = linksMade(input, before);
  const switched = linkedBefore(added, before);
  if (unseenBefore(before).length > 0) return notSeen(before);
  if (switched.length > 0) {
    return {
      possible: false,
      why: words`Slack has no call by which ${commas(switched.map(place))} would stay linked and stop making accounts.`,
    };
  }
  return {
    possible: true,
    operation: 'admin.usergroups.removeTeams',
    input: { usergroup_id: input.usergroup_id, team_ids: added },
    expects: { usergroup_id: input.usergroup_id, linked: added.toSorted(), unseen: [] },
  };
}

/** Linked again, but only to workspaces that the run itself has taken away. */
export function undoUnlinks(input: LinkInput, before: JsonObject): Undo {
  if (unseenBefore(before).length > 0) return notSeen(before);
  return {
    possible: true,
    operation: 'admin.usergroups.addTeams',
    input: { usergroup_id: input.usergroup_id, team_ids: linksTaken(input, before) },
    expects: { usergroup_id: input.usergroup_id, linked: [], unseen: [] },
  };
}

function notSeen(before: JsonObject): Undo {
  return {
    possible: false,
    why: words`Slack does not show whether the group was linked to ${commas(unseenBefore(before).map(place))} before.`,
  };
}

/** What Slack does not show cannot be read back either, when an answer is lost. */
export function linksCanBeReadBack(before: JsonObject): 'possible' | 'impossible' {
  return unseenBefore(before).length > 0 ? 'impossible' : 'possible';
}
