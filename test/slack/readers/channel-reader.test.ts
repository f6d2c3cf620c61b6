import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import type { DirectoryChannel } from '../../../src/engine/organisation/directory.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import { adminDoor } from '../../../src/slack/clients/admin.js';
import { readChannel, readChannels } from '../../../src/slack/readers/channel-reader.js';
import { directoryChannel } from '../../support/directory.js';
import { emptyDirectory } from '../../support/empty-directory.js';
import { HEALTHY } from '../../support/healthy.js';
import { answeredBy, SILENT, type SlackApi } from '../../support/slack-api.js';

const TEAMS = 'admin.conversations.getTeams';
const SEARCH = 'admin.conversations.search';
const HERE = 'C0HERE0001';

/** What `admin.conversations.search` shows of a channel (docs.slack.dev/reference/methods/admin.conversations.search). */
const found = (changes: object = {}): object => ({
  id: HERE,
  name: 'news',
  is_private: false,
  is_archived: false,
  is_ext_shared: false,
  is_global_shared: false,
  is_org_default: false,
  is_org_mandatory: false,
  conversation_host_id: 'E0TEST0001',
  context_team_id: 'T0MARKET01',
  internal_team_ids: ['T0MARKET01', 'T0SALES001'],
  internal_team_ids_count: 2,
  ...changes,
});

describe('readChannel', () => {
  let slack: SlackApi;
  let copy: DirectoryChannel | undefined;
  let complete: boolean;
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.calls.length = 0;
    copy = directoryChannel(HERE, 'news-of-old', ['T0MARKET01'], { more: true });
    complete = true;
    slack.answers = {
      [TEAMS]: { ok: true, team_ids: ['T0MARKET01', 'T0SALES001'] },
      [SEARCH]: { ok: true, conversations: [found()] },
    };
  });

  const directory = () => ({
    ...emptyDirectory(),
    channel: (id: string) => (copy?.id === id ? copy : undefined),
    freshness: () => (complete ? new Date(0) : null),
  });
  const read = () => {
    const options = { slackApiUrl: slack.url, logger: SILENT, aws: NO_AWS, health: HEALTHY };
    const admin = adminDoor('xoxp-a-token', catalogue, options);
    return readChannel({ admin, interactive: slack.client, directory: directory() }, HERE);
  };
  const searched = (answer: object): void => {
    slack.answers[SEARCH] = { ok: true, conversations: [answer] };
  };

  it('reads where it is, and finds it by name in one of its workspaces', async () => {
    expect(await read()).toEqual({
      id: HERE,
      name: 'news',
      private: false,
      archived: false,
      orgWide: false,
      external: false,
      home: 'T0MARKET01',
      workspaces: ['T0MARKET01', 'T0SALES001'],
    });
    expect(slack.calls).toEqual([
      { method: TEAMS, args: { channel_id: HERE, limit: '1000' } },
      { method: SEARCH, args: { query: 'news-of-old', limit: '20', team_ids: 'T0MARKET01' } },
    ]);
  });

  it('reads every page of its workspaces', async () => {
    slack.answers[TEAMS] = ({ cursor }) =>
      cursor === 'more'
        ? { ok: true, team_ids: ['T0LAST0001'] }
        : { ok: true, team_ids: ['T0FIRST001', 'E0TEST0001'], response_metadata: { next_cursor: 'more' } };
    expect((await read())?.workspaces).toEqual(['T0FIRST001', 'T0LAST0001']);
  });

  it.each(['is_global_shared', 'is_org_default', 'is_org_mandatory'])(
    'knows by %s that it is org-wide',
    async (flag) => {
      searched(found({ [flag]: true }));
      expect(await read()).toMatchObject({ orgWide: true });
    },
  );

  it.each([
    ['its host, where that is a workspace', { conversation_host_id: 'T0SALES001' }, 'T0SALES001'],
    ['nowhere, where Slack names no workspace', { context_team_id: 'E0TEST0001' }, null],
  ])('is at home in %s', async (_, changes, home) => {
    searched(found(changes));
    expect(await read()).toMatchObject({ home });
  });

  it.each([
    ['is not found', () => searched(found({ id: 'C0OTHER' }))],
    ['is found without a word about it', () => searched({ id: HERE })],
    ['is not known by name', () => (copy = undefined)],
    ['cannot be searched for', () => delete slack.answers[SEARCH]],
  ])('takes a channel for private that %s', async (_, change) => {
    change();
    expect(await read()).toMatchObject({ private: true, workspaces: ['T0MARKET01', 'T0SALES001'] });
  });

  it.each([
    ['is not in the local copy yet', () => (copy = undefined)],
    ['has another name by now', () => searched(found({ id: 'C0OTHER' }))],
  ])('sees with its own eyes what a channel is that %s', async (_, change) => {
    change();
    slack.answers['conversations.info'] = { ok: true, channel: found({ name: 'newest', is_archived: true }) };
    expect(await read()).toMatchObject({ name: 'newest', private: false, archived: true });
    expect(slack.calls.at(-1)).toEqual({ method: 'conversations.info', args: { channel: HERE } });
    slack.answers['conversations.info'] = { ok: true, channel: found({ id: 'C0OTHER' }) };
    expect(await read()).toMatchObject({ private: true });
  });

  it('looks through five pages of a name and no further', async () => {
    slack.answers[SEARCH] = { ok: true, conversations: [found({ id: 'C0OTHER' })], next_cursor: 'more' };
    expect(await read()).toMatchObject({ private: true });
    expect(slack.calls.filter(({ method }) => method === SEARCH)).toHaveLength(5);
  });

  it.each(['channel_not_found', 'invalid_channel_id'])('is null where Slack says %s', async (error) => {
    slack.answers[TEAMS] = { ok: false, error };
    expect(await read()).toBeNull();
  });

  it('passes on what else Slack refuses', async () => {
    slack.answers[TEAMS] = { ok: false, error: 'restricted_action' };
    await expect(read()).rejects.toMatchObject({ code: 'restricted_action' });
    slack.answers[TEAMS] = { ok: true, team_ids: [] };
    slack.answers[SEARCH] = { ok: false, error: 'not_an_admin' };
    await expect(read()).rejects.toMatchObject({ code: 'not_an_admin' });
  });

  describe('where Slack has no method for the workspaces of a channel', () => {
    beforeEach(() => {
      delete slack.answers[TEAMS];
    });

    it('takes them from the search', async () => {
      expect(await read()).toMatchObject({ workspaces: ['T0MARKET01', 'T0SALES001'], private: false });
      expect(await read()).not.toHaveProperty('more');
      expect(slack.calls[1]?.args).toEqual({ query: 'news-of-old', limit: '20' });
    });

    it('says so where the search names some of them only', async () => {
      searched(found({ internal_team_ids_count: 3 }));
      expect(await read()).toMatchObject({ workspaces: ['T0MARKET01', 'T0SALES001'], more: true });
    });

    it.each([
      ['names none', () => searched(found({ internal_team_ids: undefined }))],
      ['does not find it', () => searched(found({ id: 'C0OTHER' }))],
      ['is not there either', () => delete slack.answers[SEARCH]],
    ])('takes them from the local copy where the search %s', async (_, change) => {
      change();
      expect(await read()).toMatchObject({ workspaces: ['T0MARKET01'], more: true });
    });

    it('knows only from a complete copy that there is no such channel', async () => {
      copy = undefined;
      expect(await read()).toBeNull();
      complete = false;
      await expect(read()).rejects.toMatchObject({ problem: 'directory_not_ready', sent: false });
    });
  });

  describe('of several', () => {
    const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `C0MANY${index}`);

    it('asks about twenty one by one', async () => {
      const asked: string[] = [];
      const readOne = async (id: string): Promise<null> => {
        asked.push(id);
        return null;
      };
      expect(await readChannels(ids(20), { directory: directory(), readOne })).toEqual(ids(20).map(() => null));
      expect(asked).toEqual(ids(20));
    });

    it('takes more than that as the local copy has them, and all of them for private', async () => {
      const readOne = (): never => {
        throw new Error('Nobody is asked.');
      };
      const channels = await readChannels([...ids(20), HERE], { directory: directory(), readOne });
      expect(channels).toHaveLength(21);
      expect(channels[0]).toMatchObject({ id: 'C0MANY0', name: 'C0MANY0', private: true, workspaces: [], more: true });
      expect(channels[20]).toMatchObject({ id: HERE, name: 'news-of-old', private: true, workspaces: ['T0MARKET01'] });
    });
  });
});
