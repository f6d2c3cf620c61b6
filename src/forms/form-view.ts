import type { KnownBlock, ModalView } from '@slack/web-api';

import type { Field } from '../engine/fields.js';
import type { AnyOperation } from '../engine/operation.js';
import { cut } from '../engine/text.js';
import { words, type Words } from '../engine/words.js';
import { context, plain, section } from './blocks.js';
import { LIMITS } from './limits.js';
import type { Option } from './options.js';

/** Callback IDs carry the step a view belongs to, so that a view of an earlier step has no effect. */
export const FORM = 'run.form';
export const CONFIRM = 'run.confirm';

/** `run.form:3` -> the form of step 3; `null` for anything else. */
export function stepOf(callbackId: string): number | null {
  const step = /^run\.(?:form|confirm):(\d{1,9})$/u.exec(callbackId)?.[1];
  return step === undefined ? null : Number(step);
}

export interface FormContent {
  readonly run: string;
  readonly step: number;
  readonly values: Readonly<Record<string, string>>;
  /** What could not be used of the words typed after the command. */
  readonly notes: readonly string[];
  /** How the value of a picker is shown. */
  readonly optionFor: (kind: Field['kind'], value: string) => Option;
}

/** The modal with an operation's fields, in the order of the definition, filled in as far as something is known. */
export function formView(operation: AnyOperation, content: FormContent): ModalView {
  const inputs = Object.entries(operation.fields).map(([key, field]) => inputBlock(key, field, content));
  const intro: Words = words`${operation.description} Nothing happens before you have seen and confirmed what will change.`;
  return {
    type: 'modal',
    callback_id: `${FORM}:${content.step}`,
    private_metadata: content.run,
    title: plain(operation.title, LIMITS.modalTitle),
    submit: plain('Continue', LIMITS.modalTitle),
    close: plain('Cancel', LIMITS.modalTitle),
    blocks: [context(intro, {}), ...content.notes.map((note) => section([words`⚠️ ${note}`], {})), ...inputs],
  };
}

function inputBlock(key: string, field: Field, content: FormContent): KnownBlock {
  return {
    type: 'input',
    block_id: key,
    label: plain(field.label, LIMITS.label),
    optional: field.optional ?? false,
    ...(field.hint ? { hint: plain(field.hint, LIMITS.hint) } : {}),
    element: elementOf(field, content.values[key], content.optionFor),
  };
}

type InputElement = Extract<KnownBlock, { type: 'input' }>['element'];

function elementOf(field: Field, value: string | undefined, optionFor: FormContent['optionFor']): InputElement {
  switch (field.kind) {
    case 'person':
    case 'place':
      return {
        type: 'external_select',
        action_id: 'value',
        min_query_length: 0,
        placeholder: plain(field.kind === 'person' ? 'Name, handle or ID' : 'Name or ID', LIMITS.placeholder),
        ...(value ? { initial_option: optionFor(field.kind, value) } : {}),
      };
    case 'duration':
      return {
        type: 'plain_text_input',
        action_id: 'value',
        max_length: 100,
        placeholder: plain('for good', LIMITS.placeholder),
        ...(value ? { initial_value: cut(value, 100) } : {}),
      };
    case 'text':
      return {
        type: 'plain_text_input',
        action_id: 'value',
        multiline: field.lines === 'several',
        max_length: field.max,
        ...(value ? { initial_value: cut(value, field.max) } : {}),
      };
  }
}
