import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { optionOf } from '../../src/forms/options.js';
import { anyText, HOSTILE } from '../support/hostile.js';
import { expectShowableOptions } from '../support/showable.js';

describe('optionOf', () => {
  it('has the bare ID as its value, and tells two of one name apart below it', () => {
    expect(optionOf({ id: 'W0ADA00001', name: 'Ada Lovelace', detail: '@ada · guest' })).toEqual({
      text: { type: 'plain_text', text: 'Ada Lovelace', emoji: false },
      value: 'W0ADA00001',
      description: { type: 'plain_text', text: '@ada · guest · W0ADA00001', emoji: false },
    });
  });

  it('shows the ID where there is no name', () => {
    expect(optionOf({ id: 'W0ADA00001', name: ' \u0000 ', detail: null }).text.text).toBe('W0ADA00001');
  });

  it.each(HOSTILE)('is an option that Slack takes for somebody called %j', (name) => {
    expectShowableOptions([optionOf({ id: 'W0ADA00001', name, detail: name })]);
  });

  it('is an option that Slack takes, whatever the names', () => {
    fc.assert(
      fc.property(anyText(), fc.option(anyText()), (name, detail) =>
        expectShowableOptions([optionOf({ id: 'W0ADA00001', name, detail })]),
      ),
    );
  });
});
