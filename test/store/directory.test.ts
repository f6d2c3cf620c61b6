import { describe, expect, it } from '@jest/globals';

import type { DirectoryContent } from '../../src/engine/directory.js';
import { directoryIn } from '../../src/store/directory.js';
import { withDatabase } from '../support/database.js';
import { directoryPerson, NAMED, PLACES } from '../support/directory.js';
import { ORG } from '../support/org.js';

const AT = new Date('2026-03-02T09:00:00Z');
const CONTENT: DirectoryContent = {
  workspaces: PLACES,
  people: [
    ...NAMED,
    directoryPerson('W0ADMIN001', 'Katherine Johnson', 'katherine', { orgAdmin: true }),
    directoryPerson('W0OWNER001', 'Margaret Hamilton', 'margaret', { orgAdmin: true, orgOwner: true }),
    directoryPerson('W0GUEST001', 'Gia Contractor', 'gia', { mark: 'guest' }),
  ],
};

describe('the directory', () => {
  const database = withDatabase();
  const fresh = (enterprise = ORG) => directoryIn(database.current.db, enterprise);

  it('knows nobody before the first sync, and says that it does not know who runs the organisation', async () => {
    const directory = fresh('E0EMPTY');
    await directory.load();
    expect(directory.searchPeople('', 10)).toEqual([]);
    expect(() => directory.orgAdmins()).toThrow('directory_not_ready');
    expect(() => directory.orgOwners()).toThrow('directory_not_ready');
  });

  it('knows after a sync who is called what, and who runs the organisation, owners first', async () => {
    const directory = fresh();
    await directory.replace(CONTENT, AT);
    expect(directory.person('U0ADA00001')?.name).toBe('Ada Lovelace');
    expect(directory.workspace('T0MARKET01')?.name).toBe('Marketing');
    expect(directory.peopleCalled('@ada'.slice(1)).map(({ id }) => id)).toEqual(['U0ADA00001']);
    expect(directory.peopleCalled('margaret').map(({ id }) => id)).toEqual(['W0OWNER001']);
    expect(directory.workspacesCalled('marketing').map(({ id }) => id)).toEqual(['T0MARKET01']);
    expect(directory.searchWorkspaces('for', 5).map(({ id }) => id)).toEqual(['T0GOOD0001']);
    expect(directory.orgAdmins()).toEqual(['W0OWNER001', 'W0ADMIN001']);
    expect(directory.orgOwners()).toEqual(['W0OWNER001']);
  });

  it('knows the same after a restart', async () => {
    await fresh().replace(CONTENT, AT);
    const restarted = fresh();
    await restarted.load();
    expect(restarted.person('W0GUEST001')).toEqual(CONTENT.people.find(({ id }) => id === 'W0GUEST001'));
    expect(restarted.searchPeople('', 100)).toHaveLength(CONTENT.people.length);
    expect(restarted.orgAdmins()).toEqual(['W0OWNER001', 'W0ADMIN001']);
  });

  it('forgets who has gone', async () => {
    const directory = fresh();
    await directory.replace(CONTENT, AT);
    await directory.replace({ ...CONTENT, people: CONTENT.people.slice(1) }, AT);
    expect(directory.person('U0ADA00001')).toBeUndefined();
    const restarted = fresh();
    await restarted.load();
    expect(restarted.person('U0ADA00001')).toBeUndefined();
  });

  it('stays as it was where a sync cannot be stored', async () => {
    const directory = fresh();
    await directory.replace(CONTENT, AT);
    const broken = {
      ...CONTENT,
      people: [directoryPerson('W1', 'New', 'new'), directoryPerson('W1', 'Twice', 'twice')],
    };
    await expect(directory.replace(broken, AT)).rejects.toMatchObject({ code: '23505' });
    expect(directory.person('U0ADA00001')?.name).toBe('Ada Lovelace');
    const restarted = fresh();
    await restarted.load();
    expect(restarted.searchPeople('', 100)).toHaveLength(CONTENT.people.length);
  });

  it('takes an organisation of several thousand people, and keeps two organisations apart', async () => {
    const people = Array.from({ length: 2_500 }, (_, index) =>
      directoryPerson(`W${String(index).padStart(6, '0')}`, `Person ${index}`, `p${index}`),
    );
    const big = fresh('E0BIG');
    await big.replace({ workspaces: [], people }, AT);
    const restarted = fresh('E0BIG');
    await restarted.load();
    expect(restarted.searchPeople('p2499', 10)).toHaveLength(1);
    expect(restarted.searchPeople('', 5_000)).toHaveLength(2_500);
    const ours = fresh();
    await ours.load();
    expect(ours.person('W000001')).toBeUndefined();
  });
});
