import { z } from 'zod';

import type { JsonObject } from '../json.js';
import { isObject, objectOr, objectsIn, textOf } from '../json.js';
import type { ViewDraft } from '../views/model.js';
import type { Surface } from './blocks.js';
import { blocksOn } from './blocks.js';
import { Identifier, Option, OptionGroup, plainText, upTo } from './composition.js';
import { crossProblems } from './cross-checks.js';
import { problemsOf } from './problems.js';

/** 250 kB: https://docs.slack.dev/reference/methods/views.open (`view_too_large`) */
const largestView = 250_000;

const common = {
  callback_id: Identifier.optional(),
  external_id: Identifier.optional(),
  private_metadata: upTo(3000).optional(),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  ...common,
  title: plainText(24),
  submit: plainText(24).nullish(),
  close: plainText(24).nullish(),
  blocks: blocksOn.modal,
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
});

const home = z.strictObject({ type: z.literal('home'), ...common, blocks: blocksOn.home });

const view = z.discriminatedUnion('type', [modal, home]);

function needsSubmit(given: JsonObject): boolean {
  const hasInput = objectsIn(given['blocks']).some((block) => block['type'] === 'input');
  return given['type'] === 'modal' && hasInput && !isObject(given['submit']);
}

/** Every breach of Slack's limits in a view; none when it may be shown. `types` says which kinds are allowed here. */
export function viewProblems(given: unknown, types: readonly ViewDraft['type'][], base = '/view'): string[] {
  if (!isObject(given)) return [`must provide an object [json-pointer:${base}]`];
  const problems = problemsOf(view, given, base);
  const type = textOf(given['type']);
  const allowed = types.some((each) => each === type);
  if (!allowed && (type === 'modal' || type === 'home'))
    problems.push(`unsupported view type: ${type} [json-pointer:${base}/type]`);
  if (needsSubmit(given)) problems.push(`missing required field: submit [json-pointer:${base}]`);
  return [...problems, ...crossProblems(objectsIn(given['blocks']), `${base}/blocks`)];
}

/** True for a view Slack answers with `view_too_large`. */
export function isTooLarge(given: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(given) ?? '') > largestView;
}

/** Every breach of Slack's limits in the blocks of a message. */
export function messageProblems(blocks: unknown, base = '/blocks', surface: Surface = 'message'): string[] {
  return [...problemsOf(blocksOn[surface], blocks, base), ...crossProblems(objectsIn(blocks), base)];
}

/** Either options or option groups, at most 100 of each: what an app answers to a `block_suggestion`. */
const answer = z
  .strictObject({
    options: z.array(Option).max(100).optional(),
    option_groups: z.array(OptionGroup).max(100).optional(),
  })
  .refine(
    ({ options, option_groups }) => (options === undefined) !== (option_groups === undefined),
    'must define either `options` or `option_groups`, and not both',
  );

/** Every breach of Slack's limits in an answer to a `block_suggestion`. */
export function optionsProblems(given: unknown): string[] {
  return problemsOf(answer, given, '');
}

/** The view as the simulator keeps it; call it only with a view that has no problems. */
export function viewDraft(given: JsonObject): ViewDraft {
  const text = (key: string): string => textOf(given[key]) ?? '';
  const object = (key: string): JsonObject | null => (isObject(given[key]) ? objectOr(given[key]) : null);
  return {
    type: given['type'] === 'home' ? 'home' : 'modal',
    title: object('title'),
    submit: object('submit'),
    close: object('close'),
    blocks: objectsIn(given['blocks']),
    callback_id: text('callback_id'),
    private_metadata: text('private_metadata'),
    external_id: text('external_id'),
    notify_on_close: given['notify_on_close'] === true,
    clear_on_close: given['clear_on_close'] === true,
  };
}
