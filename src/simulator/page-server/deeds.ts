import { askOptions } from '../client/ask-options.js';
import type { Actor, Client, Reply } from '../client/client.js';
import { closeView } from '../client/close.js';
import { runCommand } from '../client/commands.js';
import { openHome } from '../client/events.js';
import { blocksOf, findPlace } from '../client/place.js';
import { press } from '../client/press.js';
import { say } from '../client/say.js';
import { runShortcut } from '../client/shortcut.js';
import { submitView } from '../client/submit.js';
import type {
  AskOptions,
  CloseView,
  MarkRead,
  OpenHome,
  OptionsAnswer,
  PageAnswer,
  PageOption,
  PostMessage,
  PressAction,
  RunShortcut,
  SubmitView,
} from '../page/posts.js';
import { isObject, objectOr, objectsIn, textOf } from '../json.js';
import type { Channel } from '../org/model.js';
import type { OpenView } from '../views/model.js';
import { knownValues } from './known-values.js';
import { visibleChannel } from './messages.js';
import { actingViewer } from './state.js';

const gone: PageAnswer = { ok: false, problem: 'This is not there any more.' };

function actor(client: Client, { as, team }: OpenHome): Actor {
  return actingViewer(client.slack, as, team);
}

function pageAnswer({ ok, errors, problem }: Reply): PageAnswer {
  return { ok, ...(errors ? { errors } : {}), ...(problem === undefined ? {} : { problem }) };
}

/** Whoever writes into a public channel joins it. */
function join(client: Client, { person }: Actor, { members }: Channel): void {
  if (members.includes(person.id)) return;
  members.push(person.id);
  client.slack.changes.tell({ kind: 'conversations' });
}

/** Plain text is written into the channel; what begins with a slash is a command. */
export async function sayOrRun(client: Client, said: PostMessage): Promise<PageAnswer> {
  const by = actor(client, said);
  const channel = visibleChannel(client.slack, by.person, said.channel);
  const { text, thread_ts } = said;
  if (!text.startsWith('/')) {
    if (channel.archived) return { ok: false, problem: 'This channel is archived.' };
    join(client, by, channel);
    say(client.slack, by, { channel, text, thread_ts });
    return { ok: true };
  }
  const [, command = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  return pageAnswer(await runCommand(client, by, { command, text: rest.trimEnd(), channel, thread_ts }));
}

/** The person has seen everything in a channel. */
export async function markRead(client: Client, read: MarkRead): Promise<PageAnswer> {
  const { person } = actor(client, read);
  client.slack.messages.markRead(person.id, visibleChannel(client.slack, person, read.channel).id);
  return { ok: true };
}

function topView(client: Client, by: Actor, viewId: string): OpenView | undefined {
  const top = client.slack.views.stack(by.person.id).at(-1);
  return top?.id === viewId ? top : undefined;
}

/** The submit button of the topmost modal. */
export async function submit(client: Client, wish: SubmitView): Promise<PageAnswer> {
  const by = actor(client, wish);
  const view = topView(client, by, wish.view_id);
  if (!view) return gone;
  client.slack.views.fill(view, knownValues(view.blocks, wish.values));
  return pageAnswer(await submitView(client, by, view));
}

/** The cross, Escape or the close button of the topmost modal. */
export async function close(client: Client, wish: CloseView): Promise<PageAnswer> {
  const by = actor(client, wish);
  const view = topView(client, by, wish.view_id);
  // Closed already is closed: the page may be a moment behind.
  return view ? pageAnswer(await closeView(client, by, view)) : { ok: true };
}

/** A button or menu, in a message or in a view. */
export async function pressAction(client: Client, wish: PressAction): Promise<PageAnswer> {
  const by = actor(client, wish);
  const place = findPlace(client, by, wish.container);
  if (!place) return gone;
  const values = knownValues(blocksOf(place), wish.values ?? {});
  if (place.kind === 'view') client.slack.views.fill(place.view, values);
  const { block_id, action_id, chosen } = wish;
  return pageAnswer(await press(client, by, { place, block_id, action_id, chosen, values }));
}

function pageOptions(options: unknown): PageOption[] {
  return objectsIn(options).map((option) => {
    const words = (of: unknown): { type: string; text: string } => {
      const { type, text } = objectOr(of);
      return { type: textOf(type) ?? 'plain_text', text: textOf(text) ?? '' };
    };
    const { text, value, description } = option;
    return {
      text: words(text),
      value: textOf(value) ?? '',
      ...(isObject(description) ? { description: words(description) } : {}),
    };
  });
}

/** What the app offers for what has been typed into an `external_select`. */
export async function options(client: Client, wish: AskOptions): Promise<OptionsAnswer> {
  const by = actor(client, wish);
  const place = findPlace(client, by, wish.container);
  if (!place) return { options: [], option_groups: [] };
  if (place.kind === 'view') client.slack.views.fill(place.view, knownValues(place.view.blocks, wish.values));
  const { block_id, action_id, value } = wish;
  const offer = await askOptions(client, by, { place, block_id, action_id, value });
  const groups = offer.option_groups.map((group) => ({
    label: { text: textOf(objectOr(group['label'])['text']) ?? '' },
    options: pageOptions(group['options']),
  }));
  return { options: pageOptions(offer.options), option_groups: groups };
}

/** The app's Home tab. */
export async function home(client: Client, wish: OpenHome): Promise<PageAnswer> {
  return pageAnswer(await openHome(client, actor(client, wish)));
}

/** A global shortcut. */
export async function shortcut(client: Client, wish: RunShortcut): Promise<PageAnswer> {
  return pageAnswer(await runShortcut(client, actor(client, wish), wish.callback_id));
}
