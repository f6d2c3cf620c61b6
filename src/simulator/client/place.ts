import type { JsonObject } from '../json.js';
import type { StoredMessage } from '../messages/model.js';
import type { PageContainer } from '../page/posts.js';
import { presentMessage } from '../present/message.js';
import { presentView } from '../present/view.js';
import type { OpenView } from '../views/model.js';
import type { Actor, Client } from './client.js';

/** Where a button or menu stands: in a message the person can see, or in a view on their screen. */
export type Place = { kind: 'message'; message: StoredMessage } | { kind: 'view'; view: OpenView };

/** Finds it, if it is still there and this person can see it. */
export function findPlace({ slack }: Client, actor: Actor, container: PageContainer): Place | null {
  if (container.type === 'view') {
    const view = slack.views.find(container.view_id);
    return view?.person === actor.person.id ? { kind: 'view', view } : null;
  }
  const channel = slack.org.findChannel(container.channel);
  if (!channel || (channel.kind !== 'public' && !channel.members.includes(actor.person.id))) return null;
  const message = slack.messages.findFor(actor.person.id, channel.id, container.ts);
  return message ? { kind: 'message', message } : null;
}

/** The blocks of a view, or of a message and its attachments. */
export function blocksOf(place: Place): JsonObject[] {
  if (place.kind === 'view') return place.view.blocks;
  const attached = place.message.attachments.flatMap(({ blocks }) => (Array.isArray(blocks) ? blocks : []));
  return [...place.message.blocks, ...attached];
}

function channelPart({ slack }: Client, id: string): JsonObject {
  const channel = slack.org.channel(id);
  return { id, name: channel.kind === 'im' ? 'directmessage' : channel.name };
}

/** `container`, and the message or view with it. An ephemeral message is only named, never shown to the app. */
export function placePart(client: Client, place: Place): JsonObject {
  const { slack } = client;
  if (place.kind === 'view') {
    const { view } = place;
    return { container: { type: 'view', view_id: view.id }, view: presentView(slack, view, view.values) };
  }
  const { message } = place;
  const is_ephemeral = message.ephemeral_to !== null;
  const thread = message.thread_ts === null ? {} : { thread_ts: message.thread_ts };
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral, ...thread },
    channel: channelPart(client, message.channel),
    ...(is_ephemeral ? {} : { message: presentMessage(slack, message, { withMetadata: true }) }),
  };
}
