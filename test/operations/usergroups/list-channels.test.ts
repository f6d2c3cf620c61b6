import { describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import { toPlain } from '../../../src/engine/words.js';
import { listGroupChannels } from '../../../src/operations/usergroups/list-channels.js';
import { everybody, MARKETING, readerOf } from '../../support/org.js';
import { answeredBy } from '../../support/slack-api.js';

const GROUP = 'S0ENGINEERS';
const org = everybody();

describe('admin.usergroups.listChannels', () => {
  it.each([
    [{}, 'usergroup_id'],
    [{ usergroup_id: 'engineers' }, 'usergroup_id'],
    [{ usergroup_id: GROUP, team_id: 'E0TEST0001' }, 'team_id'],
  ])('refuses %j beside its field', (given, field) => {
    expect(listGroupChannels.input.safeParse(given).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  it.each([
    [{ usergroup_id: GROUP }, { usergroup_id: GROUP }],
    [{ usergroup_id: GROUP, include_num_members: false, reason: 'why' }, { usergroup_id: GROUP }],
    [
      { usergroup_id: GROUP, team_id: MARKETING, include_num_members: true },
      { usergroup_id: GROUP, team_id: MARKETING, include_num_members: 'true' },
    ],
  ])('sends Slack what was asked for, once, and nothing else: %j', async (given, args) => {
    const { calls, client, stop } = await answeredBy({ 'admin.usergroups.listChannels': { ok: true, channels: [] } });
    const draft = await listGroupChannels.plan(listGroupChannels.input.parse(given), readerOf(org));
    if (draft.kind !== 'plan') throw new Error('There is no plan.');
    await listGroupChannels.call({ slack: client, aws: NO_AWS }, draft.calls[0] ?? {}, 'run');
    await stop();
    expect(calls).toEqual([{ method: 'admin.usergroups.listChannels', args }]);
  });

  it('says so where the organisation has no such workspace', async () => {
    const draft = await listGroupChannels.plan({ usergroup_id: GROUP, team_id: 'T0NOWHERE1' }, readerOf(org));
    expect(draft).toMatchObject({ kind: 'obstacle' });
  });

  it('shows channels with their workspace, and their members where Slack counts them', () => {
    const page = listGroupChannels.page?.(
      {
        ok: true,
        channels: [
          { id: 'C1', name: 'general', team_id: 'T1', num_members: 0, is_private: false },
          { id: 'C2', name: 'board', context_team_id: 'T2', is_private: true, is_archived: true },
          { id: 'C3', is_redacted: true },
        ],
      },
      { usergroup_id: GROUP },
    );
    const rows = page?.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : toPlain(cell, {}))));
    expect(page?.columns).toEqual([
      'Channel',
      'ID',
      'Workspace',
      'Members',
      'Private',
      'Archived',
      'Hidden from the app',
    ]);
    expect(rows).toEqual([
      ['#general', 'C1', 'T1', '0', '', '', ''],
      ['#board', 'C2', 'T2', '', 'yes', 'yes', ''],
      ['C3', 'C3', '', '', '', '', 'yes'],
    ]);
    expect(page?.next).toBeNull();
  });

  it('does not take anything else for channels', () => {
    expect(() => listGroupChannels.page?.({ ok: true }, { usergroup_id: GROUP })).toThrow();
  });

  it('is about the group, where it was asked', () => {
    const input = { usergroup_id: GROUP, team_id: 'T1' };
    expect(listGroupChannels.target(input)).toEqual({ kind: 'group', id: GROUP, place: 'T1' });
    expect(toPlain(listGroupChannels.summary(input, {}), { [GROUP]: 'Engineers' })).toBe(
      'listed the default channels of Engineers (S0ENGINEERS) in T1',
    );
    expect(listGroupChannels.undo(input, {})).toMatchObject({ possible: false });
  });

  it('shows the group’s name from the local copy', async () => {
    const named = { ...org, groups: [{ id: GROUP, name: 'Engineers', members: null, workspaces: [] }] };
    const reader = readerOf(named);
    await listGroupChannels.plan({ usergroup_id: GROUP }, reader);
    expect(reader.names()[GROUP]).toBe('Engineers');
  });
});
