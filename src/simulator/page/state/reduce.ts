import type { PageEvent, PageMessage, PageState } from '../api.js';
import type { PageAnswer } from '../posts.js';
import type { Json } from '../json.js';
import { currentDesk, EMPTY, type Desk, type FieldName, type Model } from './model.js';
import { withFetched } from './messages.js';
import { HOME } from './place.js';
import { reduceEvent, withViews } from './reduce-event.js';
import { answeredForm, enteredValue } from './reduce-form.js';

/** Everything that can happen on the page. `as` says at whose desk: answers may come after somebody else was chosen. */
export type Action =
  /** `anew` after a reset: nothing of before is kept. */
  | { type: 'arrived'; state: PageState; channel: string; thread: string; anew: boolean }
  | { type: 'opened'; channel: string; thread: string }
  | { type: 'fetched'; as: string; channel: string; thread: string; messages: readonly PageMessage[] }
  | { type: 'event'; as: string; event: PageEvent }
  | { type: 'connection'; connection: Model['connection'] }
  | { type: 'drafted'; as: string; key: string; text: string }
  | { type: 'entered'; as: string; form: string; blocks: readonly Json[]; field: FieldName; value: Json }
  | { type: 'submitted'; as: string; form: string; hash: string }
  | { type: 'answered'; as: string; form: string; answer: PageAnswer }
  | { type: 'found_wrong'; as: string; form: string; errors: Readonly<Record<string, string>> }
  | { type: 'noticed'; text: string }
  /** One notice, or all of them. */
  | { type: 'dismissed'; id: number | null };

/** The page after something has happened. Pure: whatever talks to the server is in session.ts. */
export function reduce(model: Model, action: Action): Model {
  switch (action.type) {
    case 'arrived':
      return arrive(action.anew ? { ...EMPTY, noticed: model.noticed, connection: model.connection } : model, action);
    case 'opened':
      return atDesk(model, model.as, (desk) => open(desk, action.channel, action.thread));
    case 'connection':
      return { ...model, connection: action.connection };
    case 'noticed':
      return withNotice(model, action.text);
    case 'dismissed':
      return { ...model, notices: model.notices.filter(({ id }) => action.id !== null && id !== action.id) };
    case 'event':
      if (action.event.type === 'notice') return withNotice(model, action.event.text);
      return atDesk(model, action.as, (desk) => reduceEvent(desk, action.event));
    case 'answered':
      return toldOnce(
        atDesk(model, action.as, (desk) => reduceDesk(desk, action)),
        action.answer.problem,
      );
    case 'fetched':
    case 'drafted':
    case 'entered':
    case 'submitted':
    case 'found_wrong':
      return atDesk(model, action.as, (desk) => reduceDesk(desk, action));
    default:
      return model;
  }
}

type DeskAction = Extract<
  Action,
  { type: 'fetched' | 'drafted' | 'entered' | 'submitted' | 'answered' | 'found_wrong' }
>;

function reduceDesk(desk: Desk, action: DeskAction): Desk {
  switch (action.type) {
    case 'fetched': {
      const messages = withFetched(desk.messages[action.channel] ?? [], action.messages, action.thread);
      return { ...desk, messages: { ...desk.messages, [action.channel]: messages } };
    }
    case 'drafted':
      return { ...desk, drafts: { ...desk.drafts, [action.key]: action.text } };
    case 'entered':
      return enteredValue(desk, action);
    case 'submitted':
      return {
        ...desk,
        submitted: { ...desk.submitted, [action.form]: action.hash },
        errors: { ...desk.errors, [action.form]: {} },
        problems: { ...desk.problems, [action.form]: '' },
      };
    case 'answered':
      return answeredForm(desk, action.form, action.answer);
    case 'found_wrong':
    default:
      return { ...desk, errors: { ...desk.errors, [action.form]: action.errors } };
  }
}

function atDesk(model: Model, as: string, change: (desk: Desk) => Desk): Model {
  const desk = model.desks[as];
  return desk === undefined ? model : { ...model, desks: { ...model.desks, [as]: change(desk) } };
}

function withNotice(model: Model, text: string): Model {
  const problems = Object.values(currentDesk(model)?.problems ?? {});
  if (model.notices.at(-1)?.text === text || problems.includes(text)) return model;
  const id = model.noticed + 1;
  return { ...model, noticed: id, notices: [...model.notices, { id, text }].slice(-3) };
}

/** What stands beside a button or at the foot of a view need not be said a second time below the messages. */
function toldOnce(model: Model, problem: string | undefined): Model {
  return { ...model, notices: model.notices.filter(({ text }) => text !== problem) };
}

function arrive(model: Model, { state, channel, thread }: Extract<Action, { type: 'arrived' }>): Model {
  const as = state.me.id;
  const desk = { ...withViews(model.desks[as] ?? emptyDesk(state), state.views, state.home), state };
  // What was said to one person is no business of the next.
  const notices = model.as === as ? model.notices : [];
  return { ...model, as, notices, desks: { ...model.desks, [as]: open(desk, channel, thread) } };
}

function emptyDesk(state: PageState): Desk {
  return {
    state,
    channel: '',
    thread: '',
    messages: {},
    drafts: {},
    values: {},
    errors: {},
    problems: {},
    submitted: {},
  };
}

/** Opens a conversation, or the first one where the person has no such conversation. */
function open(desk: Desk, wanted: string, thread: string): Desk {
  const { conversations } = desk.state;
  const known = wanted === HOME || conversations.some(({ id }) => id === wanted);
  const channel = known ? wanted : (conversations[0]?.id ?? HOME);
  const read = conversations.map((one) => (one.id === channel ? { ...one, unread: 0 } : one));
  const state = { ...desk.state, conversations: read };
  return { ...desk, state, channel, thread: known && channel !== HOME ? thread : '' };
}
