import type { KnownBlock, ModalView } from '@slack/web-api';

import type { Field } from '../engine/fields.js';
import type { AnyOperation } from '../engine/operation.js';
import type { Json } from '../engine/planning/plan.js';
import { words, type Words } from '../engine/words.js';
import { context, plain, section } from './blocks.js';
import { inputElement, type OptionFor } from './input-element.js';
import { LIMITS } from './limits.js';

/** Callback IDs carry the step a view belongs to, so that a view of an earlier step has no effect. */
export const FORM = 'run.form';
export const CONFIRM = 'run.confirm';
/** The second question of a plan that asks twice. */
export const CONFIRM_AGAIN = 'run.again';

/** `run.form:3` -> the form of step 3; `null` for anything else. */
export function stepOf(callbackId: string): number | null {
  const step = /^run\.(?:form|confirm|again|page):(\d{1,9})$/u.exec(callbackId)?.[1];
  return step === undefined ? null : Number(step);
}

export interface FormContent {
  readonly run: string;
  readonly step: number;
  readonly values: Readonly<Record<string, Json>>;
  /** What could not be used of the words typed after the command. */
  readonly notes: readonly string[];
  readonly optionFor: OptionFor;
}

/** The modal with an operation's fields, in the order of the definition, filled in as far as something is known. */
export function formView(operation: AnyOperation, content: FormContent): ModalView {
  const inputs = Object.entries(operation.fields).map(([key, field]) => inputBlock(key, field, content));
  const intro: Words = operation.page
    ? words`${operation.description} It changes nothing; that you asked is recorded.`
    : words`${operation.description} Nothing happens before you have seen and confirmed what will change.`;
  return {
    type: 'modal',
    callback_id: `${FORM}:${content.step}`,
    private_metadata: content.run,
    title: plain(operation.title, LIMITS.modalTitle),
    submit: plain(operation.page ? 'Show' : 'Continue', LIMITS.modalTitle),
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
    element: inputElement(field, content.values[key], content.optionFor),
  };
}
