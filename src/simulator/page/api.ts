/**
 * What the page and the simulator say to each other: JSON over HTTP on the same origin, and one event stream.
 * Types only, so that the page (browser) and the server (Node) cannot drift apart. Slack's own payloads stay as
 * Slack has them (`blocks`, `view`, `state`); everything else is ours. In all `blocks` the server has filled in a
 * `block_id` (and an `action_id` on every interactive element) where the app gave none, as Slack does.
 *
 * Static: `/` is `static/index.html`; `/page/static/*`; `/page/assets/**.js` are the compiled modules (in folders, as
 * in the source). A Content-Security-Policy must allow the inline import map of `index.html` by its SHA-256.
 */

export interface PagePerson {
  id: string;
  name: string;
  handle: string;
  /** What stands beside the name in the picker: "Primary owner", "Org admin", "Guest", "Bot", "Deactivated". */
  role: string;
  /** Bots and deactivated people are listed but cannot be chosen. */
  selectable: boolean;
}

export interface PageWorkspace {
  id: string;
  name: string;
}

export interface PageConversation {
  id: string;
  kind: 'channel' | 'private_channel' | 'dm';
  /** Channel name without `#`; for a DM the name of the other side. */
  name: string;
  archived: boolean;
  unread: number;
}

export interface PageCommand {
  /** With its slash: `/grant-admin`. */
  command: string;
  description: string;
  usage_hint: string;
}

export interface PageMessage {
  ts: string;
  channel: string;
  /** User ID of the author; the app's bot user for posts of the app. */
  user: string;
  author: string;
  is_app: boolean;
  /** mrkdwn as Slack stores it: what a person typed is escaped, `@handle` has become `<@U…>`. */
  text: string;
  blocks: readonly Record<string, unknown>[];
  thread_ts?: string;
  /** A reply that was also sent to the channel; it stands in both. */
  broadcast?: boolean;
  reply_count: number;
  edited: boolean;
  /** Only the reader sees it, and it goes when the page is loaded again. */
  ephemeral: boolean;
  /** Uploaded files, offered for download; nothing is loaded by itself. */
  files?: readonly { id: string; name: string; size: number; url: string }[];
}

export interface PageView {
  id: string;
  type: 'modal' | 'home';
  /** Differs after every `views.update`: the page knows by it that a submission has been taken. */
  hash: string;
  title: string;
  submit: string | null;
  close: string | null;
  blocks: readonly Record<string, unknown>[];
  /** How deep in the stack of at most three; 0 is the lowest. */
  depth: number;
}

/**
 * `GET /page/state?as=W…&team=T…`: everything needed to draw the first screen for one person. Without `as` (or with
 * somebody who cannot be chosen) the server chooses the first selectable person, without `team` a workspace of theirs;
 * `me` and `team` say which. The DM with the app is always among the conversations. With `&keep=1` the page has not been
 * loaded again (the stream came back, or somebody was chosen anew in the same window): what is ephemeral stays on the
 * screen, and `/page/messages` still has it.
 */
export interface PageState {
  org: { id: string; name: string };
  app: { name: string; bot_user_id: string };
  me: PagePerson;
  /** The time zone of `me`, as `Europe/London`. */
  tz: string;
  team: PageWorkspace;
  people: readonly PagePerson[];
  workspaces: readonly PageWorkspace[];
  conversations: readonly PageConversation[];
  commands: readonly PageCommand[];
  shortcuts: readonly { callback_id: string; name: string }[];
  home: PageView | null;
  /** The stack of open modals, lowest first. */
  views: readonly PageView[];
}

/**
 * `GET /page/messages?as=W…&channel=C…` and, with `&thread=TS`, the thread below one message (parent first).
 * Oldest first. Without `thread` replies are left out, and the channel counts as read from here on.
 */
export interface PageMessages {
  messages: readonly PageMessage[];
}

/**
 * `GET /page/events?as=W…&team=T…`: server-sent events, each `data:` one of these. A reply comes as `message` with
 * `thread_ts`, followed by `message_changed` of its parent with the new `reply_count`.
 */
export type PageEvent =
  | { type: 'message'; message: PageMessage }
  | { type: 'message_changed'; message: PageMessage }
  | { type: 'message_deleted'; channel: string; ts: string }
  | { type: 'views'; views: readonly PageView[] }
  | { type: 'home'; view: PageView }
  /** The whole list anew. Unread counts of single messages are counted by the page itself in between. */
  | { type: 'conversations'; conversations: readonly PageConversation[] }
  /** After `POST /control/reset`: read everything again. */
  | { type: 'reset' }
  /** A sentence as Slack's client would show it: "/grant-admin failed because the app did not respond". */
  | { type: 'notice'; text: string };
