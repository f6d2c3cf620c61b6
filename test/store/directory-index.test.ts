import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { DirectoryIndex } from '../../src/store/directory-index.js';
import { anyText } from '../support/hostile.js';

const named = (...names: string[]): { id: string; name: string }[] =>
  names.map((name, index) => ({ id: `W${String(index).padStart(4, '0')}`, name }));
const index = new DirectoryIndex(
  named(
    'Ada Lovelace',
    'Zoë Söhne',
    'Péter Rózsa',
    'Evelyn Boyd Granville',
    "Blaise O'Pascal",
    'Софья Ковалевская',
    '王贞仪',
    'Jean-Luc d’Arc',
    'Ada',
  ),
  ({ name }) => [name.split(' ')[0]?.toLowerCase() ?? ''],
);
const found = (text: string): string[] => index.search(text, 10).map(({ name }) => name);

describe('search', () => {
  it.each([
    ['by the start of the name', 'ada', ['Ada', 'Ada Lovelace']],
    ['by the start of any word', 'love', ['Ada Lovelace']],
    ['by several words in any order', 'granv evel', ['Evelyn Boyd Granville']],
    ['without accents', 'zoe sohne', ['Zoë Söhne']],
    ['with accents where there are none', 'adà', ['Ada', 'Ada Lovelace']],
    ['whatever the case', 'LOVELACE', ['Ada Lovelace']],
    ['behind an apostrophe', 'pascal', ["Blaise O'Pascal"]],
    ['behind a hyphen', 'luc', ['Jean-Luc d’Arc']],
    ['in Cyrillic', 'ковал', ['Софья Ковалевская']],
    ['in Chinese', '王', ['王贞仪']],
    ['by handle with its sign', '@ada', ['Ada', 'Ada Lovelace']],
    ['by ID', 'w0002', ['Péter Rózsa']],
    ['but not in the middle of a word', 'velace', []],
    ['and not by one word where another does not fit', 'ada nobody', []],
  ])('finds people %s', (_, text, names) => {
    expect(found(text)).toEqual(names);
  });

  it('finds everybody where nothing was typed, by name, as many as wanted', () => {
    expect(index.search('', 3).map(({ name }) => name)).toEqual(['Ada', 'Ada Lovelace', "Blaise O'Pascal"]);
    expect(index.search('   ', 100)).toHaveLength(9);
  });

  it('never throws, and never gives more than wanted', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 5 }), (text, limit) => {
        expect(index.search(text, limit).length).toBeLessThanOrEqual(limit);
        expect(index.called(text).length).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('finds whoever it holds by every prefix of their name', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{L}]{1,12}( [\p{L}]{1,12}){0,2}$/u), fc.nat(), (name, length) => {
        const one = new DirectoryIndex([{ id: 'W1', name }]);
        const prefix = Array.from(name)
          .slice(0, 1 + (length % name.length))
          .join('');
        expect(one.search(prefix, 1)).toHaveLength(1);
        expect(one.called(name)).toHaveLength(1);
      }),
    );
  });

  it('looks through twenty thousand people while somebody types', () => {
    const many = new DirectoryIndex(named(...Array.from({ length: 20_000 }, (_, number) => `Person Number ${number}`)));
    const started = performance.now();
    expect(many.search('19999', 100)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('called', () => {
  it('is whoever has exactly that name before those whose names only begin so', () => {
    const places = new DirectoryIndex(named('Marketing', 'Marketing Asia'));
    expect(places.called('marketing').map(({ name }) => name)).toEqual(['Marketing']);
    expect(places.called('marke')).toHaveLength(2);
    expect(places.called('marketing as').map(({ name }) => name)).toEqual(['Marketing Asia']);
  });

  it('is everybody who has exactly that name', () => {
    expect(new DirectoryIndex(named('Jean Bartik', 'Jean Bartik', 'Jean')).called('jean bartik')).toHaveLength(2);
  });

  it('is nobody where nothing was typed', () => {
    expect(index.called('')).toEqual([]);
    expect(index.called('  ')).toEqual([]);
  });
});

describe('get', () => {
  it('is whoever has this ID', () => {
    expect(index.get('W0001')?.name).toBe('Zoë Söhne');
    expect(index.get('w0001')).toBeUndefined();
    expect(index.get('constructor')).toBeUndefined();
  });
});
