import { findElement, interactiveElements } from './block-kit/interactive.js';
import { askOptions } from './client/ask-options.js';
import type { Actor, Client, Reply } from './client/client.js';
import { closeView } from './client/close.js';
import { runCommand } from './client/commands.js';
import { openHome } from './client/events.js';
import { say } from './client/say.js';
import { press } from './client/press.js';
import { runShortcut } from './client/shortcut.js';
import { submitView } from './client/submit.js';
import { heldValue } from './client/typed-values.js';
import { findButton } from './client/find-button.js';
import type { FoundButton, Where } from './client/find-button.js';
import type { JsonObject } from './json.js';
import { textOf } from './json.js';
import type { StoredMessage } from './messages/model.js';
import type { InteractivityTeam, Person } from './org/model.js';
import type { OpenView } from './views/model.js';

/** How a person comes along: where they look, and what their payloads say of it. */
export interface Guise {
  /** The workspace the person looks at: id or name. Default: their first one. */
  team?: string;
  /** What payloads say of the workspace, in place of the person's own habit. */
  interactivity?: InteractivityTeam;
}

/**
 * Values for a modal's fields by block_id (or action_id): text, a number, an option's value, an id, a list of several,
 * true or false for checkboxes, Unix seconds for a moment, or null.
 */
export type FieldValues = Readonly<Record<string, unknown>>;

/** Somebody of the organisation in front of Slack: types, clicks and reads. `simulator.as('ada')` makes one. */
export class PersonAtWork {
  readonly id: string;
  readonly #client: Client;
  readonly #team: string;
  readonly #interactivity: InteractivityTeam | undefined;
  readonly #offered = new Map<string, JsonObject>();

  constructor(client: Client, person: Person, guise: Guise = {}) {
    const { org } = client.slack;
    this.#client = client;
    const home = Object.keys(person.workspaces)[0] ?? org.workspaces[0]?.id ?? org.id;
    this.id = person.id;
    this.#team = guise.team === undefined ? home : org.workspace(guise.team).id;
    this.#interactivity = guise.interactivity;
  }

  /** The person as the organisation has them now. */
  get person(): Person {
    return this.#client.slack.org.person(this.id);
  }

  /** Types a slash command, in a channel of theirs or where told. */
  async command(command: string, text = '', options: { channel?: string } = {}): Promise<Reply> {
    const channel =
      options.channel === undefined ? this.#usualChannel() : this.#client.slack.org.channel(options.channel);
    return runCommand(this.#client, this.#actor, { command, text, channel });
  }

  /** Writes a message. */
  say(channel: string, text: string, thread_ts?: string): StoredMessage {
    return say(this.#client.slack, this.#actor, { channel: this.#client.slack.org.channel(channel), text, thread_ts });
  }

  /** The topmost modal, if any is open. */
  view(): OpenView | undefined {
    return this.views().at(-1);
  }

  /** The open modals, lowest first. */
  views(): readonly OpenView[] {
    return this.#client.slack.views.stack(this.id);
  }

  /** The app's Home tab, if the app has published one for them. */
  home(): OpenView | undefined {
    return this.#client.slack.views.home(this.id);
  }

  openHome(): Promise<Reply> {
    return openHome(this.#client, this.#actor);
  }

  shortcut(callbackId: string): Promise<Reply> {
    return runShortcut(this.#client, this.#actor, callbackId);
  }

  /** Fills in fields of the topmost modal without submitting it. */
  fillIn(values: FieldValues): void {
    const view = this.#top();
    for (const [key, given] of Object.entries(values)) {
      const { blockId, actionId, element } = fieldOf(view, key);
      const held = heldValue(element, given, (value) => this.#offered.get(`${key} ${value}`));
      this.#client.slack.views.fill(view, { [blockId]: { [actionId]: held } });
    }
  }

  /** Fills in what is given and presses the submit button. */
  async submit(values: FieldValues = {}): Promise<Reply> {
    this.fillIn(values);
    return submitView(this.#client, this.#actor, this.#top());
  }

  /** Closes the topmost modal. */
  async close(): Promise<Reply> {
    return closeView(this.#client, this.#actor, this.#top());
  }

  /**
   * Presses a button: where told, or else in the topmost modal, in the Home tab, or in the newest message the person
   * can see that has one of this action_id.
   */
  async press(actionId: string, where: Where = {}): Promise<Reply> {
    const { place, block_id } = findButton(this.#client, this.#actor, actionId, where);
    return press(this.#client, this.#actor, { place, block_id, action_id: actionId });
  }

  /** Chooses in a menu, a date, a checkbox: found as buttons are. Tells the app when the element does. */
  async choose(actionId: string, value: unknown, where: Where = {}): Promise<Reply> {
    const { place, block_id, element } = findButton(this.#client, this.#actor, actionId, where);
    const remembered = (wanted: string): JsonObject | undefined => this.#offered.get(`${actionId} ${wanted}`);
    const chosen = heldValue(element, value, remembered);
    return press(this.#client, this.#actor, { place, block_id, action_id: actionId, chosen });
  }

  /**
   * Types into an `external_select` or `multi_external_select`: of the topmost modal, of the Home tab (both by block_id or
   * action_id), or where `press` would find it. Answers the options, those of groups too.
   */
  async options(key: string, typed: string, where: Where = {}): Promise<JsonObject[]> {
    const menu = this.#fieldOnScreen(key) ?? findButton(this.#client, this.#actor, key, where);
    const { place, block_id, element } = menu;
    const question = { place, block_id, action_id: textOf(element['action_id']) ?? '', value: typed };
    const offer = await askOptions(this.#client, this.#actor, question);
    const grouped = offer.option_groups.flatMap((group) => (Array.isArray(group['options']) ? group['options'] : []));
    const options = [...offer.options, ...grouped];
    for (const option of options) this.#offered.set(`${key} ${String(option['value'])}`, option);
    return options;
  }

  /** Messages only this person sees, oldest first. */
  ephemerals(channel?: string): StoredMessage[] {
    return this.#client.slack.messages.ephemeralTo(this.id, channel && this.#client.slack.org.channel(channel).id);
  }

  /** The direct messages with the app, oldest first. */
  directMessages(): StoredMessage[] {
    return this.#client.slack.messages.seenBy(this.id, this.#client.slack.openDirectMessage(this.id).id);
  }

  /** Sentences Slack's client showed: failures, mostly. */
  notices(): string[] {
    return this.#client.slack.notices.filter(({ person }) => person === this.id).map(({ text }) => text);
  }

  get #actor(): Actor {
    return { person: this.person, team: this.#team, interactivity: this.#interactivity };
  }

  #fieldOnScreen(key: string): FoundButton | undefined {
    for (const view of [this.view(), this.home()]) {
      const found = view && findField(view, key);
      if (found) return { place: { kind: 'view', view }, block_id: found.blockId, element: found.element };
    }
    return undefined;
  }

  #top(): OpenView {
    const view = this.view();
    if (!view) throw new Error(`${this.person.handle} has no modal open.`);
    return view;
  }

  #usualChannel() {
    const { slack } = this.#client;
    const joined = slack.org.channels.filter(
      ({ kind, teams, members }) => kind !== 'im' && teams.includes(this.#team) && members.includes(this.id),
    );
    return joined.find((channel) => channel.is_general) ?? joined[0] ?? slack.openDirectMessage(this.id);
  }
}

interface Field {
  blockId: string;
  actionId: string;
  element: JsonObject;
}

/** The field of a view by its block_id, or else by its action_id. */
function findField(view: OpenView, key: string): Field | undefined {
  const placed = interactiveElements(view.blocks);
  const found = placed.find(({ block }) => block['block_id'] === key) ?? findElement(view.blocks, key);
  if (!found) return undefined;
  const { block, element } = found;
  return { blockId: textOf(block['block_id']) ?? '', actionId: textOf(element['action_id']) ?? '', element };
}

function fieldOf(view: OpenView, key: string): Field {
  const found = findField(view, key);
  if (found) return found;
  const known = interactiveElements(view.blocks).map(({ block }) => String(block['block_id']));
  throw new Error(`The modal has no field "${key}". It has: ${known.join(', ') || 'none'}.`);
}
