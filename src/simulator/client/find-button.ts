import { interactiveElements } from '../block-kit/interactive.js';
import type { JsonObject } from '../json.js';
import { textOf } from '../json.js';
import type { StoredMessage } from '../messages/model.js';
import type { Actor, Client } from './client.js';
import type { Place } from './place.js';
import { blocksOf } from './place.js';

/** Narrows down which button is meant, when there are several of one action_id. */
export interface Where {
  channel?: string;
  ts?: string;
  block_id?: string;
  /** The button's own value. */
  value?: string;
}

/** An element with the message or view it stands in. */
export interface FoundButton {
  place: Place;
  block_id: string;
  element: JsonObject;
}

function inPlace(place: Place, actionId: string, where: Where): FoundButton | undefined {
  const found = interactiveElements(blocksOf(place)).find(
    ({ block, element }) =>
      element['action_id'] === actionId &&
      (where.block_id === undefined || block['block_id'] === where.block_id) &&
      (where.value === undefined || element['value'] === where.value),
  );
  return found && { place, block_id: textOf(found.block['block_id']) ?? '', element: found.element };
}

function messagesNewestFirst({ slack }: Client, { person }: Actor, where: Where): StoredMessage[] {
  const channels = where.channel === undefined ? slack.messages.channels() : [slack.org.channel(where.channel).id];
  return channels
    .filter((id) => {
      const channel = slack.org.channelOfId(id);
      return channel && (channel.kind === 'public' || channel.members.includes(person.id));
    })
    .flatMap((id) => slack.messages.seenBy(person.id, id))
    .filter(({ ts }) => where.ts === undefined || ts === where.ts)
    .sort((one, other) => other.ts.localeCompare(one.ts));
}

/** Everything a person could press something in, nearest first: the modal, the Home tab, the newest messages. */
function places(client: Client, actor: Actor, where: Where): Place[] {
  const messages = messagesNewestFirst(client, actor, where).map((message): Place => ({ kind: 'message', message }));
  if (where.channel !== undefined || where.ts !== undefined) return messages;
  const { views } = client.slack;
  const onScreen = [views.stack(actor.person.id).at(-1), views.home(actor.person.id)];
  return [...onScreen.flatMap((view): Place[] => (view ? [{ kind: 'view', view }] : [])), ...messages];
}

/** Finds a button or menu by its action_id; throws in words when the person sees none. */
export function findButton(client: Client, actor: Actor, actionId: string, where: Where): FoundButton {
  for (const place of places(client, actor, where)) {
    const found = inPlace(place, actionId, where);
    if (found) return found;
  }
  throw new Error(`${actor.person.handle} sees nothing with the action_id "${actionId}".`);
}
