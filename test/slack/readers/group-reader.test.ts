import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import { adminDoor } from '../../../src/slack/clients/admin.js';
import {
  readGroup,
  readGroupChannels,
  readGroupLinks,
  type GroupSource,
} from '../../../src/slack/readers/group-reader.js';
import { emptyDirectory } from '../../support/empty-directory.js';
import { HEALTHY } from '../../support/healthy.js';
import { answeredBy, SILENT, type SlackApi } from '../../support/slack-api.js';

const LIST = 'usergroups.list';
const USERS = 'usergroups.users.list';
const CHANNELS = 'admin.usergroups.listChannels';
const GROUP = 'S0ENGINEERS';
const [MARKETING, SALES] = ['T0MARKET01', 'T0SALES001'] as const;

describe('groups', () => {
  let slack: SlackApi;
  let shownIn: string[];
  let complete: boolean;
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.calls.length = 0;
    slack.answers = {};
    shownIn = [MARKETING, SALES];
    complete = true;
  });

  const source = (): GroupSource => ({
    admin: adminDoor('xoxp-a-token', catalogue, {
      slackApiUrl: slack.url,
      logger: SILENT,
      aws: NO_AWS,
      health: HEALTHY,
    }),
    interactive: slack.client,
    directory: {
      ...emptyDirectory(),
      freshness: () => (complete ? new Date(0) : null),
      group: (id) =>
        id === GROUP ? { id, name: 'Engineers', handle: 'eng', idp: true, members: 2, workspaces: shownIn } : undefined,
    },
  });

  describe('readGroup', () => {
    it('reads who is in it from the first workspace that tells', async () => {
      slack.answers[USERS] = ({ team_id }) =>
        team_id === SALES ? { ok: true, users: ['W1', 'W2'] } : { ok: false, error: 'team_access_not_granted' };
      expect(await readGroup(source(), GROUP, [])).toEqual({
        id: GROUP,
        name: 'Engineers',
        workspaces: [MARKETING, SALES],
        members: ['W1', 'W2'],
      });
      expect(slack.calls.map(({ args }) => args)).toEqual([
        { usergroup: GROUP, team_id: MARKETING },
        { usergroup: GROUP, team_id: SALES },
      ]);
    });

    it('does not know who is in it where no workspace shows it', async () => {
      expect(await readGroup(source(), 'S0OTHER', [])).toEqual({
        id: 'S0OTHER',
        name: 'S0OTHER',
        workspaces: [],
        members: null,
      });
      expect(slack.calls).toEqual([]);
    });

    it.each([
      ['is not complete yet', 'S0OTHER', 'Others'],
      ['has it where it is not any more', GROUP, 'Engineers'],
    ])('looks into ten workspaces where the local copy %s', async (_, id, name) => {
      complete = false;
      const teams = Array.from({ length: 12 }, (__, index) => ({ id: `T0MANY${index}` }));
      slack.answers = {
        [USERS]: { ok: false, error: 'no_such_subteam' },
        'admin.teams.list': { ok: true, teams },
        [LIST]: ({ team_id }) => {
          if (team_id === 'T0MANY0') return { ok: false, error: 'team_access_not_granted' };
          const usergroups =
            team_id === 'T0MANY2' ? [{ id: 'S0LOCAL', enterprise_subteam_id: id, name: 'Others', users: ['W3'] }] : [];
          return { ok: true, usergroups };
        },
      };
      expect(await readGroup(source(), id, [])).toMatchObject({ name, members: ['W3'] });
      expect(slack.calls.at(-1)?.args).toEqual({ team_id: 'T0MANY2', include_users: 'true' });

      slack.calls.length = 0;
      slack.answers[LIST] = { ok: true, usergroups: [] };
      expect(await readGroup(source(), id, [])).toMatchObject({ members: null });
      expect(slack.calls.filter(({ method }) => method === LIST)).toHaveLength(10);
    });

    it('is null where it has no channels because there is no such group', async () => {
      expect(await readGroup(source(), GROUP, null)).toBeNull();
    });
  });

  describe('readGroupChannels', () => {
    const read = (workspace?: string) => readGroupChannels(source().admin, GROUP, workspace);

    it('reads them of all workspaces or of one', async () => {
      const channels = [{ id: 'C1', name: 'news', team_id: SALES, is_private: true, num_members: 3 }, { id: 'C2' }];
      slack.answers[CHANNELS] = { ok: true, channels };
      expect(await read()).toEqual([
        { id: 'C1', name: 'news', workspace: SALES, private: true, members: 3 },
        { id: 'C2', name: 'C2', workspace: null, private: false, members: null },
      ]);
      await read(SALES);
      expect(slack.calls.map(({ args }) => args)).toEqual([
        { usergroup_id: GROUP },
        { usergroup_id: GROUP, team_id: SALES },
      ]);
    });

    it.each([
      ['usergroup_not_found', null],
      ['usergroup_not_linked_to_team', []],
    ])('takes %s for what it says', async (error, channels) => {
      slack.answers[CHANNELS] = { ok: false, error };
      expect(await read(SALES)).toEqual(channels);
    });

    it('passes on what else Slack refuses', async () => {
      slack.answers[CHANNELS] = { ok: false, error: 'not_an_admin' };
      await expect(read()).rejects.toMatchObject({ code: 'not_an_admin' });
    });
  });

  describe('readGroupLinks', () => {
    const read = (...workspaces: string[]) => readGroupLinks(source(), GROUP, workspaces);
    const shown = (...usergroups: object[]) => ({ ok: true, usergroups });

    it('asks every workspace whether it shows the group', async () => {
      slack.answers[LIST] = ({ team_id }) =>
        ({
          T0LINKED: shown({ id: 'S0OTHER' }, { id: GROUP, auto_provision: false }),
          T0MAKES: shown({ id: GROUP, auto_provision: true }),
          T0ITS: shown({ id: 'S0LOCAL', enterprise_subteam_id: GROUP }),
          T0NOT: shown({ id: 'S0OTHER', enterprise_subteam_id: '' }),
        })[team_id ?? ''] ?? {};
      expect(await read('T0LINKED', 'T0MAKES', 'T0ITS', 'T0NOT')).toEqual({
        linked: ['T0LINKED', 'T0MAKES', 'T0ITS'],
        provisions: ['T0MAKES'],
        unseen: [],
      });
      expect(slack.calls.map(({ method, args }) => [method, args])).toContainEqual([LIST, { team_id: 'T0NOT' }]);
    });

    it.each([
      [
        { ok: true, channels: [] },
        { linked: [SALES], unseen: [] },
      ],
      [
        { ok: false, error: 'usergroup_not_linked_to_team' },
        { linked: [], unseen: [] },
      ],
      [
        { ok: false, error: 'team_not_found' },
        { linked: [], unseen: [SALES] },
      ],
    ])('asks for its channels there where the app was not added: %j', async (answer, links) => {
      slack.answers = { [LIST]: { ok: false, error: 'team_access_not_granted' }, [CHANNELS]: answer };
      expect(await read(SALES)).toEqual({ ...links, provisions: [] });
      expect(slack.calls.at(-1)).toEqual({ method: CHANNELS, args: { usergroup_id: GROUP, team_id: SALES } });
    });

    it('claims nothing where Slack has no such list', async () => {
      slack.answers[CHANNELS] = { ok: true, channels: [] };
      expect(await read(SALES)).toEqual({ linked: [], provisions: [], unseen: [SALES] });
    });

    it('claims nothing of more workspaces than Slack tells of in a minute, and does not ask', async () => {
      const many = Array.from({ length: 21 }, (_, index) => `T0MANY${index}`);
      expect(await read(...many)).toEqual({ linked: [], provisions: [], unseen: many });
      expect(slack.calls).toEqual([]);
    });

    it('decides nothing on trouble', async () => {
      slack.answers[LIST] = (_, response) => void response.writeHead(500).end();
      await expect(read(SALES)).rejects.toMatchObject({ problem: 'http_500' });
      slack.answers = {
        [LIST]: { ok: false, error: 'no_permission' },
        [CHANNELS]: (_, response) => void response.writeHead(500).end(),
      };
      await expect(read(SALES)).rejects.toMatchObject({ problem: 'http_500' });
    });
  });
});
