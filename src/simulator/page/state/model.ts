import type { PageMessage, PageState } from '../api.js';
import type { PageStateValues } from '../posts.js';
import type { Place } from './place.js';

/** What one person has before them. Kept when somebody else is chosen, so that nothing half-typed is lost. */
export interface Desk {
  readonly state: PageState;
  /** A conversation's ID or HOME. */
  readonly channel: string;
  readonly thread: string;
  /** By channel: messages and replies, oldest first. */
  readonly messages: Readonly<Record<string, readonly PageMessage[]>>;
  /** What stands in the composers, by {@link draftKey}. */
  readonly drafts: Readonly<Record<string, string>>;
  /** What stands in the inputs, by {@link formOf} the message or view. */
  readonly values: Readonly<Record<string, PageStateValues>>;
  /** What is wrong beside the fields of a view: by view, then by `block_id`. */
  readonly errors: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What is wrong with the whole view or message. */
  readonly problems: Readonly<Record<string, string>>;
  /** The `hash` that a view had when it was submitted: while it has it still, Submit is busy. */
  readonly submitted: Readonly<Record<string, string>>;
}

/** Which input of a view or message. */
export interface FieldName {
  readonly blockId: string;
  readonly actionId: string;
}

/** A sentence at the foot of the window until it is closed. */
export interface Notice {
  readonly id: number;
  readonly text: string;
}

/** Everything the page knows. */
export interface Model {
  /** Who is looking; empty until the first state has come. */
  readonly as: string;
  /** Everyone this window has been, in the order in which they were chosen. */
  readonly desks: Readonly<Record<string, Desk>>;
  readonly connection: 'connecting' | 'live' | 'lost';
  readonly notices: readonly Notice[];
  readonly noticed: number;
}

/** Nobody is here yet. */
export const EMPTY: Model = { as: '', desks: {}, connection: 'connecting', notices: [], noticed: 0 };

/** The desk of whoever is looking, or null before the first state has come. */
export function currentDesk(model: Model): Desk | null {
  return model.desks[model.as] ?? null;
}

/** Where the window is now, as it stands in the address. */
export function placeOf(model: Model): Place {
  const desk = currentDesk(model);
  if (desk === null) return { as: model.as, team: '', channel: '', thread: '' };
  return { as: model.as, team: desk.state.team.id, channel: desk.channel, thread: desk.thread };
}

/** The name under which the values of a message's inputs are kept; a view has its ID. */
export function messageForm(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}

/** The name of a composer: one stands under the channel, one under each thread. */
export function draftKey(channel: string, thread: string): string {
  return thread === '' ? channel : `${channel}/${thread}`;
}
