import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import type { DirectoryKind } from '../../../src/engine/organisation/directory.js';
import type { Listed, Turn } from '../../../src/engine/organisation/directory-copy.js';
import { directoryIn, type DirectoryStore } from '../../../src/store/directory/directory.js';
import { FakeClock, HOUR, MINUTE } from '../../support/clock.js';
import { withDatabase } from '../../support/database.js';
import { CHANNELS, directoryPerson, GROUPS, listed, NAMED, PLACES } from '../../support/directory.js';

const PEOPLE = [
  ...NAMED.map((person) => listed(person)),
  listed(directoryPerson('W0ADMIN001', 'Katherine Johnson', 'katherine', { orgAdmin: true }), 'kj@example.com'),
  listed(directoryPerson('W0OWNER001', 'Margaret Hamilton', 'margaret', { orgAdmin: true, orgOwner: true })),
  listed(directoryPerson('W0GUEST001', 'Gia Contractor', 'gia', { mark: 'guest' })),
];

describe('the directory', () => {
  const database = withDatabase();
  let organisations = 0;

  /** An organisation nobody has read yet, as one process sees it; `another` is another process. */
  function organisation(): {
    clock: FakeClock;
    directory: DirectoryStore;
    another: (holder?: string) => DirectoryStore;
  } {
    organisations += 1;
    const enterpriseId = `E0ORG${organisations}`;
    const another = (holder = 'another') => directoryIn({ db: database.current.db, enterpriseId, holder });
    return { clock: new FakeClock(), directory: another('this'), another };
  }
  const holdAt = (clock: FakeClock) => ({ at: clock.now(), until: new Date(clock.now().getTime() + MINUTE) });

  /** Reads a kind to its end, a page of two after the other. */
  async function reads<K extends DirectoryKind>(
    directory: DirectoryStore,
    clock: FakeClock,
    kind: K,
    rows: readonly Listed[K][],
  ): Promise<void> {
    const first = await directory.takeTurn(kind, holdAt(clock));
    if (!first) throw new Error(`It is not time to read the ${kind}.`);
    let turn = first;
    for (let from = 0; ; from += 2) {
      const next = from + 2 < rows.length ? String(from + 2) : null;
      const after: Turn<K> | 'complete' | 'lost' = await directory.keep(
        turn,
        { rows: rows.slice(from, from + 2), next },
        holdAt(clock),
      );
      if (after === 'lost') throw new Error('The turn is lost.');
      if (after === 'complete') break;
      turn = after;
    }
    await directory.refresh(kind);
  }

  it('knows nobody before the first copy, and says that it does not know who runs the organisation', async () => {
    const { directory } = organisation();
    await directory.refresh('people');
    expect(directory.searchPeople('', 10)).toEqual([]);
    expect(directory.freshness('people')).toBeNull();
    expect(() => directory.orgAdmins()).toThrow('directory_not_ready');
    expect(() => directory.orgOwners()).toThrow('directory_not_ready');
  });

  it('knows each kind as soon as it was read to its end', async () => {
    const { directory, clock } = organisation();
    await reads(directory, clock, 'people', PEOPLE);
    expect(directory.freshness('people')).toEqual(clock.now());
    expect(directory.freshness('channels')).toBeNull();
    expect(directory.person('U0ADA00001')).toEqual(NAMED[0]);
    expect(directory.peopleCalled('margaret').map(({ id }) => id)).toEqual(['W0OWNER001']);
    expect(directory.searchPeople('kj@example.com', 5).map(({ id }) => id)).toEqual(['W0ADMIN001']);
    expect(directory.orgAdmins()).toEqual(['W0OWNER001', 'W0ADMIN001']);
    expect(directory.orgOwners()).toEqual(['W0OWNER001']);

    await reads(directory, clock, 'workspaces', PLACES);
    await reads(directory, clock, 'channels', CHANNELS);
    await reads(directory, clock, 'groups', GROUPS);
    expect(directory.workspace('T0MARKET01')?.name).toBe('Marketing');
    expect(directory.workspacesCalled('marketing').map(({ id }) => id)).toEqual(['T0MARKET01']);
    expect(directory.searchWorkspaces('for', 5).map(({ id }) => id)).toEqual(['T0GOOD0001']);
    expect(directory.channel('G0BOARD001')).toEqual(CHANNELS.find(({ id }) => id === 'G0BOARD001'));
    expect(directory.channelsCalled('#general')).toHaveLength(2);
    expect(directory.searchChannels('gen', 5, 'T0SALES001').map(({ id }) => id)).toEqual(['C0GENERAL2']);
    expect(directory.groupsCalled('@eng').map(({ id }) => id)).toEqual(['S0ENGINE01']);
  });

  it('tells whoever waits when there is a first copy of what they need', async () => {
    const { directory, clock } = organisation();
    const events: string[] = [];
    const waits = directory.read('people', 'workspaces').then(() => events.push('both'));
    const waitsForAll = directory.read().then(() => events.push('all'));
    await reads(directory, clock, 'people', PEOPLE);
    events.push('people');
    await reads(directory, clock, 'workspaces', PLACES);
    await waits;
    await reads(directory, clock, 'channels', []);
    events.push('channels');
    await reads(directory, clock, 'groups', []);
    await waitsForAll;
    expect(events).toEqual(['people', 'both', 'channels', 'all']);
    await directory.read();
  });

  it('knows the same after a restart', async () => {
    const { directory, clock, another } = organisation();
    await reads(directory, clock, 'people', PEOPLE);
    const restarted = another();
    await restarted.refresh('people');
    await restarted.read('people');
    expect(restarted.person('W0GUEST001')).toEqual(directory.person('W0GUEST001'));
    expect(restarted.searchPeople('', 100)).toHaveLength(PEOPLE.length);
    expect(restarted.orgAdmins()).toEqual(['W0OWNER001', 'W0ADMIN001']);
    expect(restarted.freshness('people')).toEqual(clock.now());
  });

  it('goes on with the page after the last one that was kept, and shows the old copy until the new one is whole', async () => {
    const { directory, clock, another } = organisation();
    await reads(directory, clock, 'people', PEOPLE);
    clock.pass(HOUR);
    const renamed = PEOPLE.map((person) => ({ ...person, name: `${person.name} II` }));
    const turn = await directory.takeTurn('people', holdAt(clock));
    if (!turn) throw new Error('It is time to read the people again.');
    await directory.keep(turn, { rows: renamed.slice(0, 5), next: 'the second page' }, holdAt(clock));

    // The process ends here; another one is started when the turn has run out.
    clock.pass(2 * MINUTE);
    const restarted = another();
    await restarted.refresh('people');
    expect(restarted.person('U0ADA00001')?.name).toBe('Ada Lovelace');
    const again = await restarted.takeTurn('people', holdAt(clock));
    expect(again).toEqual({ ...turn, cursor: 'the second page' });
    if (!again) return;
    expect(await restarted.keep(again, { rows: renamed.slice(5), next: null }, holdAt(clock))).toBe('complete');
    await restarted.refresh('people');
    expect(restarted.searchPeople('', 100).map(({ name }) => name)).toEqual(
      expect.arrayContaining(renamed.map(({ name }) => name)),
    );
    expect(restarted.searchPeople('', 100)).toHaveLength(PEOPLE.length);
  });

  it('forgets who has gone, and keeps no row of what is out of use', async () => {
    const { directory, clock } = organisation();
    await reads(directory, clock, 'people', PEOPLE);
    clock.pass(HOUR);
    await reads(directory, clock, 'people', PEOPLE.slice(1));
    expect(directory.person('U0ADA00001')).toBeUndefined();
    const { rows } = await sql<{ count: string }>`
      select count(*) from directory_entries where enterprise_id = ${`E0ORG${organisations}`}`.execute(
      database.current.db,
    );
    expect(Number(rows[0]?.count)).toBe(PEOPLE.length - 1);
  });

  it('takes into use what another process has read', async () => {
    const { directory, clock, another } = organisation();
    await reads(another(), clock, 'people', PEOPLE);
    expect(directory.freshness('people')).toBeNull();
    await directory.refresh('people');
    expect(directory.person('U0ADA00001')?.name).toBe('Ada Lovelace');
    clock.pass(HOUR);
    await reads(another(), clock, 'people', PEOPLE.slice(1));
    await directory.refresh('people');
    expect(directory.person('U0ADA00001')).toBeUndefined();
  });

  describe('a turn', () => {
    it('is one process’s, until it has not been heard of for as long as it said', async () => {
      const { directory, clock, another } = organisation();
      const other = another();
      const turn = await directory.takeTurn('people', holdAt(clock));
      expect(await other.takeTurn('people', holdAt(clock))).toBeNull();
      expect(await other.takeTurn('channels', holdAt(clock))).not.toBeNull();
      if (!turn) throw new Error('Nobody else has it.');
      clock.pass(MINUTE - 1);
      expect(await directory.hold(turn, holdAt(clock))).toBe(true);
      clock.pass(MINUTE - 1);
      expect(await other.takeTurn('people', holdAt(clock))).toBeNull();
      clock.pass(1);
      expect(await other.takeTurn('people', holdAt(clock))).toEqual(turn);

      expect(await directory.hold(turn, holdAt(clock))).toBe(false);
      expect(await directory.keep(turn, { rows: PEOPLE, next: null }, holdAt(clock))).toBe('lost');
      expect(await directory.startOver(turn, holdAt(clock))).toBeNull();
      await directory.release(turn, clock.now());
      expect(await directory.takeTurn('people', holdAt(clock))).toBeNull();
    });

    it('is one process’s where several want it at the same moment', async () => {
      const { clock, another } = organisation();
      const all = Array.from({ length: 5 }, (_, number) => another(`process ${number}`));
      const turns = await Promise.all(all.map((directory) => directory.takeTurn('people', holdAt(clock))));
      expect(turns.filter(Boolean)).toHaveLength(1);
    });

    it('is free at once where it was given back', async () => {
      const { directory, clock, another } = organisation();
      const turn = await directory.takeTurn('people', holdAt(clock));
      if (!turn) throw new Error('Nobody else has it.');
      await directory.release(turn, clock.now());
      expect(await another().takeTurn('people', holdAt(clock))).toEqual(turn);
    });

    it('is not there again before a quarter of an hour, nor before reading has rested as long as it took', async () => {
      const { directory, clock } = organisation();
      await reads(directory, clock, 'people', PEOPLE);
      clock.pass(15 * MINUTE - 1);
      expect(await directory.takeTurn('people', holdAt(clock))).toBeNull();
      clock.pass(1);
      const turn = await directory.takeTurn('people', holdAt(clock));
      if (!turn) throw new Error('It is time.');
      clock.pass(2 * HOUR);
      await directory.keep(turn, { rows: PEOPLE, next: null }, holdAt(clock));
      clock.pass(2 * HOUR - 1);
      expect(await directory.takeTurn('people', holdAt(clock))).toBeNull();
      clock.pass(1);
      expect(await directory.takeTurn('people', holdAt(clock))).not.toBeNull();
    });

    it('keeps a page once, however often it comes', async () => {
      const { directory, clock } = organisation();
      const turn = await directory.takeTurn('people', holdAt(clock));
      if (!turn) throw new Error('Nobody else has it.');
      await directory.keep(turn, { rows: PEOPLE.slice(0, 2), next: 'two' }, holdAt(clock));
      expect(await directory.keep(turn, { rows: PEOPLE.slice(2), next: null }, holdAt(clock))).toBe('lost');
    });

    it('starts over where it was lost on Slack’s side, without what was read before', async () => {
      const { directory, clock } = organisation();
      const turn = await directory.takeTurn('people', holdAt(clock));
      if (!turn) throw new Error('Nobody else has it.');
      const after = await directory.keep(turn, { rows: PEOPLE.slice(0, 4), next: 'two' }, holdAt(clock));
      if (typeof after === 'string') throw new Error('It goes on.');
      const over = await directory.startOver(after, holdAt(clock));
      expect(over?.cursor).toBeNull();
      if (!over) return;
      await directory.keep(over, { rows: PEOPLE.slice(4), next: null }, holdAt(clock));
      await directory.refresh('people');
      expect(directory.searchPeople('', 100)).toHaveLength(PEOPLE.length - 4);
    });
  });

  it('takes somebody who stands on two pages as they were found first, and groups with all their workspaces', async () => {
    const { directory, clock } = organisation();
    const [ada] = PEOPLE;
    const [engineers] = GROUPS;
    if (!ada || !engineers) throw new Error('They are in the lists.');
    await reads(directory, clock, 'people', [ada, { ...ada, name: 'Same page' }, { ...ada, name: 'Next page' }]);
    expect(directory.searchPeople('', 10).map(({ name }) => name)).toEqual(['Ada Lovelace']);

    const elsewhere = { ...engineers, workspaces: ['T0MARKET01'] };
    await reads(directory, clock, 'groups', [engineers, { ...engineers, workspaces: ['T0SALES001'] }, elsewhere]);
    expect(directory.group('S0ENGINE01')?.workspaces).toEqual(['T0ENGINE01', 'T0SALES001', 'T0MARKET01']);
  });

  it('stays as it was where a page cannot be stored', async () => {
    const { directory, clock } = organisation();
    const turn = await directory.takeTurn('people', holdAt(clock));
    if (!turn) throw new Error('Nobody else has it.');
    const broken = listed(directoryPerson('W\u0000', 'No database takes NUL', ''));
    await expect(directory.keep(turn, { rows: [...PEOPLE, broken], next: null }, holdAt(clock))).rejects.toThrow();
    await directory.refresh('people');
    expect(directory.freshness('people')).toBeNull();
    expect(await directory.takeTurn('people', holdAt(clock))).toEqual(turn);
  });

  it('takes an organisation of several thousand people, and keeps two organisations apart', async () => {
    const { directory, clock, another } = organisation();
    const people = Array.from({ length: 2_500 }, (_, index) =>
      listed(directoryPerson(`W${String(index).padStart(6, '0')}`, `Person ${index}`, `p${index}`)),
    );
    const turn = await directory.takeTurn('people', holdAt(clock));
    if (!turn) throw new Error('Nobody else has it.');
    await directory.keep(turn, { rows: people, next: null }, holdAt(clock));
    const restarted = another();
    await restarted.refresh('people');
    expect(restarted.searchPeople('p2499', 10)).toHaveLength(1);
    expect(restarted.searchPeople('', 5_000)).toHaveLength(2_500);
    const { directory: elsewhere } = organisation();
    await elsewhere.refresh('people');
    expect(elsewhere.person('W000001')).toBeUndefined();
  });
});
