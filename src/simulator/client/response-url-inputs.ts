import type { JsonObject } from '../json.js';
import { textOf } from '../json.js';
import { interactiveElements } from '../block-kit/interactive.js';
import type { OpenView } from '../views/model.js';
import { heldField } from '../views/state-values.js';
import type { Actor, Client } from './client.js';

/** A response_url for every conversation chosen in an input with `response_url_enabled`. */
export function responseUrls(client: Client, actor: Actor, view: OpenView): JsonObject[] {
  return interactiveElements(view.blocks).flatMap(({ block, element }) => {
    if (block['type'] !== 'input' || element['response_url_enabled'] !== true) return [];
    const block_id = textOf(block['block_id']) ?? '';
    const action_id = textOf(element['action_id']) ?? '';
    const held = view.values[block_id]?.[action_id] ?? {};
    const channel_id = textOf(held[heldField(textOf(element['type']) ?? '') ?? '']);
    if (channel_id === undefined) return [];
    const target = { person: actor.person.id, channel: channel_id, source: null };
    const response_url = client.url() + client.slack.responseUrls.issue('app', target);
    return [{ block_id, action_id, channel_id, response_url }];
  });
}
