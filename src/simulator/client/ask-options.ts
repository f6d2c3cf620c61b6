import { findElement } from '../block-kit/interactive.js';
import { optionsProblems } from '../block-kit/check.js';
import type { Delivery } from '../delivery/app-link.js';
import type { JsonObject } from '../json.js';
import { isObject, objectsIn, parseJson } from '../json.js';
import type { Actor, Client } from './client.js';
import { breach } from './client.js';
import { interaction, sendPayload } from './payload.js';
import type { Place } from './place.js';
import { blocksOf, placePart } from './place.js';

/** Which menu asks, and what has been typed into it. */
export interface Question {
  place: Place;
  block_id?: string | undefined;
  action_id: string;
  /** What has been typed so far. */
  value: string;
}

/** What the app offers; both lists are empty when it offers nothing that can be used. */
export interface Offer {
  options: JsonObject[];
  option_groups: JsonObject[];
  delivery: Delivery | null;
}

const nothing: Offer = { options: [], option_groups: [], delivery: null };

/** Slack asks only when at least this much has been typed: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select */
const usualQueryLength = 3;

function readOffer(client: Client, delivery: Delivery): Offer {
  const { outcome } = delivery;
  // No answer in time, or none that can be used, shows as "No results".
  if (outcome.kind !== 'answered' || outcome.status !== 200) return { ...nothing, delivery };
  const answer = parseJson(outcome.body);
  const problems = optionsProblems(answer);
  if (problems.length > 0 || !isObject(answer)) {
    breach(client, delivery, 'invalid_options', problems);
    return { ...nothing, delivery };
  }
  return { options: objectsIn(answer['options']), option_groups: objectsIn(answer['option_groups']), delivery };
}

/** Sends `block_suggestion`: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
export async function askOptions(client: Client, actor: Actor, question: Question): Promise<Offer> {
  const { place, action_id, value } = question;
  const found = findElement(blocksOf(place), action_id, question.block_id);
  if (!found) return nothing;
  const { block, element } = found;
  if (!String(element['type']).endsWith('external_select')) return nothing;
  if (Array.from(value).length < Number(element['min_query_length'] ?? usualQueryLength)) return nothing;
  const payload = {
    ...interaction(client, actor, 'block_suggestion'),
    ...placePart(client, place),
    action_id,
    block_id: block['block_id'],
    value,
  };
  return readOffer(client, await sendPayload(client, payload, client.slack.manifest.paths.options));
}
