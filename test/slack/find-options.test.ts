import { describe, expect, it } from '@jest/globals';

import type { Field } from '../../src/engine/fields.js';
import { findOptions } from '../../src/slack/find-options.js';
import { ALL_READ, directoryChannel, directoryOf, directoryPerson, listed } from '../support/directory.js';
import { HOSTILE } from '../support/hostile.js';
import { ORG } from '../support/org.js';
import { expectShowableOptions } from '../support/showable.js';

const source = (directory = directoryOf(ALL_READ)) => ({ directory, enterpriseId: ORG, awsAccounts: [] });

/** What stands in the picker: text, value and the line below. */
function offered(kind: Field['kind'], text: string, more: { directory?: typeof EMPTY; workspace?: string } = {}) {
  const { directory, workspace } = more;
  const options = findOptions(source(directory), { kind, text, workspace });
  expectShowableOptions(options);
  return options.map(({ text, description }) => `${text.text} | ${description?.text}`);
}
const EMPTY = directoryOf({});

describe('findOptions', () => {
  it('shows people with their handle, and marks who is no full member', () => {
    const people = [
      listed(directoryPerson('W1', 'Ada Lovelace', 'ada'), 'secret@example.com'),
      listed(directoryPerson('W2', 'Ada Guest', 'ada2', { mark: 'guest' })),
      listed(directoryPerson('W3', 'Ada Bot', '', { mark: 'bot' })),
      listed(directoryPerson('W4', 'Ada Aalto', 'aalto', { mark: 'deactivated' })),
    ];
    const directory = directoryOf({ people });
    expect(offered('person', 'ada', { directory })).toEqual([
      'Ada Lovelace | @ada · W1',
      'Ada Bot | bot · W3',
      'Ada Guest | guest · @ada2 · W2',
      'Ada Aalto | deactivated · @aalto · W4',
    ]);
    expect(offered('person', 'secret@example.com', { directory })).toEqual(['Ada Lovelace | @ada · W1']);
  });

  it('looks further where much of what is found may not be offered, and no further than it has to', () => {
    const padded = (number: number): string => String(number).padStart(4, '0');
    const people = Array.from({ length: 5_000 }, (_, number) =>
      listed(directoryPerson(`W${padded(number)}`, `Ada ${padded(number)}`, '')),
    );
    const directory = directoryOf({ people });
    const looked: number[] = [];
    const watched = {
      ...directory,
      searchPeople: (text: string, limit: number) => {
        looked.push(limit);
        return directory.searchPeople(text, limit);
      },
    };
    const among = (isOffered: (id: string) => boolean): (string | undefined)[] => {
      looked.length = 0;
      return findOptions(source(watched), { kind: 'person', text: 'ada' }, ({ id }) => isOffered(id)).map(
        ({ value }) => value,
      );
    };
    expect(among((id) => id !== 'W0000')).toHaveLength(100);
    expect(looked).toEqual([100, 200]);
    expect(among((id) => id === 'W1234')).toEqual(['W1234']);
    expect(among((id) => id === 'W4999')).toEqual([]);
    expect(Math.max(...looked)).toBe(3_200);
    expect(among(() => true)).toHaveLength(100);
    expect(looked).toEqual([100]);
  });

  it('shows channels with where they are and who can see them', () => {
    expect(offered('channel', '')).toEqual([
      '#board | private · Sales & Field · G0BOARD001',
      '#general | Marketing · C0GENERAL1',
      '#general | Sales & Field · C0GENERAL2',
      '#launch | Marketing and 1 more · C0LAUNCH01',
      '#news | every workspace · C0NEWS0001',
      '#attic | archived · Sales & Field · C0OLD00001',
    ]);
  });

  it('offers in a list of channels those of the workspace that was chosen in the form', () => {
    const inSales = offered('channels', '', { workspace: 'T0SALES001' });
    expect(inSales).toHaveLength(5);
    expect(inSales).not.toContain('#general | Marketing · C0GENERAL1');
    expect(offered('channel', '', { workspace: 'T0SALES001' })).toHaveLength(6);
    // An ID that was pasted is checked live, wherever it may be.
    expect(offered('channels', 'C0GENERAL1', { workspace: 'T0SALES001' })).toEqual([
      '#general | Marketing · C0GENERAL1',
    ]);
  });

  it('keeps a channel that may be in more workspaces than Slack has named', () => {
    const shared = directoryChannel('C1', 'wide', ['T0MARKET01'], { more: true });
    const directory = directoryOf({ ...ALL_READ, channels: [shared] });
    expect(offered('channels', 'wide', { directory, workspace: 'T0SALES001' })).toEqual([
      '#wide | Marketing and others · C1',
    ]);
  });

  it('shows groups with handle and size', () => {
    expect(offered('group', '')).toEqual([
      'Designers | @design · 1 member · S0DESIGN01',
      'Engineers | @eng · 12 members · S0ENGINE01',
    ]);
  });

  it('offers the organisation where it is a place, and only there', () => {
    expect(offered('place', '')[0]).toBe(`The whole organisation | ${ORG}`);
    expect(offered('place', 'org')).toEqual([`The whole organisation | ${ORG}`]);
    expect(offered('place', ORG)).toEqual([`The whole organisation | ${ORG}`]);
    expect(offered('place', 'sales')).toEqual(['Sales & Field | T0SALES001']);
    expect(offered('workspace', '')).not.toContain(`The whole organisation | ${ORG}`);
    expect(offered('workspaces', 'marketing')).toEqual(['Marketing | T0MARKET01', 'Marketing Asia | T0MARKET02']);
  });

  it.each<[kind: Field['kind'], id: string]>([
    ['person', 'U012A3CDE'],
    ['person', 'W012A3CDE'],
    ['place', 'T012A3CDE'],
    ['place', 'E012A3CDE'],
    ['workspace', 'T012A3CDE'],
    ['workspaces', 'T012A3CDE'],
    ['channel', 'C012A3CDE'],
    ['channels', 'G012A3CDE'],
    ['group', 'S012A3CDE'],
  ])('takes an ID that was pasted into a picker of a %s, whether or not anything was read: %s', (kind, id) => {
    expect(offered(kind, id)).toEqual([`${id} | by ID · ${id}`]);
    expect(offered(kind, ` ${id.toLowerCase()} `, { directory: EMPTY })).toEqual([`${id} | by ID · ${id}`]);
    expect(offered(kind, `X${id}`, { directory: EMPTY })).toEqual([]);
  });

  it('takes no word for an ID, but leaves the choice where it looks like one', () => {
    expect(offered('channel', 'general')).toHaveLength(2);
    expect(offered('channel', 'GENERAL')).toEqual([
      '#general | Marketing · C0GENERAL1',
      '#general | Sales & Field · C0GENERAL2',
      'GENERAL | by ID · GENERAL',
    ]);
    expect(offered('group', 'C012A3CDE')).toEqual([]);
  });

  it('never offers more than a hundred, the one that was pasted among them', () => {
    const people = Array.from({ length: 300 }, (_, number) =>
      listed(directoryPerson(`W${number}`, `W0 ${number}`, '')),
    );
    const directory = directoryOf({ people });
    expect(offered('person', 'w', { directory })).toHaveLength(100);
    expect(offered('person', 'W00000', { directory })).toEqual(['W00000 | by ID · W00000']);
    const workspaces = Array.from({ length: 300 }, (_, number) => ({ id: `T${number}`, name: `Org ${number}` }));
    expect(offered('place', 'org', { directory: directoryOf({ workspaces }) })).toHaveLength(100);
  });

  it('offers options that Slack takes, whatever things are called', () => {
    const channels = HOSTILE.map((name, index) => directoryChannel(`C${index}`, name, [`T${index}`]));
    const workspaces = HOSTILE.map((name, index) => ({ id: `T${index}`, name }));
    expect(offered('channels', '', { directory: directoryOf({ channels, workspaces }) })).toHaveLength(HOSTILE.length);
  });
});
