import type { Delivery } from '../delivery/app-link.js';
import { isTooLarge, viewDraft, viewProblems } from '../block-kit/check.js';
import type { JsonObject } from '../json.js';
import { isObject, objectOr, parseJson, textOf } from '../json.js';
import { presentView } from '../present/view.js';
import { Refusal } from '../refusal.js';
import type { OpenView, ViewDraft } from '../views/model.js';
import { inputErrors } from './check-inputs.js';
import type { Actor, Client, Reply } from './client.js';
import { breach, failed, trouble } from './client.js';
import { interaction, sendPayload } from './payload.js';
import { responseUrls } from './response-url-inputs.js';

function payload(client: Client, actor: Actor, view: OpenView): JsonObject {
  const { slack } = client;
  const trigger = { person: actor.person.id, team: actor.team, view_id: view.id };
  return {
    ...interaction(client, actor, 'view_submission'),
    trigger_id: slack.triggers.issue(trigger),
    view: presentView(slack, view, view.values),
    response_urls: responseUrls(client, actor, view),
  };
}

/** The app's answer, or null when it did not take the submission at all. */
function readAnswer({ outcome }: Delivery): JsonObject | null {
  if (outcome.kind !== 'answered' || outcome.status !== 200) return null;
  if (outcome.body.trim() === '') return {};
  const parsed = parseJson(outcome.body);
  return isObject(parsed) ? parsed : null;
}

/** Errors count only when every key is the block_id of an input and every message says something. */
function readErrors(view: OpenView, answer: JsonObject): Record<string, string> | null {
  const inputs = new Set(view.blocks.filter(({ type }) => type === 'input').map((block) => block['block_id']));
  const entries = Object.entries(objectOr(answer['errors']));
  const errors = Object.fromEntries(entries.map(([key, value]) => [key, textOf(value) ?? '']));
  const fine = entries.length > 0 && entries.every(([key]) => inputs.has(key) && errors[key] !== '');
  return fine ? errors : null;
}

function readView(client: Client, delivery: Delivery, given: unknown): ViewDraft | null {
  const problems = viewProblems(given, ['modal']);
  if (isTooLarge(given)) problems.push('view_too_large');
  if (problems.length === 0 && isObject(given)) return viewDraft(given);
  breach(client, delivery, 'invalid_view', problems);
  return null;
}

/** Carries out `response_action`; false when the answer is none Slack takes. */
function carryOut(client: Client, view: OpenView, delivery: Delivery, answer: JsonObject): boolean {
  const { views } = client.slack;
  const action = answer['response_action'];
  if (action === undefined) {
    views.close(view);
    return true;
  }
  if (action === 'clear') {
    views.clear(view.person);
    return true;
  }
  if (action !== 'update' && action !== 'push') return false;
  const draft = readView(client, delivery, answer['view']);
  if (!draft) return false;
  if (action === 'update') views.update(view, draft);
  else views.push(view.person, view.team, draft);
  return true;
}

/**
 * Presses the submit button: checks the inputs as Slack's client does, sends `view_submission`, and does what the app
 * answers. https://docs.slack.dev/surfaces/modals#handling_submissions
 */
export async function submitView(client: Client, actor: Actor, view: OpenView): Promise<Reply> {
  const errors = inputErrors(view);
  if (Object.keys(errors).length > 0) return { ok: false, errors, delivery: null };
  const delivery = await sendPayload(client, payload(client, actor, view));
  const answer = readAnswer(delivery);
  if (!answer) return failed(client, actor, trouble, delivery);
  if (answer['response_action'] === 'errors') {
    const found = readErrors(view, answer);
    if (found) return { ok: false, errors: found, delivery };
    breach(client, delivery, 'invalid_errors', [JSON.stringify(answer['errors'] ?? null)]);
    return failed(client, actor, trouble, delivery);
  }
  try {
    if (carryOut(client, view, delivery, answer)) return { ok: true, delivery };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    breach(client, delivery, error.code, []);
  }
  return failed(client, actor, trouble, delivery);
}
