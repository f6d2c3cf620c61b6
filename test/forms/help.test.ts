import { describe, expect, it } from '@jest/globals';

import { exampleWords, helpText } from '../../src/forms/help.js';
import { parseCommandText } from '../../src/forms/command-text.js';
import { prefill } from '../../src/forms/prefill.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { setAdmin } from '../../src/operations/users/set-admin.js';
import { namesOf } from '../support/directory.js';
import { liveIn } from '../support/showable.js';

describe('helpText', () => {
  it('says what the command does, what can be typed, and what happens then', () => {
    expect(helpText(setAdmin, '/acme-grant-admin')).toMatchInlineSnapshot(`
     "\`/acme-grant-admin\`  Make a member an admin of a workspace or of the whole organisation.
     Type it alone for an empty form, or with what you know already:
        \`/acme-grant-admin @ada in Marketing because launch week\`
     You see what will change, and confirm it, before anything happens. Everything is recorded in the audit channel. Slack’s method: \`admin.users.setAdmin\`."
    `);
  });

  it.each(catalogue.all.map((operation) => [operation.method, operation] as const))(
    'of %s has nothing alive in it',
    (_, operation) => {
      expect(liveIn(helpText(operation, operation.command ?? '/admin'))).toEqual([]);
    },
  );
});

describe('exampleWords', () => {
  it.each(catalogue.all.map((operation) => [operation.method, operation] as const))(
    'of %s are understood whole when somebody types them',
    (_, operation) => {
      const typed = exampleWords(operation);
      const { values, notes } = prefill(typed, operation.fields, namesOf());
      expect(notes).toEqual([]);
      expect(Object.keys(values)).toHaveLength(Object.keys(parseCommandText(typed)).length);
    },
  );
});
