import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { isGuest } from '../../../src/simulator/org/ranks.js';
import { seedOrganisation } from '../../../src/simulator/seed.js';
import { grow } from '../../../src/simulator/seed/large/grow.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { startSimulator } from '../../../src/simulator/simulator.js';
import { adminClient } from '../support/clients.js';
import { manifest } from '../support/manifest.js';

const size = { people: 20_000, workspaces: 200, channels: 20_000, groups: 500 };
const small = () => grow(seedOrganisation('App'), { people: 300, workspaces: 12, channels: 600, groups: 30 });

describe('a large organisation', () => {
  let simulator: Simulator | undefined;
  let took = 0;
  const running = (): Simulator => {
    if (!simulator) throw new Error('The simulator has not been started.');
    return simulator;
  };
  beforeAll(async () => {
    const began = performance.now();
    simulator = await startSimulator({ manifest, org: size });
    took = performance.now() - began;
  });
  afterAll(() => simulator?.stop());

  it('stands within five seconds, in the size that was asked for', () => {
    const { org } = running();
    const own = org.people.filter(({ kind, id }) => kind !== 'stranger' && id !== org.bot.user_id);
    expect([own.length, org.workspaces.length, org.channels.length, org.groups.length]).toEqual(Object.values(size));
    expect(took).toBeLessThan(5000);
  });

  it('answers its lists page by page in a few milliseconds each', async () => {
    const client = adminClient(running());
    const times: number[] = [];
    let cursor = '';
    for (let page = 0; page < 60; page += 1) {
      const began = performance.now();
      const answer = await client.admin.conversations.search({ limit: 20, sort: 'name', cursor });
      await client.admin.users.list({ limit: 100 });
      times.push(performance.now() - began);
      cursor = answer.next_cursor ?? '';
    }
    times.sort((one, other) => one - other);
    // Both calls with the real client; sorting 20,000 channels for each page would take far longer.
    expect(times[30]).toBeLessThan(40);
  });
});

describe('grow', () => {
  const data = small();

  it('grows in the same way every time', () => {
    expect(JSON.stringify(small())).toBe(JSON.stringify(data));
  });

  it('leaves the seed where it was, and as it was without a size', () => {
    expect(data.people.find(({ handle }) => handle === 'ada')).toMatchObject({ id: 'U0ADA000001' });
    expect(grow(seedOrganisation('App'), {})).toEqual(seedOrganisation('App'));
  });

  it('has every id once, and no two channels of one name in a workspace, but many in different ones', () => {
    const ids = [...data.people, ...data.workspaces, ...data.channels, ...data.groups].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(data.people.map(({ handle }) => handle)).size).toBe(data.people.length);
    const places = data.channels.flatMap(({ name, teams }) => teams.map((team) => `${team} ${name}`));
    expect(new Set(places).size).toBe(places.length);
    expect(data.channels.filter(({ name }) => name === 'team-atlas').length).toBeGreaterThan(8);
  });

  it('has people of every kind: accents, guests with and without an end, bots, people who have left', () => {
    expect(data.people.filter(({ real_name }) => /[éüłø]/u.test(real_name)).length).toBeGreaterThan(30);
    const guests = data.people.filter(isGuest);
    expect(guests.length).toBeGreaterThan(10);
    const ends = guests.filter(({ expirations }) => Object.keys(expirations).length > 0).length;
    expect(ends).toBeGreaterThan(2);
    expect(ends).toBeLessThan(guests.length);
    expect(data.people.filter(({ kind }) => kind === 'bot').length).toBeGreaterThan(2);
    expect(data.people.filter(({ deactivated }) => deactivated).length).toBeGreaterThan(2);
  });

  it('has offices and a general channel in every workspace, and the app in all of them', () => {
    for (const { id } of data.workspaces) {
      const roles = data.people.flatMap(({ workspaces }) => workspaces[id] ?? []);
      expect(roles.filter((role) => role === 'primary_owner')).toHaveLength(1);
      expect(roles).toEqual(expect.arrayContaining(['owner', 'admin', 'member']));
      const general = data.channels.find(({ is_general, teams }) => is_general && teams[0] === id);
      expect(general?.members.length).toBeGreaterThan(3);
    }
    const app = data.people.find(({ id }) => id === data.bot.user_id);
    expect(Object.keys(app?.workspaces ?? {})).toHaveLength(12);
  });

  it('has channels of every kind, and puts guests of one channel into one', () => {
    const kinds = [
      data.channels.filter(({ kind }) => kind === 'private'),
      data.channels.filter(({ archived }) => archived),
      data.channels.filter(({ teams, org_wide }) => teams.length > 1 && !org_wide),
    ];
    expect(kinds.map(({ length }) => length > 5)).toEqual([true, true, true]);
    expect(data.channels.filter(({ org_wide }) => org_wide).every(({ teams }) => teams.length === 12)).toBe(true);
    const single = data.people.filter(({ workspaces }) => Object.values(workspaces).includes('single_channel_guest'));
    for (const { id } of single) {
      expect(data.channels.filter(({ members }) => members.includes(id))).toHaveLength(1);
    }
  });
});
