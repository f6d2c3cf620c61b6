import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import { adminDoor } from '../../../src/slack/clients/admin.js';
import { placesReader } from '../../../src/slack/readers/places-reader.js';
import { emptyDirectory } from '../../support/empty-directory.js';
import { HEALTHY } from '../../support/healthy.js';
import { answeredBy, SILENT, type SlackApi } from '../../support/slack-api.js';

describe('placesReader', () => {
  let slack: SlackApi;
  let names: Record<string, string>;
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.calls.length = 0;
    names = {};
  });
  const reader = () => {
    const options = { slackApiUrl: slack.url, logger: SILENT, aws: NO_AWS, health: HEALTHY };
    const admin = adminDoor('xoxp-a-token', catalogue, options);
    return placesReader({ admin, interactive: slack.client, directory: emptyDirectory() }, names);
  };
  const asked = (method: string): number => slack.calls.filter((call) => call.method === method).length;

  it('knows which workspaces there are, from as many pages as it takes', async () => {
    slack.answers['admin.teams.list'] = ({ cursor }) =>
      cursor === 'more'
        ? { ok: true, teams: [{ id: 'T3' }], response_metadata: { next_cursor: '' } }
        : {
            ok: true,
            teams: [
              { id: 'T1', name: 'Marketing' },
              { id: 'T2', name: 'Sales' },
            ],
            response_metadata: { next_cursor: 'more' },
          };
    expect(await reader().knownWorkspaces(['T2', 'T1'])).toEqual(['T2', 'T1']);
    expect(asked('admin.teams.list')).toBe(1);
    expect(await reader().knownWorkspaces(['T3', 'T4', 'T1'])).toEqual(['T3', 'T1']);
    expect(asked('admin.teams.list')).toBe(3);
    expect(names).toEqual({ T1: 'Marketing', T2: 'Sales', T3: 'T3' });
  });

  it('asks for a group’s channels once in a decision, and remembers what they are called', async () => {
    slack.answers['admin.usergroups.listChannels'] = { ok: true, channels: [{ id: 'C1', name: 'news' }] };
    const places = reader();
    await Promise.all([places.group('S1'), places.groupChannels('S1')]);
    expect(asked('admin.usergroups.listChannels')).toBe(1);
    await places.groupChannels('S1', 'T1');
    expect(asked('admin.usergroups.listChannels')).toBe(2);
    expect(names).toEqual({ S1: 'S1', C1: 'news' });
  });

  it('remembers what several channels are called', async () => {
    slack.answers['admin.conversations.getTeams'] = ({ channel_id }) =>
      channel_id === 'C1' ? { ok: true, team_ids: ['T1'] } : { ok: false, error: 'channel_not_found' };
    const [here, nowhere] = await reader().channels(['C1', 'C2']);
    expect([here?.id, nowhere]).toEqual(['C1', null]);
    expect(names).toEqual({ C1: 'C1' });
  });
});
