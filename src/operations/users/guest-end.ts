import { z } from 'zod';

import type { OrgReader } from '../../engine/operation.js';
import type { Draft, JsonObject, Undo } from '../../engine/planning/plan.js';
import { moment, person, place, words, type Words } from '../../engine/words.js';
import { readMember, standingIn, type MemberInput } from './membership.js';

/* When a guest's account ends. Facts: docs.slack.dev/reference/methods/admin.users.setExpiration. */

export interface EndInput extends MemberInput {
  readonly expiration_ts: number;
}

export type EndArguments = { readonly user_id: string; readonly team_id: string; readonly expiration_ts: number };

const Before = z.object({ expiration_ts: z.number().nullable() });

/** Whether the guest would stay longer than they may now. */
export function prolongs({ expiration_ts }: EndInput, before: JsonObject): boolean {
  const former = Before.parse(before).expiration_ts;
  return former !== null && former < expiration_ts;
}

/** Reads who the guest is and when their account ends, and plans to move that, or says why that cannot be done. */
export async function planEnd(input: EndInput, org: OrgReader): Promise<Draft<EndArguments>> {
  const { user_id, team_id, expiration_ts } = input;
  const inTheWay = await whyNot(input, org);
  if (inTheWay) return { kind: 'obstacle', says: inTheWay };

  const former = await org.guestExpiration(user_id, team_id);
  const before = beforeWith(input, former);
  if (former === expiration_ts) {
    const says = words`The account of ${person(user_id)} in ${place(team_id)} ends on ${moment(expiration_ts)} already. There is nothing to change, so no call is made.`;
    return { kind: 'unchanged', says, before };
  }
  if (expiration_ts * 1000 <= org.now().getTime()) {
    return { kind: 'obstacle', says: words`${moment(expiration_ts)} has passed already. Choose a later moment.` };
  }
  const from = former === null ? words`no end` : words`ends on ${moment(former)}`;
  return {
    kind: 'plan',
    risk: prolongs(input, before) ? 'privileged' : 'change',
    changes: [
      words`Guest account of ${person(user_id)} in ${place(team_id)}: ${from} → ends on ${moment(expiration_ts)}`,
    ],
    warnings: [],
    effects: [{ kind: 'guest_end', person: user_id, place: team_id }],
    before,
    calls: [{ user_id, team_id, expiration_ts }],
  };
}

/** Back to the former end, where there was one. */
export function undoEnd(input: EndInput, before: JsonObject): Undo {
  const { user_id, team_id } = input;
  const former = Before.parse(before).expiration_ts;
  if (former === null) return { possible: false, why: NO_END_BEFORE };
  return {
    possible: true,
    operation: 'admin.users.setExpiration',
    input: { user_id, team_id, expiration_ts: former },
    expects: beforeWith(input, input.expiration_ts),
  };
}

const NO_END_BEFORE = words`The account has no end now, and Slack documents no call that takes an end away again; a later one can be set at any time.`;

function beforeWith({ user_id, team_id }: EndInput, end: number | null): JsonObject {
  return { user_id, team_id, expiration_ts: end };
}

async function whyNot(input: EndInput, org: OrgReader): Promise<Words | null> {
  const member = await readMember(input, org);
  if (!('somebody' in member)) return member;
  const { somebody, workspace } = member;
  const who = person(somebody.id);
  if (somebody.kind === 'deactivated') {
    return words`${who} is deactivated, so there is no account that could end. Reactivate it in Slack first, then try again.`;
  }
  if (somebody.kind === 'member') {
    return words`${who} is a full member, and only the accounts of guests end. To take them out of the workspace, use “Remove from workspace”.`;
  }
  if (standingIn(somebody, workspace) === 'none') {
    return words`${who} is a guest, but not of ${place(workspace.id)}. Choose a workspace they are in.`;
  }
  return null;
}
