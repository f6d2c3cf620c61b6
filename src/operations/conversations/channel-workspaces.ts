import { z } from 'zod';

import { WorkspaceId, listOf } from '../../engine/inputs.js';
import type { JsonObject, Undo } from '../../engine/planning/plan.js';
import { channel, commas, place, words, type Words } from '../../engine/words.js';

/*
 * In which workspaces a channel is to be, and was. Facts: docs.slack.dev/reference/methods/admin.conversations.setTeams.
 */

/** One way of saying where a channel is to be for each argument that Slack takes for it; `org` is `org_channel`. */
export const MODES = {
  team: 'One workspace',
  workspaces: 'These workspaces',
  org: 'The whole organisation',
} as const;
export type Mode = keyof typeof MODES;

export const ModeChoice = z.enum(['team', 'workspaces', 'org'], { error: 'Choose where the channel is to be.' });

/** Slack has a limit of its own (`too_many_target_teams`), of which it does not say how high it is. */
export const MAX_WORKSPACES = 100;
export const TargetWorkspaces = listOf(WorkspaceId, { called: 'workspaces', max: MAX_WORKSPACES });

export interface SetTeamsInput {
  readonly channel_id: string;
  readonly mode: Mode;
  readonly team_id?: string | undefined;
  readonly target_team_ids?: readonly string[] | undefined;
}

export type SetTeamsArguments = {
  readonly channel_id: string;
  readonly team_id?: string;
  readonly target_team_ids?: readonly string[];
  readonly org_channel?: true;
};

const FIELD_OF: Readonly<Record<Mode, 'team_id' | 'target_team_ids' | null>> = {
  team: 'team_id',
  workspaces: 'target_team_ids',
  org: null,
};

/** Each mode has its own field, and the fields of other modes stay empty: nobody has to guess which of two counts. */
export function fitsItsMode(input: SetTeamsInput, context: z.RefinementCtx): void {
  const own = FIELD_OF[input.mode];
  for (const key of ['team_id', 'target_team_ids'] as const) {
    const filled = input[key] !== undefined;
    if (filled === (key === own)) continue;
    const message = filled
      ? `Leave this empty: “${MODES[input.mode]}” is chosen above.`
      : `Choose ${key === 'team_id' ? 'the workspace' : 'the workspaces'} here: “${MODES[input.mode]}” is chosen above.`;
    context.addIssue({ code: 'custom', path: [key], message });
  }
}

/** The list that Slack is given; `null` is the whole organisation. */
export function wantedWorkspaces({ mode, team_id, target_team_ids }: SetTeamsInput): readonly string[] | null {
  switch (mode) {
    case 'team':
      return team_id ? [team_id] : [];
    case 'workspaces':
      return target_team_ids ?? [];
    case 'org':
      return null;
  }
}

/** Exactly one of Slack's three arguments, by the mode. */
export function argumentsOf({ channel_id, mode, team_id, target_team_ids }: SetTeamsInput): SetTeamsArguments {
  if (mode === 'org') return { channel_id, org_channel: true };
  if (mode === 'team') return { channel_id, ...(team_id ? { team_id } : {}) };
  return { channel_id, ...(target_team_ids ? { target_team_ids } : {}) };
}

/** The state that counts; the workspaces of an org-wide channel are all there are, so they are not listed. */
const WorkspacesBefore = z.object({
  org_wide: z.boolean(),
  workspaces: z.array(z.string()),
  more: z.boolean().default(false),
});

/** Back to the list that was there before, as far as Slack showed all of it. */
export function undoSetTeams(input: SetTeamsInput, before: JsonObject): Undo {
  const { channel_id } = input;
  const { org_wide, workspaces, more } = WorkspacesBefore.parse(before);
  const after = wantedWorkspaces(input);
  if (after === null) return { possible: false, why: NOT_FROM_ORG_WIDE };
  if (more || (workspaces.length === 0 && !org_wide)) {
    return { possible: false, why: words`Slack does not show all of the workspaces that the channel was in before.` };
  }
  return {
    possible: true,
    operation: 'admin.conversations.setTeams',
    input: { channel_id, ...(org_wide ? { mode: 'org' } : backTo(workspaces, after)) },
    expects: { channel_id, org_wide: false, workspaces: after.toSorted() },
  };
}

/** Slack makes a channel local only to a workspace that it is in. */
function backTo(workspaces: readonly string[], after: readonly string[]): JsonObject {
  const [only] = workspaces;
  return only && workspaces.length === 1 && after.includes(only)
    ? { mode: 'team', team_id: only }
    : { mode: 'workspaces', target_team_ids: workspaces };
}

const NOT_FROM_ORG_WIDE = words`People of every workspace can join a channel of the whole organisation, so it is not taken back from here. Where it should be instead can be decided anew with “Set channel workspaces”.`;

/** What was done, to follow somebody's name. */
export function doneInWords({ channel_id, ...input }: SetTeamsInput): Words {
  const after = wantedWorkspaces({ channel_id, ...input });
  if (after === null) return words`made ${channel(channel_id)} a channel of the whole organisation`;
  return input.mode === 'team'
    ? words`made ${channel(channel_id)} a channel of ${commas(after.map(place), 10)} alone`
    : words`connected ${channel(channel_id)} to ${commas(after.map(place), 10)}, and to no other workspace`;
}
