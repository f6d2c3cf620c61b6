import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { field, type Field } from '../../src/engine/fields.js';
import type { Json } from '../../src/engine/planning/plan.js';
import { parseCommandText } from '../../src/forms/command-text.js';
import { formView } from '../../src/forms/form-view.js';
import { optionOf } from '../../src/forms/options.js';
import { prefill, typedPerson } from '../../src/forms/prefill.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { invite } from '../../src/operations/users/invite.js';
import { setAdmin } from '../../src/operations/users/set-admin.js';
import { setRegular } from '../../src/operations/users/set-regular.js';
import { ADA, ALL_READ, directoryOf, listed, namesOf } from '../support/directory.js';
import { anyText } from '../support/hostile.js';
import { ORG } from '../support/org.js';
import { expectShowableView } from '../support/showable.js';

const GROUP_FIELDS = { usergroup_id: field.group('Group'), team_ids: field.workspaces('Workspaces', { max: 5 }) };

const filled = (text: string, operation: typeof setAdmin | typeof setRegular = setAdmin) =>
  prefill(text, operation.fields, namesOf());

describe('prefill', () => {
  it.each([
    ['nothing', '', {}],
    ['a handle', '@ada', { user_id: 'U0ADA00001' }],
    ['a handle without its sign', 'ada', { user_id: 'U0ADA00001' }],
    ['a whole name', 'Ada Lovelace', { user_id: 'U0ADA00001' }],
    ['a mention as Slack escapes it', '<@U0ADA00001|ada>', { user_id: 'U0ADA00001' }],
    ['a mention without a name', '<@W012A3CDE>', { user_id: 'W012A3CDE' }],
    ['an ID', 'W012A3CDE', { user_id: 'W012A3CDE' }],
    ['a name without its accents', '@zoe', { user_id: 'W0ZOE00001' }],
    ['a workspace', 'in marketing', { team_id: 'T0MARKET01' }],
    ['a workspace in quotation marks', 'in “Marketing”', { team_id: 'T0MARKET01' }],
    ['a workspace with an ampersand', 'in sales &amp; field', { team_id: 'T0SALES001' }],
    ['a workspace by the start of its name', 'in engin', { team_id: 'T0ENGINE01' }],
    ['a workspace’s ID', 'in T012A3CDE', { team_id: 'T012A3CDE' }],
    ['the organisation', 'in the whole organisation', { team_id: ORG }],
    ['the organisation in short', 'in org', { team_id: ORG }],
    ['the organisation in American', 'in the organization', { team_id: ORG }],
    ['a workspace with “for” in its name', '@ada in Fund for Good', { user_id: 'U0ADA00001', team_id: 'T0GOOD0001' }],
    [
      'everything',
      '@ada in marketing for 8h because launch week',
      { user_id: 'U0ADA00001', team_id: 'T0MARKET01', duration: '8h', reason: 'launch week' },
    ],
    [
      'a length of time that is not understood',
      '@ada in marketing for a fortnight',
      { user_id: 'U0ADA00001', team_id: 'T0MARKET01', duration: 'a fortnight' },
    ],
    ['a reason with entities', 'because R&amp;D &lt;3', { reason: 'R&D <3' }],
  ])('takes %s', (_, text, values) => {
    expect(filled(text)).toEqual({ values, notes: [] });
  });

  it.each([
    ['somebody who is not there', '@nobody', 'Nobody here is called “@nobody”. Choose the person below.'],
    ['two of one name', 'Jean Bartik', 'Several people are called “Jean Bartik”. Choose the right one below.'],
    ['the start of several names', '@sam', 'Several people are called “@sam”. Choose the right one below.'],
    ['a workspace that is not there', 'in Atlantis', 'No workspace here is called “Atlantis”. Choose it below.'],
    [
      'the start of several workspaces',
      'in marke',
      'Several workspaces are called “marke”. Choose the right one below.',
    ],
  ])('says what it could not use: %s', (_, text, note) => {
    expect(filled(text)).toEqual({ values: {}, notes: [note] });
  });

  it.each<[what: string, text: string, note: string]>([
    [
      'people',
      '@ada',
      'The app is still reading the people of this organisation, so it could not look up “@ada”. Paste an ID (U… or W…) below, or type the command again in a few minutes.',
    ],
    [
      'workspaces',
      'in marketing',
      'The app is still reading the workspaces of this organisation, so it could not look up “marketing”. Paste an ID (T…) below, or type the command again in a few minutes.',
    ],
  ])('does not say that there are none while %s are still being read', (_, text, note) => {
    expect(prefill(text, setAdmin.fields, namesOf(directoryOf({})))).toEqual({ values: {}, notes: [note] });
    expect(prefill('W012A3CDE in T012A3CDE', setAdmin.fields, namesOf(directoryOf({})))).toEqual({
      values: { user_id: 'W012A3CDE', team_id: 'T012A3CDE' },
      notes: [],
    });
  });

  it.each<[text: string, fields: Record<string, Field>, values: Record<string, Json>]>([
    ['#launch', { channel_id: field.channel('Channel') }, { channel_id: 'C0LAUNCH01' }],
    ['<#C012A3CDE|launch>', { channel_id: field.channel('Channel') }, { channel_id: 'C012A3CDE' }],
    ['@eng in “Engineering”', GROUP_FIELDS, { usergroup_id: 'S0ENGINE01', team_ids: ['T0ENGINE01'] }],
    ['<!subteam^S012A3CDE|@eng>', GROUP_FIELDS, { usergroup_id: 'S012A3CDE' }],
    ['S012A3CDE in T012A3CDE', GROUP_FIELDS, { usergroup_id: 'S012A3CDE', team_ids: ['T012A3CDE'] }],
    ['<mailto:countess@example.com|countess@example.com>', { user_id: field.person('Person') }, { user_id: ADA.id }],
  ])('finds what the form is about: %s', (text, fields, values) => {
    const people = [listed(ADA, 'countess@example.com')];
    expect(prefill(text, fields, namesOf(directoryOf({ ...ALL_READ, people })))).toEqual({ values, notes: [] });
  });

  it('takes the organisation for no workspace', () => {
    const { values, notes } = prefill('in org', { team_id: field.workspace('Workspace') }, namesOf());
    expect(values).toEqual({});
    expect(notes).toEqual(['No workspace here is called “org”. Choose it below.']);
  });

  it('chooses the one that is called exactly so before those whose names begin so', () => {
    expect(filled('in marketing').values).toEqual({ team_id: 'T0MARKET01' });
  });

  it('keeps a length of time that a workspace’s name could have swallowed', () => {
    expect(filled('@ada in Fund for Good for 8h').values).toEqual({
      user_id: 'U0ADA00001',
      team_id: 'T0GOOD0001',
      duration: '8h',
    });
  });

  it('says so where the form has no field for it: nothing is granted without the end somebody asked for', () => {
    expect(filled('@ada in marketing for 8h', setRegular)).toEqual({
      values: { user_id: 'U0ADA00001', team_id: 'T0MARKET01' },
      notes: ['“8h” has no place in this form and was not used.'],
    });
  });

  it('makes of every typed word a value or a note, and a form that Slack takes', () => {
    const word = fc.constantFrom(
      '@ada',
      'jean',
      'in',
      'marketing',
      'Fund',
      'for',
      'Good',
      '8h',
      'because',
      'launch',
      '<@U0ADA00001|ada>',
      '&amp;',
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
      anyText(3000),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...catalogue.all.map(({ method }) => method)), (typed, method) => {
        const operation = catalogue.byMethod(method);
        const { values, notes } = prefill(typed, operation.fields, namesOf());
        const parts = Object.keys(parseCommandText(typed)).length;
        const used = Object.keys(values).length + notes.length;
        // “in Fund for Good” is two parts that come out as one place.
        expect([parts, parts - 1]).toContain(used);
        if (used < parts && 'team_id' in operation.fields) expect(values['team_id']).toBe('T0GOOD0001');
        for (const value of Object.values(values)) expect(value).not.toBe('');

        const optionFor = (_: unknown, id: string) => optionOf({ id, name: id, detail: null });
        expectShowableView(formView(operation, { run: 'run', step: 0, values, notes, optionFor }));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('prefill of a form that asks for an e-mail address', () => {
  const invited = (text: string) => prefill(text, invite.fields, namesOf());

  it.each([
    ['as Slack escapes it', '<mailto:zoe@example.com|zoe@example.com> in marketing because new'],
    ['as it was typed', 'zoe@example.com in marketing because new'],
  ])('takes an address %s, a workspace and a reason', (_, text) => {
    expect(invited(text)).toEqual({
      values: { email: 'zoe@example.com', team_id: 'T0MARKET01', reason: 'new' },
      notes: [],
    });
  });

  it.each(['@ada', 'Zoë', '<@U0ADA00001|ada>', 'a@b@c', `${'x'.repeat(65)}@example.com`])(
    'does not take %s',
    (text) => {
      expect(invited(text).values).toEqual({});
      expect(invited(text).notes).toEqual([
        expect.stringMatching(/ is not an e-mail address\. Type the address below\.$/u),
      ]);
    },
  );

  it('looks for nobody before the form is shown', () => {
    expect(typedPerson('ada in marketing', invite.fields, namesOf())).toBeNull();
  });
});

describe('typedPerson', () => {
  it.each([
    ['@ada in marketing', 'U0ADA00001'],
    ['<@W012A3CDE|somebody>', 'W012A3CDE'],
    ['@nobody', null],
    ['Jean Bartik', null],
    ['in marketing', null],
    ['', null],
  ])('of %j is %j', (text, id) => {
    expect(typedPerson(text, setAdmin.fields, namesOf())).toBe(id);
  });

  it('is nobody where the form asks for no person', () => {
    expect(typedPerson('@ada', GROUP_FIELDS, namesOf())).toBeNull();
  });
});
