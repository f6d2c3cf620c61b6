import type { StoredFile } from '../files/model.js';
import type { JsonObject } from '../json.js';
import { textOf } from '../json.js';
import type { StoredMessage } from '../messages/model.js';
import type { Channel, Person } from '../org/model.js';
import { roleInWords } from '../org/ranks.js';
import type { PageConversation, PageMessage, PagePerson, PageView } from '../page/api.js';
import type { Slack } from '../slack.js';
import type { OpenView } from '../views/model.js';

/** Somebody as the picker and the mentions of the page show them. */
export function pagePerson(slack: Slack, person: Person): PagePerson {
  return {
    id: person.id,
    name: person.real_name,
    handle: person.handle,
    role: roleInWords(person, (id) => slack.org.workspace(id).name),
    selectable: person.kind === 'person' && !person.deactivated,
  };
}

/** A channel by its name, a direct message by the name of whoever is on the other side. */
export function pageConversation(slack: Slack, channel: Channel, viewer: Person): PageConversation {
  const kinds = { public: 'channel', private: 'private_channel', im: 'dm' } as const;
  const other = channel.members.find((member) => member !== viewer.id) ?? viewer.id;
  return {
    id: channel.id,
    kind: kinds[channel.kind],
    name: channel.kind === 'im' ? slack.org.person(other).real_name : channel.name,
    archived: channel.archived,
    unread: slack.messages.unread(viewer.id, channel.id),
  };
}

function attachedBlocks(message: StoredMessage): JsonObject[] {
  return message.attachments.flatMap(({ blocks }) => (Array.isArray(blocks) ? blocks : []));
}

function pageFile({ id, name, size, path }: StoredFile): NonNullable<PageMessage['files']>[number] {
  return { id, name, size, url: path };
}

/** A message, with the blocks of its attachments below its own. */
export function pageMessage(slack: Slack, message: StoredMessage): PageMessage {
  const { ts, channel, user, by_app, text, thread_ts, edited, ephemeral_to, files } = message;
  const author = slack.org.findPerson(user);
  return {
    ts,
    channel,
    user,
    author: author?.display_name ?? user,
    is_app: by_app,
    text,
    blocks: [...message.blocks, ...attachedBlocks(message)],
    ...(thread_ts === null ? {} : { thread_ts }),
    ...(files.length === 0 ? {} : { files: files.map(pageFile) }),
    ...(message.broadcast ? { broadcast: true } : {}),
    reply_count: slack.messages.replies(channel, ts).length,
    edited: edited !== null,
    ephemeral: ephemeral_to !== null,
  };
}

function words(text: JsonObject | null): string | null {
  return text === null ? null : (textOf(text['text']) ?? null);
}

/** A modal or the Home tab, with its texts as plain words. */
export function pageView(view: OpenView, depth: number): PageView {
  return {
    id: view.id,
    type: view.type,
    hash: view.hash,
    title: words(view.title) ?? '',
    submit: words(view.submit),
    close: words(view.close),
    blocks: view.blocks,
    depth,
  };
}
