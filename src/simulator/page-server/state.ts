import type { Channel, Person } from '../org/model.js';
import type { PageConversation, PageState, PageView } from '../page/api.js';
import { Refusal } from '../refusal.js';
import type { Slack } from '../slack.js';
import { pageConversation, pagePerson, pageView } from './present.js';

/** Who looks at the page, and in which workspace. */
export interface Viewer {
  person: Person;
  team: string;
}

function isSelectable(person: Person | undefined): person is Person {
  return person !== undefined && person.kind === 'person' && !person.deactivated;
}

/** The person and workspace that were asked for, or (where they cannot be had) the first ones that can. */
export function chosenViewer(slack: Slack, as: string | null, team: string | null): Viewer {
  const wanted = as === null ? undefined : slack.org.personOfId(as);
  const person = isSelectable(wanted) ? wanted : slack.org.people.find(isSelectable);
  if (!person) throw new Refusal('nobody_to_be');
  const theirs = Object.keys(person.workspaces);
  const chosen = team !== null && theirs.includes(team) ? team : theirs[0];
  // Somebody who has been taken out of every workspace looks at the first one, as a stranger.
  return { person, team: chosen ?? slack.org.workspaces[0]?.id ?? slack.org.id };
}

/** The same for somebody who does something: then the person must exist and may not be swapped for another. */
export function actingViewer(slack: Slack, as: string, team: string): Viewer {
  const person = slack.org.personOfId(as);
  if (!isSelectable(person)) throw new Refusal('user_not_found');
  return chosenViewer(slack, as, team);
}

/** What stands in somebody's sidebar: joined channels of the workspace, and their direct messages. */
export function isListed(channel: Channel, { person, team }: Viewer): boolean {
  return channel.members.includes(person.id) && (channel.kind === 'im' || channel.teams.includes(team));
}

/** The sidebar's list, with what is unread. */
export function listedConversations(slack: Slack, viewer: Viewer): PageConversation[] {
  return slack.org.channels
    .filter((channel) => isListed(channel, viewer))
    .map((channel) => pageConversation(slack, channel, viewer.person));
}

/** The person's stack of modals, lowest first. */
export function openViews(slack: Slack, person: Person): PageView[] {
  return slack.views.stack(person.id).map((view, depth) => pageView(view, depth));
}

/**
 * Everything for the first screen: whoever loads it is signed in by that. Loading the page takes away what was
 * ephemeral, unless it is to be kept.
 */
export function pageState(slack: Slack, viewer: Viewer, keep: boolean): PageState {
  const { org, manifest } = slack;
  const { person, team } = viewer;
  slack.signIn(person);
  slack.openDirectMessage(person.id);
  if (!keep) slack.messages.forgetEphemeral(person.id);
  const home = slack.views.home(person.id);
  const named = ({ id, name }: { id: string; name: string }): { id: string; name: string } => ({ id, name });
  const workspaces = org.workspaces.filter(({ id }) => id in person.workspaces).map(named);
  return {
    org: { id: org.id, name: org.name },
    app: { name: org.bot.name, bot_user_id: org.bot.user_id },
    me: pagePerson(slack, person),
    tz: person.tz,
    team: workspaces.find(({ id }) => id === team) ?? { id: org.id, name: org.name },
    people: org.people.map((each) => pagePerson(slack, each)),
    workspaces,
    conversations: listedConversations(slack, viewer),
    commands: manifest.commands.map(({ command, description, usage_hint }) => ({ command, description, usage_hint })),
    shortcuts: manifest.shortcuts
      .filter(({ type }) => type === 'global')
      .map(({ callback_id, name }) => ({ callback_id, name })),
    home: home ? pageView(home, 0) : null,
    views: openViews(slack, person),
  };
}
