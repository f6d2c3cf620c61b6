import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../src/engine/words.js';
import { readWhy, type WhyTyped } from '../../src/forms/why-text.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { namesOf } from '../support/directory.js';

const names = namesOf();
const read = (text: string, prefix = ''): ReturnType<typeof readWhy> =>
  readWhy(text, { catalogue, prefix, names, by: 'W0CALLER01' });
const understood = (text: string, prefix = ''): WhyTyped => {
  const typed = read(text, prefix);
  if ('problem' in typed) throw new Error(toPlain(typed.problem, {}));
  return typed;
};

describe('what is typed behind /admin why', () => {
  it.each([
    ['@ada grant-owner @sam.morland in Marketing', ''],
    ['@ada /grant-owner @sam.morland in marketing', ''],
    ['ada lovelace acme-grant-owner samuel morland in Marketing', 'acme-'],
    ['<@U0ADA00001|ada> admin.users.setOwner <@W0SAM00001|sam> in T0MARKET01', ''],
    ['@ada Grant owner @sam.morland in Marketing', ''],
  ])('“%s” is who, what, whom and where', (text, prefix) => {
    const { who, operation, subject, input, missing } = understood(text, prefix);
    expect({ who, method: operation.method, subject, input, missing }).toEqual({
      who: 'U0ADA00001',
      method: 'admin.users.setOwner',
      subject: 'W0SAM00001',
      input: { user_id: 'W0SAM00001', team_id: 'T0MARKET01' },
      missing: [],
    });
  });

  it.each(['grant-admin @sam.morland', 'me grant-admin @sam.morland', 'I grant-admin @sam.morland'])(
    '“%s” is about whoever types',
    (text) => {
      expect(understood(text)).toMatchObject({ who: 'W0CALLER01', subject: 'W0SAM00001', input: null });
      expect(understood(text).missing).toEqual(['Admin of']);
    },
  );

  it('takes how long and why along', () => {
    expect(understood('@ada grant-admin @sam.morland in Marketing for 8h because launch').input).toEqual({
      user_id: 'W0SAM00001',
      team_id: 'T0MARKET01',
      duration: '8h',
      reason: 'launch',
    });
  });

  it('says what it takes for granted, and what was not used', () => {
    const { notes, input } = understood('@ada assign-user @sam.morland in Marketing');
    expect(input).toMatchObject({ user_id: 'W0SAM00001', team_id: 'T0MARKET01' });
    expect(notes.join()).toContain('is taken for it');
    expect(understood('@ada grant-admin @nobody in Marketing').notes.join()).toContain('nobody');
  });

  it.each(['', 'hello', '@ada', '@nobody grant-owner @sam.morland'])(
    'does not understand “%s”, and says how to ask',
    (text) => {
      const typed = read(text);
      expect('problem' in typed && toPlain(typed.problem, {})).toContain(
        'Ask like this: /admin why @ada grant-owner @bob in Marketing.',
      );
    },
  );
});
