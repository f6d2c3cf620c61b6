import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { formView, stepOf } from '../../src/forms/form-view.js';
import type { Json } from '../../src/engine/planning/plan.js';
import { optionOf } from '../../src/forms/options.js';
import { prefill } from '../../src/forms/prefill.js';
import { setAdmin } from '../../src/operations/users/set-admin.js';
import { namesOf } from '../support/directory.js';
import { anyText, HOSTILE } from '../support/hostile.js';
import { expectShowableView, partsOf, readAloud } from '../support/showable.js';

const optionFor = (_: unknown, id: string) => optionOf({ id, name: `Name of ${id}`, detail: null });

function formWith(values: Readonly<Record<string, Json>> = {}, notes: readonly string[] = []) {
  return formView(setAdmin, { run: 'run-1', step: 3, values, notes, optionFor });
}

/** The form somebody gets who types this after the command. */
function formAfter(text: string) {
  const { values, notes } = prefill(text, setAdmin.fields, namesOf());
  return formWith(values, notes);
}

const inputsOf = (view: unknown): Record<string, unknown>[] => partsOf(view).filter(({ type }) => type === 'input');

const elementsOf = (view: unknown): Record<string, unknown> =>
  Object.fromEntries(inputsOf(view).map(({ block_id, element }) => [block_id, element]));

describe('formView', () => {
  it('reads so that somebody who never saw it knows what to do', () => {
    expect(readAloud(formWith({}, ['“Atlantis” has no place in this form and was not used.']))).toMatchInlineSnapshot(`
     "Grant admin
     Continue
     Cancel
     Make a member an admin of a workspace or of the whole organisation. Nothing happens before you have seen and confirmed what will change.
     ⚠️ “Atlantis” has no place in this form and was not used.
     Person
     Name, handle or ID
     Admin of
     A workspace, or the whole organisation.
     Name or ID
     For how long
     30 minutes to 7 days; then the right ends by itself. Leave empty to grant for good.
     for good
     Reason
     Shown to approvers and in the audit channel."
    `);
  });

  it('carries its step and its run, and nothing else', () => {
    expect(formWith({ reason: 'a secret' })).toMatchObject({ callback_id: 'run.form:3', private_metadata: 'run-1' });
  });

  it('has an input per field, in the order of the definition, named by the key of the input', () => {
    const inputs = inputsOf(formWith());
    expect(inputs.map(({ block_id, optional }) => [block_id, optional])).toEqual([
      ['user_id', false],
      ['team_id', false],
      ['duration', true],
      ['reason', true],
    ]);
    for (const { element } of inputs) expect(element).toMatchObject({ action_id: 'value' });
  });

  it('is filled in as far as something is known', () => {
    const elements = elementsOf(
      formWith({ user_id: 'W0ADA00001', team_id: 'T0MARKET01', duration: 'a fortnight', reason: 'launch week' }),
    );
    expect(elements).toMatchObject({
      user_id: { type: 'external_select', min_query_length: 0, initial_option: { value: 'W0ADA00001' } },
      team_id: { type: 'external_select', min_query_length: 0, initial_option: { value: 'T0MARKET01' } },
      duration: { initial_value: 'a fortnight' },
      reason: { initial_value: 'launch week', max_length: 500, multiline: true },
    });
  });

  it.each(HOSTILE)('is a form that Slack takes, with nothing alive in it, after %j was typed', (text) => {
    expectShowableView(formAfter(text));
    expectShowableView(formAfter(`${text} in ${text} for ${text} because ${text}`));
  });

  it.each([
    ['a reason that is cut between the halves of an emoji', `@ada because ${'x'.repeat(499)}🦄`],
    ['a length of time that is cut between the halves of an emoji', `@ada for ${'x'.repeat(99)}🦄`],
    ['an ID without end', `<@W${'A'.repeat(300)}> in T${'A'.repeat(300)}`],
    ['a note without end', `@${'x'.repeat(5000)}`],
    ['a note that grows fivefold when it is escaped', `@${'&amp;'.repeat(1500)}`],
  ])('is a form that Slack takes after %s', (_, text) => {
    expectShowableView(formAfter(text));
  });

  it('is a form that Slack takes, whatever was typed', () => {
    fc.assert(
      fc.property(anyText(2000), (text) => expectShowableView(formAfter(text))),
      { numRuns: 300 },
    );
  });
});

describe('stepOf', () => {
  it.each([
    ['run.form:0', 0],
    ['run.confirm:12', 12],
    ['run.form:', null],
    ['run.form:-1', null],
    ['run.form:1.5', null],
    ['run.form:1 ', null],
    ['run.form:99999999999999999999', null],
    ['run.view:1', null],
    ['xrun.form:1', null],
    ['', null],
  ])('of %j is %j', (callbackId, step) => {
    expect(stepOf(callbackId)).toBe(step);
  });
});
