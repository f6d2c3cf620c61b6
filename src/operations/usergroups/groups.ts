import { words, type Words } from '../../engine/words.js';

/** How many people a change of a group reaches. */
export function membersInWords(members: number | null): Words {
  if (members === null) return words`Slack does not show how many people are in this group.`;
  return members === 1 ? words`One person is in this group now.` : words`${members} people are in this group now.`;
}

/** What Slack's codes about the group itself mean, in every method of `admin.usergroups`. */
export const GROUP_ERRORS: Readonly<Record<string, string>> = {
  not_an_admin:
    'Whoever installed the app may not change this group: they are no longer org owner or admin. An org owner has to reinstall the app.',
  not_an_enterprise:
    'The app’s admin token belongs to a single workspace and not to an Enterprise organisation. An org owner has to install the app for the whole organisation.',
  restricted_action:
    'Whoever installed the app may not change this group. An org owner can look at who manages groups in Slack’s organisation settings, or reinstall the app.',
  usergroup_not_found:
    'Slack knows no such IdP group any more. Choose another one from the list; groups that were made by hand in a workspace cannot be used here.',
};
