import type { JsonObject } from '../json.js';
import { isObject, objectsIn, textOf } from '../json.js';
import { interactiveElements } from './interactive.js';

/** What no single block can show: ids that stand twice, and choices that start from an option that is not there. */

function told(text: string, base: string, ...path: (string | number)[]): string {
  return `${text} [json-pointer:${base}${path.map((part) => `/${part}`).join('')}]`;
}

function repeated(values: readonly (string | undefined)[]): number[] {
  return values.flatMap((value, index) => (value !== undefined && values.indexOf(value) < index ? [index] : []));
}

function repeatedBlockIds(blocks: readonly JsonObject[], base: string): string[] {
  const ids = blocks.map((block) => textOf(block['block_id']));
  return repeated(ids).map((index) => told(`\`block_id\` ${ids[index]} already exists`, base, index, 'block_id'));
}

function repeatedActionIds(blocks: readonly JsonObject[], base: string): string[] {
  return blocks.flatMap((block, index) => {
    const elements = block['type'] === 'actions' ? objectsIn(block['elements']) : [];
    const ids = elements.map((element) => textOf(element['action_id']));
    return repeated(ids).map((place) =>
      told(`\`action_id\` ${ids[place]} already exists`, base, index, 'elements', place, 'action_id'),
    );
  });
}

function sameOption(one: JsonObject, other: JsonObject): boolean {
  const texts = [one, other].map((option) => (isObject(option['text']) ? textOf(option['text']['text']) : undefined));
  return one['value'] === other['value'] && texts[0] === texts[1];
}

function offered(element: JsonObject): JsonObject[] {
  return [
    ...objectsIn(element['options']),
    ...objectsIn(element['option_groups']).flatMap((group) => objectsIn(group['options'])),
  ];
}

function strayInitialOptions(blocks: readonly JsonObject[], base: string): string[] {
  return interactiveElements(blocks).flatMap(({ block, element }) => {
    const options = offered(element);
    if (options.length === 0) return [];
    const initial = [element['initial_option']].filter(isObject).concat(objectsIn(element['initial_options']));
    const strays = initial.filter((wanted) => !options.some((option) => sameOption(option, wanted)));
    return strays.map(() => told('initial option must exactly match one of the options', base, blocks.indexOf(block)));
  });
}

/** A view may focus one element when it opens. */
function repeatedFocus(blocks: readonly JsonObject[], base: string): string[] {
  const focused = interactiveElements(blocks).filter(({ element }) => element['focus_on_load'] === true);
  return focused.length > 1 ? [told('only one element may have `focus_on_load`', base)] : [];
}

/** All problems between the blocks of one view or message. */
export function crossProblems(blocks: readonly JsonObject[], base: string): string[] {
  return [
    ...repeatedBlockIds(blocks, base),
    ...repeatedActionIds(blocks, base),
    ...strayInitialOptions(blocks, base),
    ...repeatedFocus(blocks, base),
  ];
}
