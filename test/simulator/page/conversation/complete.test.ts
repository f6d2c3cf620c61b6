import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { completionAt, insertChoice, shortcutOf } from '../../../../src/simulator/page/conversation/complete.js';
import { flat, type Choice } from '../../../../src/simulator/page/elements/choices.js';
import { state } from '../support/samples.js';

const org = state();
const found = (text: string, cursor = text.length) => completionAt(text, cursor, org);
const values = (text: string, cursor?: number): string[] =>
  flat(found(text, cursor)?.groups ?? []).map(({ value }) => value);

describe('completionAt', () => {
  it('offers every command and shortcut on a slash, with hint and description', () => {
    const [first] = flat(found('/')?.groups ?? []);

    expect(values('/')).toEqual(['/grant-admin', '/admin', '/list-users', 'shortcut:open_admin']);
    expect(first).toMatchObject({
      label: '/grant-admin',
      hint: '@person',
      detail: 'Make somebody an admin',
    });
  });

  it('puts commands that begin with what was typed first', () => {
    expect(values('/admin')).toEqual(['/admin', '/grant-admin', 'shortcut:open_admin']);
  });

  it.each(['say /grant', ' /', '/grant-admin x', 'a@', 'plain'])('offers nothing in %j', (text) => {
    expect(found(text)).toBeNull();
  });

  it('finds people by handle and by name, but nobody who is deactivated', () => {
    expect(values('/grant-admin @gra')).toEqual(['@grace']);
    expect(values('@hopper')).toEqual(['@grace']);
    expect(values('@old')).toEqual([]);
    expect(values('@').length).toBe(3);
  });

  it('finds open channels', () => {
    expect(values('see #')).toEqual(['#general', '#approvals']);
  });

  it('looks at the word before the cursor', () => {
    expect(values('hi @ad and more', 6)).toEqual(['@ada']);
  });

  it.each([
    ['/admin', true],
    ['/adm', false],
    ['@ada', true],
    ['@a', false],
  ])('knows that %s is complete: %s', (text, exact) => {
    expect(found(text)?.exact).toBe(exact);
  });
});

describe('insertChoice', () => {
  const choice = (value: string): Choice => ({ value, label: value, detail: '', option: null });

  it('puts the line in place of the word and the cursor behind it', () => {
    const completion = found('hi @ad there', 6);
    if (completion === null) throw new Error('Nothing was offered.');

    expect(insertChoice('hi @ad there', completion, choice('@ada'))).toEqual({ text: 'hi @ada there', cursor: 8 });
  });

  it('leaves what stands before and behind the word as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const text = `${before} @ad ${after}`;
        const cursor = before.length + 4;
        const completion = completionAt(text, cursor, org);
        const next = completion === null ? null : insertChoice(text, completion, choice('@ada'));
        expect(next).toEqual({ text: `${before} @ada ${after}`, cursor: before.length + 6 });
      }),
    );
  });
});

describe('shortcutOf', () => {
  it('tells shortcuts from words', () => {
    expect(flat(found('/open')?.groups ?? []).map(shortcutOf)).toEqual(['open_admin']);
    expect(flat(found('/list')?.groups ?? []).map(shortcutOf)).toEqual([null]);
  });
});
