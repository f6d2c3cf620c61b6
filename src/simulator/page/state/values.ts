import type { PageStateValues } from '../posts.js';
import { isJson, objectIn, objectsIn, stringIn, type Json } from '../json.js';
import { initialValue } from '../elements/initial-value.js';
import type { FieldName } from './model.js';

/** An element that holds a value, and the block it stands in. */
export interface Field extends FieldName {
  readonly element: Json;
  readonly block: Json;
}

/** Every element of the blocks that holds a value: inputs, and what stands in sections and actions. */
export function fieldsOf(blocks: readonly Json[]): Field[] {
  return blocks.flatMap((block) =>
    elementsOf(block)
      .filter((element) => initialValue(element) !== null)
      .map((element) => ({
        blockId: stringIn(block, 'block_id'),
        actionId: stringIn(element, 'action_id'),
        element,
        block,
      })),
  );
}

function elementsOf(block: Json): readonly Json[] {
  switch (stringIn(block, 'type')) {
    case 'input':
      return [objectIn(block, 'element')].filter(isJson);
    case 'section':
      return [objectIn(block, 'accessory')].filter(isJson);
    case 'actions':
      return objectsIn(block, 'elements');
    default:
      return [];
  }
}

/**
 * The values of a view that has come or changed. As in Slack, what stood in an input stays only where `block_id` and
 * `action_id` are the same as before; then a new initial value is ignored.
 * https://docs.slack.dev/reference/methods/views.update
 */
export function carryValues(blocks: readonly Json[], before: PageStateValues | undefined): PageStateValues {
  const values: PageStateValues = {};
  for (const { blockId, actionId, element } of fieldsOf(blocks)) {
    const old = before?.[blockId]?.[actionId];
    const kept = old !== undefined && old['type'] === element['type'] ? old : initialValue(element);
    values[blockId] = { ...values[blockId], [actionId]: { ...kept } };
  }
  return values;
}

/** One input's new value among the others. */
export function withValue(values: PageStateValues, field: FieldName, value: Json): PageStateValues {
  return { ...values, [field.blockId]: { ...values[field.blockId], [field.actionId]: { ...value } } };
}
