import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { z } from 'zod';

import { Moment, PlaceId, UserId } from '../../src/engine/inputs.js';
import { defineOperation, field } from '../../src/engine/operation.js';
import { readForm } from '../../src/forms/read-form.js';
import { NOTHING_WANTED } from '../../src/engine/decision.js';
import { setAdmin } from '../../src/operations/users/set-admin.js';
import { FakeClock } from '../support/clock.js';
import { emptyDirectory } from '../support/empty-directory.js';
import { anyText } from '../support/hostile.js';

const LOCAL = { directory: emptyDirectory(), clock: new FakeClock(), wants: NOTHING_WANTED };
const VALID = { user_id: 'W0ADA00001', team_id: 'T0MARKET01' };

describe('readForm', () => {
  it('tells beside the field what the policy wants of every request', () => {
    const wants = { reason: true, longest: 480 };
    expect(readForm(setAdmin, { ...VALID, duration: '2d' }, { ...LOCAL, wants })).toEqual({
      ok: false,
      errors: {
        reason: 'The policy wants a reason for this. Write why you ask.',
        duration: 'The policy lets this be given for 8 hours at most. Choose a shorter time.',
      },
    });
    const input = { ...VALID, duration: '8h', reason: 'launch' };
    expect(readForm(setAdmin, input, { ...LOCAL, wants })).toEqual({ ok: true, input });
  });

  it('gives the input, without what was left empty', () => {
    expect(readForm(setAdmin, { ...VALID, reason: ' launch week ' }, LOCAL)).toEqual({
      ok: true,
      input: { ...VALID, reason: 'launch week' },
    });
    expect(readForm(setAdmin, { ...VALID, reason: '  ' }, LOCAL)).toEqual({ ok: true, input: VALID });
  });

  it('says beside each field what is wrong with it, all at once', () => {
    expect(readForm(setAdmin, { team_id: 'marketing', duration: '8 weeks', reason: 'x'.repeat(501) }, LOCAL)).toEqual({
      ok: false,
      errors: {
        user_id: 'Choose a person.',
        team_id: 'Choose a workspace from the list, or paste a workspace ID such as T012A3CDE.',
        duration: 'Write a length of time such as 30m, 8h or 7d; or leave it empty to grant for good.',
        reason: 'At most 500 characters, please.',
      },
    });
  });

  it('takes no moment that has passed, by the clock of this moment', () => {
    const until = defineOperation({
      ...setAdmin,
      input: z.object({ user_id: UserId, team_id: PlaceId, until: Moment.optional() }),
      fields: { user_id: field.person('Person'), team_id: field.place('Place'), until: field.moment('Until') },
    });
    const now = LOCAL.clock.now().getTime() / 1000;
    expect(readForm(until, { ...VALID, until: now }, LOCAL)).toEqual({
      ok: false,
      errors: { until: 'This moment has passed already. Choose a later one.' },
    });
    expect(readForm(until, { ...VALID, until: now + 1 }, LOCAL)).toMatchObject({ ok: true, input: { until: now + 1 } });
    expect(readForm(until, VALID, LOCAL)).toMatchObject({ ok: true });
  });

  it('takes nothing that the form did not ask for', () => {
    expect(readForm(setAdmin, { ...VALID, requester: 'W0EVIL', plan: '{}' }, LOCAL)).toEqual({
      ok: true,
      input: VALID,
    });
  });

  it('names only fields of the form, with a text each: anything else Slack shows as trouble connecting', () => {
    const anyValues = fc.dictionary(fc.constantFrom('user_id', 'team_id', 'duration', 'reason', 'other'), anyText(600));
    fc.assert(
      fc.property(anyValues, (values) => {
        const read = readForm(setAdmin, values, LOCAL);
        if (read.ok) return;
        expect(Object.keys(read.errors).length).toBeGreaterThan(0);
        for (const [key, message] of Object.entries(read.errors)) {
          expect(Object.keys(setAdmin.fields)).toContain(key);
          expect(message).toMatch(/^[A-Z].*\.$/su);
        }
      }),
      { numRuns: 500 },
    );
  });
});
