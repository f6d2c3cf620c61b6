import type { Ids } from '../ids.js';
import type { JsonObject } from '../json.js';
import { isObject, objectsIn, textOf } from '../json.js';

/** Elements that carry an action_id, by what Slack calls them. */
const withoutAction = new Set(['plain_text', 'mrkdwn', 'image']);

/** An element with the block it stands in. */
export interface PlacedElement {
  block: JsonObject;
  element: JsonObject;
}

function elementsOf(block: JsonObject): JsonObject[] {
  if (block['type'] === 'rich_text') return [];
  const single = [block['element'], block['accessory']].filter(isObject);
  return [...single, ...objectsIn(block['elements'])].filter(
    (element) => !withoutAction.has(textOf(element['type']) ?? ''),
  );
}

/** Every button, select, picker and input of a list of blocks, with the block it stands in. */
export function interactiveElements(blocks: readonly JsonObject[]): PlacedElement[] {
  return blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
}

/** The element with this action_id, in the given block or (without a block_id) in the only block that has it. */
export function findElement(
  blocks: readonly JsonObject[],
  actionId: string,
  blockId?: string,
): PlacedElement | undefined {
  return interactiveElements(blocks).find(
    ({ block, element }) =>
      element['action_id'] === actionId && (blockId === undefined || block['block_id'] === blockId),
  );
}

/** Copies the blocks and fills in a block_id and action_ids where the app gave none, as Slack does. */
export function withIds(blocks: readonly JsonObject[], ids: Ids): JsonObject[] {
  const copies = structuredClone([...blocks]);
  for (const block of copies) block['block_id'] ??= ids.short();
  for (const { element } of interactiveElements(copies)) element['action_id'] ??= ids.short();
  return copies;
}
