import { interactiveElements } from '../block-kit/interactive.js';
import type { JsonObject } from '../json.js';
import { objectsIn, textOf } from '../json.js';
import type { StateValues } from './model.js';

/**
 * What each kind of element holds: the field of `view.state.values` and the field of the element it starts from.
 * https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
const holds: Record<string, { field: string; starts: string; empty: null | [] }> = {
  plain_text_input: { field: 'value', starts: 'initial_value', empty: null },
  email_text_input: { field: 'value', starts: 'initial_value', empty: null },
  url_text_input: { field: 'value', starts: 'initial_value', empty: null },
  number_input: { field: 'value', starts: 'initial_value', empty: null },
  rich_text_input: { field: 'rich_text_value', starts: 'initial_value', empty: null },
  static_select: { field: 'selected_option', starts: 'initial_option', empty: null },
  external_select: { field: 'selected_option', starts: 'initial_option', empty: null },
  radio_buttons: { field: 'selected_option', starts: 'initial_option', empty: null },
  users_select: { field: 'selected_user', starts: 'initial_user', empty: null },
  conversations_select: { field: 'selected_conversation', starts: 'initial_conversation', empty: null },
  channels_select: { field: 'selected_channel', starts: 'initial_channel', empty: null },
  checkboxes: { field: 'selected_options', starts: 'initial_options', empty: [] },
  multi_static_select: { field: 'selected_options', starts: 'initial_options', empty: [] },
  multi_external_select: { field: 'selected_options', starts: 'initial_options', empty: [] },
  multi_users_select: { field: 'selected_users', starts: 'initial_users', empty: [] },
  multi_conversations_select: { field: 'selected_conversations', starts: 'initial_conversations', empty: [] },
  multi_channels_select: { field: 'selected_channels', starts: 'initial_channels', empty: [] },
  datepicker: { field: 'selected_date', starts: 'initial_date', empty: null },
  timepicker: { field: 'selected_time', starts: 'initial_time', empty: null },
  datetimepicker: { field: 'selected_date_time', starts: 'initial_date_time', empty: null },
};

/** The field of a state value that holds what was chosen (`selected_option`, `value`, …); undefined for buttons. */
export function heldField(elementType: string): string | undefined {
  return holds[elementType]?.field;
}

/** What the element holds as long as nobody has touched it. */
export function initialValue(element: JsonObject): JsonObject | undefined {
  const type = textOf(element['type']) ?? '';
  const held = holds[type];
  if (!held) return undefined;
  return { type, [held.field]: element[held.starts] ?? held.empty };
}

/**
 * The state of a view whose blocks were (re)placed: what stood in an element of the same block_id, action_id and type
 * is kept, everything else starts afresh. https://docs.slack.dev/reference/methods/views.update
 */
export function stateAfter(blocks: readonly JsonObject[], before: StateValues): StateValues {
  const values: StateValues = {};
  for (const { block, element } of interactiveElements(blocks)) {
    const initial = initialValue(element);
    const blockId = textOf(block['block_id']) ?? '';
    const actionId = textOf(element['action_id']) ?? '';
    if (!initial) continue;
    const kept = before[blockId]?.[actionId];
    const inBlock = (values[blockId] ??= {});
    inBlock[actionId] = kept && kept['type'] === initial['type'] ? kept : initial;
  }
  return values;
}

/** The options that stand in the element itself, grouped or not. */
export function ownOptions(element: JsonObject): JsonObject[] {
  const grouped = objectsIn(element['option_groups']).flatMap((group) => objectsIn(group['options']));
  return [...objectsIn(element['options']), ...grouped];
}
