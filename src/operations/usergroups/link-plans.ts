import type { OrgReader } from '../../engine/operation.js';
import type { Draft, GroupLink, JsonObject } from '../../engine/planning/plan.js';
import { commas, group, listed, place, words, type Words } from '../../engine/words.js';
import { membersInWords } from './groups.js';
import {
  linkedBefore,
  linksMade,
  linksTaken,
  readLinks,
  undoLinks,
  undoUnlinks,
  unseenBefore,
  type LinkArguments,
  type LinkInput,
} from './links.js';

/* What linking and unlinking does to people: slack.com/help/articles/115001435788. */

/** Plans to link the group to those of the workspaces that it is not linked to in this way already. */
export async function planLinks(input: LinkInput, org: OrgReader): Promise<Draft<LinkArguments>> {
  const links = await readLinks(input, org);
  if (!('before' in links)) return { kind: 'obstacle', says: links };
  const { before, members } = links;
  const { usergroup_id, team_ids, auto_provision } = input;
  const touched = linksMade(input, before);
  if (touched.length === 0)
    return unchanged(words`is linked to ${commas(team_ids.map(place), 10)} already`, input, before);

  const switched = linkedBefore(touched, before);
  const unseen = unseenBefore(before);
  const joins = auto_provision
    ? words`${membersInWords(members)} Slack adds all of them to these workspaces at once, and makes an account for everybody who has none there.`
    : words`${membersInWords(members)} Slack adds them to these workspaces.`;
  return {
    kind: 'plan',
    risk: 'privileged',
    changes: [
      ...listed(
        words`${group(usergroup_id)}: not linked → linked to `,
        without(touched, [...switched, ...unseen]).map(place),
      ),
      ...listed(words`${group(usergroup_id)}: not shown → linked to `, unseen.map(place)),
      ...listed(
        words`${group(usergroup_id)}: no accounts made → accounts made for its members in `,
        switched.map(place),
      ),
      ...listed(words`Linked already, and left as it is: `, without(team_ids, touched).map(place)),
    ],
    warnings: [
      joins,
      ...listed(
        words`Slack does not show whether the group is linked to these workspaces already: `,
        unseen.map(place),
      ),
      ...(undoLinks(input, before).possible ? [UNDOING_REMOVES] : []),
    ],
    effects: touched.map((team) => linkEffect(input, team, 'gains')),
    before,
    calls: [{ usergroup_id, team_ids: touched, ...(auto_provision ? { auto_provision } : {}) }],
  };
}

const UNDOING_REMOVES = words`Undoing it can also take people out of these workspaces who were there before: Slack removes everybody in the group together with the link, unless a role or another group keeps them there.`;

/** Plans to take the group out of those of the workspaces that it is linked to, or may be. */
export async function planUnlinks(input: LinkInput, org: OrgReader): Promise<Draft<LinkArguments>> {
  const links = await readLinks(input, org);
  if (!('before' in links)) return { kind: 'obstacle', says: links };
  const { before, members } = links;
  const { usergroup_id, team_ids } = input;
  const touched = linksTaken(input, before);
  if (touched.length === 0) return unchanged(words`is not linked to ${commas(team_ids.map(place), 10)}`, input, before);

  const unseen = unseenBefore(before);
  return {
    kind: 'plan',
    risk: 'change',
    changes: [
      ...listed(words`${group(usergroup_id)}: linked → not linked to `, without(touched, unseen).map(place)),
      ...listed(words`${group(usergroup_id)}: not shown → not linked to `, unseen.map(place)),
      ...listed(words`Not linked, and left as it is: `, without(team_ids, touched).map(place)),
    ],
    warnings: [
      words`${membersInWords(members)} Slack removes them from these workspaces together with the link, also those who were there before it, unless a role or another group keeps them there.`,
      ...listed(words`Slack does not show whether the group is linked to these workspaces at all: `, unseen.map(place)),
      ...(undoUnlinks(input, before).possible ? [UNDOING_LINKS] : []),
    ],
    effects: touched.map((team) => linkEffect(input, team, 'loses')),
    before,
    calls: [{ usergroup_id, team_ids: touched }],
    asksTwice: words`People will lose ${commas(touched.map(place), 10)}. Take ${group(usergroup_id)} out all the same?`,
  };
}

const UNDOING_LINKS = words`Undoing it links the group again, but makes no accounts at once.`;

function unchanged(how: Words, { usergroup_id }: LinkInput, before: JsonObject): Draft<LinkArguments> {
  return {
    kind: 'unchanged',
    says: words`${group(usergroup_id)} ${how}. There is nothing to change, so no call is made.`,
    before,
  };
}

function linkEffect({ usergroup_id, auto_provision }: LinkInput, team: string, change: GroupLink['change']): GroupLink {
  return { kind: 'group_link', group: usergroup_id, place: team, change, provisions: auto_provision ?? false };
}

const without = (all: readonly string[], some: readonly string[]): string[] => all.filter((id) => !some.includes(id));
