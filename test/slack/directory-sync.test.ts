import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../src/engine/aws.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { adminDoor } from '../../src/slack/admin.js';
import { readOrg } from '../../src/slack/directory-sync.js';
import { FakeClock } from '../support/clock.js';
import { HOSTILE } from '../support/hostile.js';
import { answeredBy, SILENT, type Answer, type SlackApi } from '../support/slack-api.js';
import { HEALTHY } from '../support/healthy.js';

const ada = { id: 'U0ADA00001', username: 'ada', full_name: 'Ada Lovelace', is_active: true };

describe('readOrg', () => {
  let slack: SlackApi;
  let clock: FakeClock;
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    clock = new FakeClock();
    slack.calls.length = 0;
    slack.answers = {
      'admin.teams.list': { ok: true, teams: [{ id: 'T0MARKET01', name: 'Marketing' }] },
      'admin.users.list': people([ada], []),
    };
  });
  const read = () =>
    readOrg(adminDoor('xoxp-a-token', catalogue, { slackApiUrl: slack.url, logger: SILENT, aws: NO_AWS, health: HEALTHY }), clock);
  const busy: Answer = (_, response) => void response.writeHead(429, { 'retry-after': '30' }).end();

  it('reads every page of workspaces, of active and of deactivated people', async () => {
    slack.answers['admin.teams.list'] = [
      { ok: true, teams: [{ id: 'T1', name: 'One' }], response_metadata: { next_cursor: 'two' } },
      { ok: true, teams: [{ id: 'T2', name: 'Two' }], response_metadata: { next_cursor: '' } },
    ];
    const pages = [
      { ok: true, users: [{ id: 'W1', full_name: 'One' }], response_metadata: { next_cursor: 'more' } },
      { ok: true, users: [{ id: 'W2', full_name: 'Two' }] },
      { ok: true, users: [{ id: 'W3', full_name: 'Three' }], response_metadata: { next_cursor: 'more' } },
      { ok: true, users: [{ id: 'W4', full_name: 'Four' }] },
    ];
    slack.answers['admin.users.list'] = pages;

    const { workspaces, people: found } = await read();

    expect(workspaces).toEqual([
      { id: 'T1', name: 'One' },
      { id: 'T2', name: 'Two' },
    ]);
    expect(Object.fromEntries(found.map(({ id, mark }) => [id, mark]))).toEqual({
      W1: null,
      W2: null,
      W3: 'deactivated',
      W4: 'deactivated',
    });
  });

  it('asks for the whole organisation: no team_id that nobody asked for', async () => {
    await read();
    expect(slack.calls).toEqual([
      { method: 'admin.teams.list', args: { limit: '1000' } },
      { method: 'admin.users.list', args: { limit: '100', is_active: 'true' } },
      { method: 'admin.users.list', args: { limit: '100', is_active: 'false' } },
    ]);
  });

  it.each<[what: string, user: Record<string, unknown>, mark: string | null]>([
    ['a full member', {}, null],
    ['a guest of several channels', { is_restricted: true }, 'guest'],
    ['a guest of one channel', { is_ultra_restricted: true }, 'guest'],
    ['a bot', { is_bot: true }, 'bot'],
    ['somebody who is deactivated', { is_active: false }, 'deactivated'],
    ['a guest who is deactivated', { is_active: false, is_restricted: true }, 'deactivated'],
  ])('marks %s', async (_, changes, mark) => {
    slack.answers['admin.users.list'] = people([{ ...ada, ...changes }], []);
    expect((await read()).people[0]?.mark).toBe(mark);
  });

  it.each<[what: string, user: Record<string, unknown>, admin: boolean, owner: boolean]>([
    ['nobody', {}, false, false],
    ['an org admin', { is_admin: true }, true, false],
    ['an org owner', { is_admin: true, is_owner: true }, true, true],
    ['the primary owner', { is_primary_owner: true }, false, true],
  ])('knows %s for display and for finding candidates', async (_, changes, orgAdmin, orgOwner) => {
    slack.answers['admin.users.list'] = people([{ ...ada, ...changes }], []);
    expect((await read()).people[0]).toMatchObject({ orgAdmin, orgOwner });
  });

  it('takes somebody who stands on two pages once, as they were found first', async () => {
    slack.answers['admin.users.list'] = people([ada, { ...ada, full_name: 'Twice' }], [{ ...ada, is_active: false }]);
    const { people: found } = await read();
    expect(found).toEqual([expect.objectContaining({ name: 'Ada Lovelace', mark: null })]);
  });

  it('waits as long as Slack asks, in the middle of it all, and loses nothing', async () => {
    slack.answers['admin.teams.list'] = [busy, { ok: true, teams: [{ id: 'T1', name: 'One' }] }];
    slack.answers['admin.users.list'] = [
      { ok: true, users: [ada], response_metadata: { next_cursor: 'two' } },
      busy,
      busy,
      { ok: true, users: [{ id: 'W2', full_name: 'Two' }] },
      { ok: true, users: [] },
    ];
    const { workspaces, people: found } = await read();
    expect([workspaces.length, found.length]).toEqual([1, 2]);
    expect(clock.slept).toEqual([30_000, 30_000, 30_000]);
  });

  it.each<[what: string, answer: Answer]>([
    ['Slack refuses', { ok: false, error: 'missing_scope' }],
    ['Slack is away', (_, response) => void response.writeHead(503).end()],
    ['the answer cannot be read', { ok: true, users: [{ name: 'without an ID' }] }],
  ])('gives nothing at all where %s: half an organisation is none', async (_, answer) => {
    slack.answers['admin.users.list'] = [{ ok: true, users: [ada], response_metadata: { next_cursor: 'two' } }, answer];
    await expect(read()).rejects.toThrow();
  });

  it('calls people by their name, their handle or their ID, whatever they are called', async () => {
    slack.answers['admin.users.list'] = people(
      [
        { id: 'W1', username: 'ada', full_name: ' ' },
        { id: 'W2', full_name: '' },
        ...HOSTILE.map((full_name, index) => ({ id: `WH${index}`, username: full_name, full_name })),
      ],
      [],
    );
    const { people: found } = await read();
    expect(found.find(({ id }) => id === 'W1')?.name).toBe('ada');
    expect(found.find(({ id }) => id === 'W2')?.name).toBe('W2');
    for (const { name, handle } of found) {
      expect(name).not.toBe('');
      expect(`${name}${handle}`.isWellFormed()).toBe(true);
      expect(`${name}${handle}`).not.toMatch(/[\n\r\0]/u);
    }
  });
});

/** Answers of `admin.users.list`: these are active, these are not. */
function people(active: readonly object[], inactive: readonly object[]): Answer {
  return ({ is_active }) => ({ ok: true, users: is_active === 'true' ? active : inactive });
}
