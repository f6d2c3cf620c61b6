import type { PageView } from './api.js';
import type { OptionsAnswer, PageAnswer, PageContainer } from './posts.js';
import { askOptions, post } from './calls.js';
import type { Json } from './json.js';
import { findWrong } from './modal/check.js';
import { currentDesk, draftKey, messageForm, type Desk, type FieldName } from './state/model.js';
import { TROUBLE } from './state/reduce-form.js';
import type { Store } from './state/store.js';

/** What somebody can do where they are. */
export interface Deeds {
  readonly draft: (thread: string, text: string) => void;
  /** Sends what was typed; what could not be sent comes back into the composer. */
  readonly say: (thread: string, text: string) => Promise<void>;
  readonly runShortcut: (callbackId: string) => Promise<void>;
  readonly enter: (container: PageContainer, blocks: readonly Json[], field: FieldName, value: Json) => void;
  readonly press: (container: PageContainer, field: FieldName, chosen?: Json) => Promise<void>;
  readonly ask: (
    container: PageContainer,
    field: FieldName,
    typed: string,
    signal: AbortSignal,
  ) => Promise<OptionsAnswer>;
  readonly submit: (view: PageView) => Promise<void>;
  readonly close: (view: PageView) => Promise<void>;
  readonly dismiss: (notice: number) => void;
}

/** The form in which a container's values are kept. */
export function formOf(container: PageContainer): string {
  return container.type === 'view' ? container.view_id : messageForm(container.channel, container.ts);
}

/** Doing things: each is one request, and its answer goes into the store. */
export function createDeeds(store: Store): Deeds {
  return {
    draft: (thread, text) =>
      withDesk(store, (desk, { as }) => {
        store.dispatch({ type: 'drafted', as, key: draftKey(desk.channel, thread), text });
      }),
    say: async (thread, text) => say(store, thread, text),
    runShortcut: async (callbackId) => runShortcut(store, callbackId),
    enter: (container, blocks, field, value) =>
      withDesk(store, (_desk, { as }) => {
        store.dispatch({ type: 'entered', as, form: formOf(container), blocks, field, value });
      }),
    press: async (container, field, chosen) => press(store, container, field, chosen),
    ask: async (container, field, typed, signal) => ask(store, { container, field, typed }, signal),
    submit: async (view) => submit(store, view),
    close: async (view) => close(store, view),
    dismiss: (id) => store.dispatch({ type: 'dismissed', id }),
  };
}

interface Who {
  readonly as: string;
  readonly team: string;
}

function withDesk<Result>(store: Store, act: (desk: Desk, who: Who) => Result): Result | undefined {
  const desk = currentDesk(store.get());
  return desk === null ? undefined : act(desk, { as: desk.state.me.id, team: desk.state.team.id });
}

/** Slack's client says the same whether the app or the network failed. */
async function answerOf(request: Promise<PageAnswer>): Promise<PageAnswer> {
  return request.catch(() => ({ ok: false, problem: TROUBLE }));
}

async function say(store: Store, thread: string, text: string): Promise<void> {
  await withDesk(store, async (desk, who) => {
    const key = draftKey(desk.channel, thread);
    store.dispatch({ type: 'drafted', as: who.as, key, text: '' });
    store.dispatch({ type: 'dismissed', id: null });
    const place = { channel: desk.channel, ...(thread === '' ? {} : { thread_ts: thread }) };
    const answer = await answerOf(post('message', { ...who, ...place, text }));
    if (answer.ok) return;
    const now = store.get().desks[who.as]?.drafts[key] ?? '';
    if (now === '') store.dispatch({ type: 'drafted', as: who.as, key, text });
    store.dispatch({ type: 'noticed', text: answer.problem ?? TROUBLE });
  });
}

async function runShortcut(store: Store, callbackId: string): Promise<void> {
  await withDesk(store, async (_desk, who) => {
    const answer = await answerOf(post('shortcut', { ...who, callback_id: callbackId }));
    if (!answer.ok) store.dispatch({ type: 'noticed', text: answer.problem ?? TROUBLE });
  });
}

async function press(store: Store, container: PageContainer, field: FieldName, chosen?: Json): Promise<void> {
  await withDesk(store, async (desk, who) => {
    const form = formOf(container);
    const values = desk.values[form];
    const answer = await answerOf(
      post('action', {
        ...who,
        container,
        block_id: field.blockId,
        action_id: field.actionId,
        ...(chosen === undefined ? {} : { chosen: { ...chosen } }),
        ...(values === undefined ? {} : { values }),
      }),
    );
    store.dispatch({ type: 'answered', as: who.as, form, answer });
  });
}

async function ask(
  store: Store,
  { container, field, typed }: { container: PageContainer; field: FieldName; typed: string },
  signal: AbortSignal,
): Promise<OptionsAnswer> {
  const asked = withDesk(store, async (desk, who) =>
    askOptions(
      {
        ...who,
        container,
        block_id: field.blockId,
        action_id: field.actionId,
        value: typed,
        values: desk.values[formOf(container)] ?? {},
      },
      signal,
    ),
  );
  return (await asked) ?? { options: [], option_groups: [] };
}

async function submit(store: Store, view: PageView): Promise<void> {
  await withDesk(store, async (desk, who) => {
    if (desk.submitted[view.id] === view.hash) return;
    const values = desk.values[view.id] ?? {};
    const errors = findWrong(view.blocks, values);
    if (Object.keys(errors).length > 0) {
      store.dispatch({ type: 'found_wrong', as: who.as, form: view.id, errors });
      return;
    }
    store.dispatch({ type: 'submitted', as: who.as, form: view.id, hash: view.hash });
    const answer = await answerOf(post('submit', { ...who, view_id: view.id, values }));
    store.dispatch({ type: 'answered', as: who.as, form: view.id, answer });
  });
}

async function close(store: Store, view: PageView): Promise<void> {
  await withDesk(store, async (_desk, who) => {
    const answer = await answerOf(post('close', { ...who, view_id: view.id }));
    if (!answer.ok) store.dispatch({ type: 'noticed', text: answer.problem ?? TROUBLE });
  });
}
