import { describe, expect, it } from '@jest/globals';

import { initialsOf, tintOf } from '../../../../src/simulator/page/shell/initials.js';

describe('initialsOf', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['Klára Dán von Neumann', 'KN'],
    ['gridkeeper', 'G'],
    ['王贞仪', '王'],
    ['  ', ''],
  ])('takes those of %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('tintOf', () => {
  it('stays with the name', () => {
    expect(tintOf('Ada Lovelace')).toBe(tintOf('Ada Lovelace'));
    expect(tintOf('')).toBeLessThan(8);
  });
});
