import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import type { ListedPerson } from '../../../src/engine/organisation/directory-copy.js';
import { indexOf } from '../../../src/store/directory/load.js';
import { atOnce } from '../../../src/store/directory/steps.js';
import { CHANNELS, directoryPerson, listed } from '../../support/directory.js';
import { anyText } from '../../support/hostile.js';

const people = (...listed: ListedPerson[]) => atOnce(indexOf('people', listed));
const named = (...names: string[]): ListedPerson[] =>
  names.map((name, index) =>
    listed(directoryPerson(`W${String(index).padStart(4, '0')}`, name, name.split(' ')[0]?.toLowerCase() ?? '')),
  );
const index = people(
  ...named(
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

  it.each([
    ['whoever is called exactly so comes first', 'ada', ['Ada', 'Ada Lovelace', 'Ada Zuse', 'Countess Ada']],
    ['then whose name begins so, then whose later word does', 'a', ['Ada', 'Ada Lovelace', 'Ada Zuse', 'Countess Ada']],
    ['an e-mail finds, behind the names', 'lov', ['Ada Lovelace', 'Zed']],
    ['a whole e-mail finds exactly one', 'love@example.com', ['Zed']],
    ['any word of an e-mail finds', 'example', ['Zed']],
    ['letters typed without what is special about them', 'strasse orsted lodz', ['Straße Ørsted Łódź']],
  ])('sorts: %s', (_, text, names) => {
    const sorted = people(
      ...named('Countess Ada', 'Ada Zuse', 'Ada Lovelace', 'Ada', 'Straße Ørsted Łódź'),
      listed(directoryPerson('W9', 'Zed', 'zed'), 'love@example.com'),
      listed(directoryPerson('W8', 'Ábel Gone', 'gone', { mark: 'deactivated' })),
    );
    expect(
      sorted
        .search(text, 10)
        .map(({ name }) => name)
        .filter((name) => name !== 'Ábel Gone'),
    ).toEqual(names);
  });

  it('puts behind the others what is out of use, though it comes earlier by name', () => {
    const both = people(
      listed(directoryPerson('W1', 'Anna Gone', 'gone', { mark: 'deactivated' })),
      listed(directoryPerson('W2', 'Anna Here', 'here')),
    );
    expect(both.search('anna', 2).map(({ id }) => id)).toEqual(['W2', 'W1']);
    expect(both.search('', 2).map(({ id }) => id)).toEqual(['W2', 'W1']);
  });

  it('never holds an e-mail that it could show', () => {
    const [found] = people(listed(directoryPerson('W1', 'Ada', 'ada'), 'secret@example.com')).search('secret', 1);
    expect(found).toEqual(directoryPerson('W1', 'Ada', 'ada'));
  });

  it('narrows down to a workspace, where channels of all of them stay', () => {
    const channels = atOnce(indexOf('channels', CHANNELS));
    const ids = (text: string, ...tags: string[]) => channels.search(text, 10, tags).map(({ id }) => id);
    expect(ids('', 'T0MARKET01', 'anywhere')).toEqual(['C0GENERAL1', 'C0LAUNCH01', 'C0NEWS0001']);
    expect(ids('general', 'T0SALES001', 'anywhere')).toEqual(['C0GENERAL2']);
    expect(ids('t0sales')).toEqual([]);
  });

  it('never throws, and never gives more than wanted', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 5 }), (text, limit) => {
        expect(index.search(text, limit).length).toBeLessThanOrEqual(limit);
        expect(index.called(text, limit).length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('finds whoever it holds by every prefix of their name', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{L}]{1,12}( [\p{L}]{1,12}){0,2}$/u), fc.nat(), (name, length) => {
        const one = people(listed(directoryPerson('W1', name, '')));
        const prefix = Array.from(name)
          .slice(0, 1 + (length % name.length))
          .join('');
        expect(one.search(prefix, 1)).toHaveLength(1);
        expect(one.called(name, 2)).toHaveLength(1);
      }),
    );
  });

  it('looks through twenty thousand people while somebody types', () => {
    const many = people(...named(...Array.from({ length: 20_000 }, (_, number) => `Person Number ${number}`)));
    const started = performance.now();
    for (const typed of ['19999', 'p', 'person number 1']) expect(many.search(typed, 100).length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('called', () => {
  it('is whoever has exactly that name before those whose names only begin so', () => {
    const places = atOnce(
      indexOf('workspaces', [
        { id: 'T1', name: 'Marketing Asia' },
        { id: 'T2', name: 'Marketing' },
      ]),
    );
    expect(places.called('marketing', 2).map(({ name }) => name)).toEqual(['Marketing']);
    expect(places.called('marke', 2)).toHaveLength(2);
    expect(places.called('marketing as', 2).map(({ name }) => name)).toEqual(['Marketing Asia']);
  });

  it('is everybody who has exactly that name', () => {
    expect(people(...named('Jean Bartik', 'Jean Bartik', 'Jean')).called('jean bartik', 2)).toHaveLength(2);
  });

  it('is nobody where nothing was typed', () => {
    expect(index.called('', 2)).toEqual([]);
    expect(index.called('  ', 2)).toEqual([]);
  });
});

describe('get', () => {
  it('is whoever has this ID', () => {
    expect(index.get('W0001')?.name).toBe('Zoë Söhne');
    expect(index.get('w0001')).toBeUndefined();
    expect(index.get('constructor')).toBeUndefined();
  });
});
