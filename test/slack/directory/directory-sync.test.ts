import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { DirectoryKind } from '../../../src/engine/organisation/directory.js';
import { NO_AWS } from '../../../src/engine/aws.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import { adminDoor } from '../../../src/slack/clients/admin.js';
import { pagesFrom } from '../../../src/slack/directory/directory-sync-pages.js';
import { syncOf } from '../../../src/slack/directory/directory-sync.js';
import { paceBy } from '../../../src/slack/directory/pace.js';
import { tokenHealth } from '../../../src/slack/clients/token-health.js';
import { directoryIn, type DirectoryStore } from '../../../src/store/directory/directory.js';
import { createLogger } from '../../../src/telemetry/log.js';
import { FakeClock, HOUR } from '../../support/clock.js';
import { withDatabase } from '../../support/database.js';
import { HOSTILE } from '../../support/hostile.js';
import { answeredBy, SILENT, type Answer, type SlackApi } from '../../support/slack-api.js';

const ada = { id: 'U0ADA00001', username: 'ada', full_name: 'Ada Lovelace', is_active: true };
const general = { id: 'C1', name: 'general', is_private: false, internal_team_ids: ['T1'] };

describe('reading the organisation', () => {
  const database = withDatabase();
  let slack: SlackApi;
  let clock: FakeClock;
  let directory: DirectoryStore;
  let organisations = 0;
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    organisations += 1;
    clock = new FakeClock();
    directory = store();
    slack.calls.length = 0;
    slack.answers = {
      'admin.teams.list': { ok: true, teams: [{ id: 'T1', name: 'One' }, { id: 'T2' }] },
      'admin.users.list': people([ada], []),
      'admin.conversations.search': { ok: true, conversations: [general], next_cursor: '' },
      'usergroups.list': { ok: true, usergroups: [] },
    };
  });

  const store = (holder = 'this') =>
    directoryIn({ db: database.current.db, enterpriseId: `E0SYNC${organisations}`, holder });
  const syncInto = (directory: DirectoryStore, signal = new AbortController().signal) => {
    const log = createLogger({ level: 'silent', secrets: [] });
    const options = { slackApiUrl: slack.url, logger: SILENT, aws: NO_AWS, health: tokenHealth(clock, log) };
    const admin = adminDoor('xoxp-a-token', catalogue, options);
    const workspaces = () => directory.searchWorkspaces('', 1000).map(({ id }) => id);
    const pages = pagesFrom({ admin, bot: slack.client, workspaces });
    return syncOf({ copy: directory, pages, clock, pace: paceBy(clock), signal });
  };
  const read = (kind: DirectoryKind) => syncInto(directory)(kind);
  const busy: Answer = (_, response) => void response.writeHead(429, { 'retry-after': '30' }).end();
  const methods = () => slack.calls.map(({ method }) => method);

  it('reads every page of workspaces, of active and of deactivated people', async () => {
    slack.answers['admin.teams.list'] = [
      { ok: true, teams: [{ id: 'T1', name: 'One' }], response_metadata: { next_cursor: 'two' } },
      { ok: true, teams: [{ id: 'T2', name: 'Two' }], response_metadata: { next_cursor: '' } },
    ];
    slack.answers['admin.users.list'] = [
      { ok: true, users: [{ id: 'W1', full_name: 'One' }], response_metadata: { next_cursor: 'more' } },
      { ok: true, users: [{ id: 'W2', full_name: 'Two' }] },
      { ok: true, users: [{ id: 'W3', full_name: 'Three' }], response_metadata: { next_cursor: 'more' } },
      { ok: true, users: [{ id: 'W4', full_name: 'Four' }] },
    ];

    await read('workspaces');
    await read('people');

    expect(directory.searchWorkspaces('', 10)).toEqual([
      { id: 'T1', name: 'One' },
      { id: 'T2', name: 'Two' },
    ]);
    expect(Object.fromEntries(directory.searchPeople('', 10).map(({ id, mark }) => [id, mark]))).toEqual({
      W1: null,
      W2: null,
      W3: 'deactivated',
      W4: 'deactivated',
    });
    expect(slack.calls.map(({ args }) => args['cursor'] ?? '')).toEqual(['', 'two', '', 'more', '', 'more']);
  });

  it('asks for the whole organisation: no team_id that nobody asked for', async () => {
    for (const kind of ['workspaces', 'people', 'channels', 'groups'] as const) await read(kind);
    expect(slack.calls).toEqual([
      { method: 'admin.teams.list', args: { limit: '1000' } },
      { method: 'admin.users.list', args: { limit: '100', is_active: 'true' } },
      { method: 'admin.users.list', args: { limit: '100', is_active: 'false' } },
      { method: 'admin.conversations.search', args: { limit: '20', sort: 'created', sort_dir: 'asc' } },
      { method: 'usergroups.list', args: { team_id: 'T1', include_count: 'true' } },
      { method: 'usergroups.list', args: { team_id: 'T2', include_count: 'true' } },
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
    await read('people');
    expect(directory.person(ada.id)?.mark).toBe(mark);
  });

  it.each<[what: string, user: Record<string, unknown>, admin: boolean, owner: boolean]>([
    ['nobody', { email: null, username: null }, false, false],
    ['an org admin', { is_admin: true }, true, false],
    ['an org owner', { is_admin: true, is_owner: true }, true, true],
    ['the primary owner', { is_primary_owner: true }, false, true],
  ])('knows %s for display and for finding candidates', async (_, changes, orgAdmin, orgOwner) => {
    slack.answers['admin.users.list'] = people([{ ...ada, ...changes }], []);
    await read('people');
    expect(directory.person(ada.id)).toMatchObject({ orgAdmin, orgOwner });
  });

  it('finds people by their e-mail and never holds it where it is shown', async () => {
    slack.answers['admin.users.list'] = people([{ ...ada, email: 'countess@example.com' }], []);
    await read('people');
    const [found] = directory.searchPeople('countess', 5);
    expect(found?.id).toBe(ada.id);
    expect(JSON.stringify(found)).not.toContain('countess');
  });

  it.each<[what: string, channel: Record<string, unknown>, known: Record<string, unknown>]>([
    ['a public one', {}, { private: false, archived: false, external: false, orgWide: false, home: 'T1', more: false }],
    ['a private one', { is_private: true }, { private: true }],
    ['one of which Slack does not say whether it is', { is_private: null }, { private: true }],
    ['an archived one', { is_archived: true }, { archived: true }],
    ['one shared outside', { is_ext_shared: true, conversation_host_id: 'T9' }, { external: true, home: 'T9' }],
    ['an org-wide one', { is_global_shared: true }, { orgWide: true }],
    ['a default one of the organisation', { is_org_default: true }, { orgWide: true }],
    ['how many are in it', { member_count: 7 }, { members: 7 }],
    [
      'one of many workspaces, of which Slack names one',
      { internal_team_ids: null, internal_team_ids_count: 12, internal_team_ids_sample_team: 'T2' },
      { workspaces: ['T2'], more: true },
    ],
    ['the organisation that hosts it is no workspace', { conversation_host_id: 'E1' }, { home: 'T1' }],
  ])('knows of channels: %s', async (_, changes, known) => {
    slack.answers['admin.conversations.search'] = { ok: true, conversations: [{ ...general, ...changes }] };
    await read('channels');
    expect(directory.channel('C1')).toMatchObject(known);
  });

  it('takes those groups of a workspace that are the organisation’s, with every workspace that shows them', async () => {
    await read('workspaces');
    const groups: Record<string, object[]> = {
      T1: [
        { id: 'S1', name: 'Staff', handle: 'staff', is_idp_group: true, user_count: '12' },
        { id: 'S2', name: 'Ours alone', enterprise_subteam_id: '' },
        { id: 'S3', name: 'Copy', handle: 'copy', enterprise_subteam_id: 'S0ORG', user_count: 3 },
      ],
      T2: [{ id: 'S1', name: 'Staff', is_idp_group: true }],
    };
    slack.answers['usergroups.list'] = ({ team_id }) => ({ ok: true, usergroups: groups[team_id ?? ''] ?? [] });
    await read('groups');
    expect(directory.searchGroups('', 10)).toEqual([
      { id: 'S0ORG', name: 'Copy', handle: 'copy', idp: false, members: 3, workspaces: ['T1'] },
      { id: 'S1', name: 'Staff', handle: 'staff', idp: true, members: 12, workspaces: ['T1', 'T2'] },
    ]);
  });

  it('passes over workspaces that the app was not added to', async () => {
    await read('workspaces');
    slack.answers['usergroups.list'] = ({ team_id }) =>
      team_id === 'T1'
        ? { ok: false, error: 'team_access_not_granted' }
        : { ok: true, usergroups: [{ id: 'S1', name: 'Staff', is_org_level: true }] };
    await read('groups');
    expect(directory.groupsCalled('staff')).toHaveLength(1);
  });

  it('reads groups as soon as it is known which workspaces there are', async () => {
    const groups = read('groups');
    await read('workspaces');
    await groups;
    expect(methods()).toEqual(['admin.teams.list', 'usergroups.list', 'usergroups.list']);
    expect(directory.freshness('groups')).toEqual(clock.now());
  });

  describe('where Slack asks to wait', () => {
    it('waits, and loses nothing', async () => {
      slack.answers['admin.users.list'] = [
        { ok: true, users: [ada], response_metadata: { next_cursor: 'two' } },
        busy,
        busy,
        { ok: true, users: [{ id: 'W2', full_name: 'Two' }] },
        { ok: true, users: [] },
      ];
      await read('people');
      expect(directory.searchPeople('', 10)).toHaveLength(2);
      expect(clock.slept.filter((milliseconds) => milliseconds === 30_000)).toHaveLength(2);
    });

    it('keeps to the pace that Slack promises from then on', async () => {
      const page = (next_cursor: string): Answer => ({ ok: true, conversations: [], next_cursor });
      slack.answers['admin.conversations.search'] = [page('1'), page('2'), busy, page('3'), page('4'), page('')];
      await read('channels');
      expect(clock.slept).toEqual([30_000, 3_334, 3_334]);
    });

    it('holds its turn all the while', async () => {
      const other = store('other');
      slack.answers['admin.users.list'] = [
        (_, response) => void response.writeHead(429, { 'retry-after': '600' }).end(),
        { ok: true, users: [] },
      ];
      const nobodyElse: boolean[] = [];
      const sleep = clock.sleep.bind(clock);
      clock.sleep = async (milliseconds) => {
        await sleep(milliseconds);
        const at = clock.now();
        nobodyElse.push((await other.takeTurn('people', { at, until: at })) === null);
      };
      await read('people');
      expect(nobodyElse).toContain(true);
      expect(nobodyElse).not.toContain(false);
    });

    it('stops waiting when the app stops, and gives its turn back', async () => {
      slack.answers['admin.users.list'] = busy;
      const stopping = new AbortController();
      clock.sleep = () => {
        stopping.abort();
        return new Promise(() => undefined);
      };
      await syncInto(directory, stopping.signal)('people');
      const at = clock.now();
      expect(await store('next start').takeTurn('people', { at, until: at })).not.toBeNull();
    });
  });

  describe('where it is cut off', () => {
    it.each<[what: string, answer: Answer]>([
      ['Slack refuses', { ok: false, error: 'missing_scope' }],
      ['Slack is away', (_, response) => void response.writeHead(503).end()],
      ['the answer cannot be read', { ok: true, users: [{ name: 'without an ID' }] }],
      ['a page names itself as the next one', { ok: true, users: [], response_metadata: { next_cursor: 'two' } }],
    ])('goes on with the page that was missing, and shows nothing before: %s', async (_, answer) => {
      const first = { ok: true, users: [ada], response_metadata: { next_cursor: 'two' } };
      slack.answers['admin.users.list'] = [first, answer];
      const sync = syncInto(directory);
      await expect(sync('people')).rejects.toThrow();
      expect(directory.freshness('people')).toBeNull();

      slack.answers['admin.users.list'] = [
        { ok: true, users: [{ id: 'W2' }] },
        { ok: true, users: [] },
      ];
      slack.calls.length = 0;
      clock.pass(HOUR);
      await sync('people');
      expect(slack.calls[0]?.args['cursor']).toBe('two');
      expect(directory.searchPeople('', 10).map(({ id }) => id)).toEqual([ada.id, 'W2']);
    });

    it('asks again for what Slack refused only after a while', async () => {
      slack.answers['admin.users.list'] = { ok: false, error: 'missing_scope' };
      const sync = syncInto(directory);
      await expect(sync('people')).rejects.toThrow('missing_scope');
      await sync('people');
      expect(slack.calls).toHaveLength(1);
      clock.pass(HOUR);
      await expect(sync('people')).rejects.toThrow('missing_scope');
    });
  });

  it('starts a kind over whose cursor has expired, and only that', async () => {
    await read('workspaces');
    const first: Answer = { ok: true, conversations: [general], next_cursor: 'two' };
    const last: Answer = { ok: true, conversations: [{ ...general, id: 'C2' }], next_cursor: '' };
    slack.answers['admin.conversations.search'] = [first, { ok: false, error: 'invalid_cursor' }, first, last];
    await read('channels');
    expect(methods()).toEqual(['admin.teams.list', ...Array.from({ length: 4 }, () => 'admin.conversations.search')]);
    expect(directory.searchChannels('', 10).map(({ id }) => id)).toEqual(['C1', 'C2']);
  });

  it('gives up for now where every cursor is refused', async () => {
    const first: Answer = { ok: true, conversations: [general], next_cursor: 'two' };
    slack.answers['admin.conversations.search'] = ({ cursor }) =>
      cursor ? { ok: false, error: 'invalid_cursor' } : first;
    await expect(read('channels')).rejects.toThrow('invalid_cursor');
    expect(slack.calls.length).toBeLessThan(10);
  });

  it('leaves the reading to another process that is at it, and uses what came of it', async () => {
    const other = store('other');
    const at = clock.now();
    const turn = await other.takeTurn('workspaces', { at, until: new Date(at.getTime() + HOUR) });
    await read('workspaces');
    expect(slack.calls).toEqual([]);
    if (!turn) throw new Error('Nobody else has it.');
    await other.keep(turn, { rows: [{ id: 'T7', name: 'Seven' }], next: null }, { at, until: at });
    await read('workspaces');
    expect(slack.calls).toEqual([]);
    expect(directory.workspace('T7')?.name).toBe('Seven');
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
    await read('people');
    expect(directory.person('W1')?.name).toBe('ada');
    expect(directory.person('W2')?.name).toBe('W2');
    const found = directory.searchPeople('', 1000);
    expect(found).toHaveLength(HOSTILE.length + 2);
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
