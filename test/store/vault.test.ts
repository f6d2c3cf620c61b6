import { randomBytes } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { BrokenSeal, UnknownKey, vaultWith, type VaultKey } from '../../src/store/vault.js';

const key = (id: string): VaultKey => ({ id, key: randomBytes(32) });
const PLACE = ['E0ORG', 'user', 'W0ADMIN', 'token'];

describe('the vault', () => {
  it('gives back whatever was put into it, and never the same text twice', () => {
    const vault = vaultWith([key('a')]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { maxLength: 4 }), (text, place) => {
        const [one, other] = [vault.seal(text, place), vault.seal(text, place)];
        expect(one).not.toBe(other);
        expect([vault.open(one, place), vault.open(other, place)]).toEqual([text, text]);
      }),
    );
  });

  it('opens nothing that was moved to another place', () => {
    const vault = vaultWith([key('a')]);
    const sealed = vault.seal('xoxp-1', PLACE);
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), (place) => {
        fc.pre(JSON.stringify(place) !== JSON.stringify(PLACE));
        expect(() => vault.open(sealed, place)).toThrow(BrokenSeal);
      }),
    );
  });

  it('opens nothing that was changed, wherever it was', () => {
    const vault = vaultWith([key('a')]);
    const sealed = vault.seal('xoxp-a-secret', PLACE);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'z', '0', '-', '.'), (at, letter) => {
        const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
        // The last letter of base64 has bits that say nothing: the bytes are what counts.
        fc.pre(bytesOf(changed) !== bytesOf(sealed));
        expect(() => vault.open(changed, PLACE)).toThrow();
      }),
    );
  });

  it('says which key is missing, and what to do', () => {
    const sealed = vaultWith([key('summer')]).seal('xoxp-1', PLACE);
    const open = (): string => vaultWith([key('winter')]).open(sealed, PLACE);
    expect(open).toThrow(UnknownKey);
    expect(open).toThrow('encrypted with the key “summer”');
  });

  it('does not take another key of the same name', () => {
    const sealed = vaultWith([key('a')]).seal('xoxp-1', PLACE);
    expect(() => vaultWith([key('a')]).open(sealed, PLACE)).toThrow(BrokenSeal);
  });

  it('writes with the first key and reads with every one', () => {
    const [old, fresh] = [key('old'), key('fresh')];
    const before = vaultWith([old]).seal('xoxp-1', PLACE);
    const both = vaultWith([fresh, old]);
    expect(both.open(before, PLACE)).toBe('xoxp-1');
    expect([both.isCurrent(before), both.isCurrent(both.seal('x', PLACE))]).toEqual([false, true]);
    expect(vaultWith([old, fresh]).open(both.seal('xoxp-2', PLACE), PLACE)).toBe('xoxp-2');
  });
});

const bytesOf = (sealed: string): string =>
  sealed
    .split('.')
    .map((part, index) => (index < 2 ? part : Buffer.from(part, 'base64url').toString('hex')))
    .join('.');
