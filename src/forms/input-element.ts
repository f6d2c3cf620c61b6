import type { KnownBlock } from '@slack/web-api';

import type { Field } from '../engine/fields.js';
import type { Json } from '../engine/planning/plan.js';
import { cut } from '../engine/text.js';
import { plain } from './blocks.js';
import { LIMITS } from './limits.js';
import type { Option } from './options.js';

type InputElement = Extract<KnownBlock, { type: 'input' }>['element'];

/** How the value of a picker is shown. */
export type OptionFor = (kind: Field['kind'], value: string) => Option;

/** The Block Kit element of a field, filled in with what is known; its `action_id` is always `value`. */
export function inputElement(field: Field, value: Json | undefined, optionFor: OptionFor): InputElement {
  switch (field.kind) {
    case 'person':
    case 'place':
    case 'workspace':
    case 'channel':
    case 'group':
      return {
        type: 'external_select',
        action_id: 'value',
        min_query_length: 0,
        placeholder: plain(field.kind === 'person' ? 'Name, handle or ID' : 'Name or ID', LIMITS.placeholder),
        ...(typeof value === 'string' ? { initial_option: optionFor(field.kind, value) } : {}),
      };
    case 'workspaces':
    case 'channels':
    case 'accounts':
      return {
        type: 'multi_external_select',
        action_id: 'value',
        min_query_length: 0,
        max_selected_items: field.max,
        placeholder: plain('Names or IDs', LIMITS.placeholder),
        ...initialOptions(textsOf(value).map((id) => optionFor(field.kind, id))),
      };
    default:
      return writtenElement(field, value);
  }
}

type Written = Exclude<
  Field,
  { kind: 'person' | 'place' | 'workspace' | 'channel' | 'group' | 'workspaces' | 'channels' | 'accounts' }
>;

function writtenElement(field: Written, value: Json | undefined): InputElement {
  const text = typeof value === 'string' ? value : undefined;
  switch (field.kind) {
    case 'duration':
      return {
        type: 'plain_text_input',
        action_id: 'value',
        max_length: 100,
        placeholder: plain('for good', LIMITS.placeholder),
        ...(text ? { initial_value: cut(text, 100) } : {}),
      };
    case 'text':
      return {
        type: 'plain_text_input',
        action_id: 'value',
        multiline: field.lines === 'several',
        max_length: field.max,
        ...(text ? { initial_value: cut(text, field.max) } : {}),
      };
    case 'email':
      return { type: 'email_text_input', action_id: 'value', ...(text ? { initial_value: text } : {}) };
    case 'number':
      return {
        type: 'number_input',
        action_id: 'value',
        is_decimal_allowed: false,
        min_value: String(field.min),
        max_value: String(field.max),
        ...(typeof value === 'number' ? { initial_value: String(value) } : {}),
      };
    case 'moment':
      return {
        type: 'datetimepicker',
        action_id: 'value',
        ...(typeof value === 'number' ? { initial_date_time: value } : {}),
      };
    case 'choice':
      return choiceElement(field, text);
    case 'flag': {
      const box = { text: plain(field.says, LIMITS.optionText), value: 'true' };
      return {
        type: 'checkboxes',
        action_id: 'value',
        options: [box],
        ...initialOptions(value === true ? [box] : []),
      };
    }
  }
}

function choiceElement(field: Extract<Field, { kind: 'choice' }>, chosen: string | undefined): InputElement {
  const options = Object.entries(field.choices).map(([value, label]) => ({
    text: plain(label, LIMITS.optionText),
    value,
  }));
  const initial = options.find(({ value }) => value === chosen) ?? (field.optional ? undefined : options[0]);
  return {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
}

/** Slack refuses an empty list of initial options. */
function initialOptions<T>(options: readonly T[]): { initial_options?: T[] } {
  return options.length > 0 ? { initial_options: [...options] } : {};
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
