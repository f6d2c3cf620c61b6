import { findElement } from '../block-kit/interactive.js';
import type { Delivery } from '../delivery/app-link.js';
import type { JsonObject } from '../json.js';
import { textOf } from '../json.js';
import type { StateValues } from '../views/model.js';
import { problemOfCount } from './check-inputs.js';
import type { Actor, Client, Reply } from './client.js';
import { failed } from './client.js';
import { interaction, sendPayload } from './payload.js';
import type { Place } from './place.js';
import { blocksOf, placePart } from './place.js';

/** A button pressed or a menu changed: which one, and (for all but buttons) what it holds now. */
export interface Press {
  place: Place;
  block_id?: string | undefined;
  action_id: string;
  chosen?: JsonObject | undefined;
  /** What the other menus of a message hold; a view keeps that itself. */
  values?: StateValues | undefined;
}

/** The sentence beside the button: https://docs.slack.dev/interactivity/handling-user-interaction (3 seconds) */
function problemWith({ outcome }: Delivery): string | null {
  if (outcome.kind === 'timeout') return 'Operation timed out. Apps need to respond within 3 seconds.';
  if (outcome.kind === 'unreachable') return 'This app did not respond. Try again?';
  const fine = outcome.status >= 200 && outcome.status < 300;
  return fine ? null : `This app responded with Status Code ${outcome.status}.`;
}

function actionPart(client: Client, block: JsonObject, element: JsonObject, chosen: JsonObject): JsonObject {
  const copied = ['text', 'value', 'style', 'placeholder', 'url', 'min_query_length'];
  const kept = Object.fromEntries(copied.flatMap((key) => (key in element ? [[key, element[key]]] : [])));
  return {
    type: element['type'],
    action_id: element['action_id'],
    block_id: block['block_id'],
    ...kept,
    ...chosen,
    action_ts: client.slack.timestamp(),
  };
}

function responsePart(client: Client, actor: Actor, place: Place): JsonObject {
  if (place.kind === 'view') return {};
  const { ts, thread_ts, channel, ephemeral_to } = place.message;
  const source = { ts, thread_ts, ephemeral: ephemeral_to !== null };
  const path = client.slack.responseUrls.issue('actions', { person: actor.person.id, channel, source });
  return { response_url: client.url() + path };
}

/** Keeps a choice made in a view with the view, as Slack's client does. */
function keep(client: Client, place: Place, blockId: string, { action_id, chosen }: Press): void {
  if (place.kind === 'view' && chosen && 'type' in chosen) {
    client.slack.views.fill(place.view, { [blockId]: { [action_id]: chosen } });
  }
}

/** Sends `block_actions`: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export async function press(client: Client, actor: Actor, wish: Press): Promise<Reply> {
  const { place, action_id, chosen = {} } = wish;
  const found = findElement(blocksOf(place), action_id, wish.block_id);
  if (!found) return failed(client, actor, 'This button or menu is not there any more.', null);
  const { block, element } = found;
  const tooMany = Object.values(chosen)
    .map((value) => problemOfCount(element, value))
    .find((problem) => problem !== null);
  if (tooMany) return failed(client, actor, tooMany, null);
  keep(client, place, textOf(block['block_id']) ?? '', wish);
  // Inputs speak up only when they were told to.
  if (block['type'] === 'input' && block['dispatch_action'] !== true) return { ok: true, delivery: null };
  const view_id = place.kind === 'view' ? place.view.id : null;
  const payload = {
    ...interaction(client, actor, 'block_actions'),
    ...placePart(client, place),
    trigger_id: client.slack.triggers.issue({ person: actor.person.id, team: actor.team, view_id }),
    ...(place.kind === 'message' ? { state: { values: wish.values ?? {} } } : {}),
    ...responsePart(client, actor, place),
    actions: [actionPart(client, block, element, chosen)],
  };
  const delivery = await sendPayload(client, payload);
  const problem = problemWith(delivery);
  return problem === null ? { ok: true, delivery } : failed(client, actor, problem, delivery);
}
