import type { Changes } from '../changes.js';
import type { Timestamps } from '../clock.js';
import type { StoredMessage } from './model.js';

type Draft = Pick<StoredMessage, 'channel' | 'user' | 'text'> & Partial<StoredMessage>;

/** All messages of the organisation, by conversation and in order. */
export class Messages {
  #changes: Changes;
  #timestamps: Timestamps;
  #byChannel = new Map<string, StoredMessage[]>();
  /** `person channel` to the newest ts that person has seen. */
  #read = new Map<string, string>();

  constructor(changes: Changes, timestamps: Timestamps) {
    this.#changes = changes;
    this.#timestamps = timestamps;
  }

  post(draft: Draft): StoredMessage {
    const message: StoredMessage = {
      ts: this.#timestamps.next(),
      by_app: false,
      blocks: [],
      attachments: [],
      files: [],
      thread_ts: null,
      broadcast: false,
      edited: null,
      metadata: null,
      ephemeral_to: null,
      on_screen: true,
      ...draft,
    };
    const channel = this.#byChannel.get(message.channel) ?? [];
    channel.push(message);
    this.#byChannel.set(message.channel, channel);
    this.#changes.tell({ kind: 'message', what: 'posted', message });
    this.#tellParent(message);
    return message;
  }

  /** Takes over what is given; `edited` is set by the caller, since not every change is an edit. */
  change(message: StoredMessage, changed: Partial<StoredMessage>): StoredMessage {
    Object.assign(message, changed);
    this.#changes.tell({ kind: 'message', what: 'changed', message });
    return message;
  }

  remove(message: StoredMessage): void {
    const rest = this.#all(message.channel).filter((other) => other !== message);
    this.#byChannel.set(message.channel, rest);
    this.#changes.tell({ kind: 'message', what: 'deleted', message });
    this.#tellParent(message);
  }

  /** A message everybody in the conversation can see. */
  find(channel: string, ts: string): StoredMessage | undefined {
    return this.#all(channel).find((message) => message.ts === ts && message.ephemeral_to === null);
  }

  /** A message this person can see: also one only they can see. */
  findFor(person: string, channel: string, ts: string): StoredMessage | undefined {
    return this.seenBy(person, channel).find((message) => message.ts === ts);
  }

  /** What stands in the conversation itself, oldest first: no replies (but broadcast ones), nothing ephemeral. */
  inChannel(channel: string): StoredMessage[] {
    return this.#all(channel).filter(
      (message) => message.ephemeral_to === null && (message.thread_ts === null || message.broadcast),
    );
  }

  /** The replies below a message, oldest first, without the message itself. */
  replies(channel: string, ts: string): StoredMessage[] {
    return this.#all(channel).filter((message) => message.thread_ts === ts && message.ephemeral_to === null);
  }

  /** The conversations in which anything was ever said. */
  channels(): string[] {
    return [...this.#byChannel.keys()];
  }

  /** Everything one person sees in the conversation and its threads, oldest first. */
  seenBy(person: string, channel: string): StoredMessage[] {
    return this.#all(channel).filter(({ ephemeral_to }) => ephemeral_to === null || ephemeral_to === person);
  }

  /** Ephemeral messages to one person, oldest first, in one conversation or in all. */
  ephemeralTo(person: string, channel?: string): StoredMessage[] {
    const all = channel === undefined ? [...this.#byChannel.values()].flat() : this.#all(channel);
    return all.filter(({ ephemeral_to }) => ephemeral_to === person).sort((a, b) => a.ts.localeCompare(b.ts));
  }

  /** The page was loaded again: what only this person saw is gone from the screen. */
  forgetEphemeral(person: string): void {
    for (const message of this.ephemeralTo(person)) message.on_screen = false;
  }

  markRead(person: string, channel: string): void {
    this.#read.set(`${person} ${channel}`, this.#all(channel).at(-1)?.ts ?? '');
  }

  unread(person: string, channel: string): number {
    const seen = this.#read.get(`${person} ${channel}`) ?? '';
    return this.inChannel(channel).filter(({ ts, user }) => ts > seen && user !== person).length;
  }

  #all(channel: string): StoredMessage[] {
    return this.#byChannel.get(channel) ?? [];
  }

  #tellParent(message: StoredMessage): void {
    if (message.thread_ts === null || message.ephemeral_to !== null) return;
    const parent = this.find(message.channel, message.thread_ts);
    if (parent) this.#changes.tell({ kind: 'message', what: 'changed', message: parent });
  }
}
