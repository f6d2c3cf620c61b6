import type { PageAnswer } from '../posts.js';
import { stringIn, type Json } from '../json.js';
import type { Desk, FieldName } from './model.js';
import { carryValues, withValue } from './values.js';

/** Slack's sentence for everything that went wrong between it and the app. */
export const TROUBLE = 'We had some trouble connecting. Try again?';

/** The desk after something was typed or chosen: the error beside that field has been answered. */
export function enteredValue(
  desk: Desk,
  { form, blocks, field, value }: { form: string; blocks: readonly Json[]; field: FieldName; value: Json },
): Desk {
  const before = desk.values[form] ?? carryValues(blocks, undefined);
  const { [field.blockId]: _answered, ...errors } = desk.errors[form] ?? {};
  return {
    ...desk,
    values: { ...desk.values, [form]: withValue(before, field, value) },
    errors: { ...desk.errors, [form]: errors },
  };
}

/**
 * The desk after the server's answer to a submission or a press. After a yes Submit stays busy until the view has
 * changed or gone, so that nobody can press it twice in between.
 */
export function answeredForm(desk: Desk, form: string, answer: PageAnswer): Desk {
  if (answer.ok) return { ...desk, problems: { ...desk.problems, [form]: '' } };
  const { [form]: _submitted, ...submitted } = desk.submitted;
  const inputs = inputBlocks(desk, form);
  const errors = answer.errors ?? {};
  const fitting = Object.entries(errors).filter(([blockId, text]) => inputs.has(blockId) && text !== '');
  // An error for a block that is no input has no place to stand: Slack's own client then only says this.
  const unplaced = fitting.length === 0 || fitting.length < Object.keys(errors).length;
  const problem = answer.problem ?? (unplaced ? TROUBLE : '');
  return {
    ...desk,
    submitted,
    errors: { ...desk.errors, [form]: Object.fromEntries(fitting) },
    problems: { ...desk.problems, [form]: problem },
  };
}

function inputBlocks(desk: Desk, form: string): Set<string> {
  const view = desk.state.views.find(({ id }) => id === form);
  const inputs = (view?.blocks ?? []).filter((block) => stringIn(block, 'type') === 'input');
  return new Set(inputs.map((block) => stringIn(block, 'block_id')));
}
