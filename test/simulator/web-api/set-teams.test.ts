import { describe, expect, it } from '@jest/globals';

import type { Channel } from '../../../src/simulator/org/model.js';
import { codeOf } from '../support/clients.js';
import { useGrid } from '../support/grid.js';

const grid = useGrid();
const engineering = 'T0ENGINEER1';
const marketing = 'T0MARKETNG2';
const sales = 'T0SALESFLD3';
const support = 'T0SUPPORTS4';
const lunch = 'C0ORGLUNCH4';
const campaigns = 'C0MKTCAMP10';

const channel = (id: string): Channel => grid.simulator.org.channel(id);
const set = (channel_id: string, wish: object) =>
  grid.admin.apiCall('admin.conversations.setTeams', { channel_id, ...wish });
const idOf = (handle: string): string => grid.simulator.org.person(handle).id;

describe('admin.conversations.setTeams', () => {
  it.each([
    ['shares a local channel', campaigns, { target_team_ids: [marketing, sales] }, [marketing, sales]],
    ['lets the home workspace leave', campaigns, { target_team_ids: [sales, support] }, [sales, support]],
    ['replaces the list of a shared one', lunch, { target_team_ids: `${engineering},${sales}` }, [engineering, sales]],
    ['replaces all of it', lunch, { target_team_ids: [sales, support] }, [sales, support]],
    [
      'takes the present workspace beside the targets',
      lunch,
      { team_id: marketing, target_team_ids: [support] },
      [support],
    ],
    ['makes a shared channel a local one', lunch, { team_id: engineering }, [engineering]],
    ['leaves a local channel as it is', campaigns, { team_id: marketing }, [marketing]],
    ['makes an org-wide channel one of some workspaces', 'C0AUDITLOG1', { target_team_ids: [sales] }, [sales]],
  ])('%s', async (_what, id, wish, after) => {
    await expect(set(id, wish)).resolves.toMatchObject({ ok: true, channel: id });
    expect(channel(id)).toMatchObject({ teams: after, org_wide: false });
    await expect(grid.admin.admin.conversations.getTeams({ channel_id: id })).resolves.toMatchObject({
      team_ids: after,
    });
  });

  it('makes a channel org-wide', async () => {
    await grid.admin.admin.conversations.setTeams({ channel_id: lunch, org_channel: true });
    expect(channel(lunch)).toMatchObject({ teams: [engineering, marketing, sales, support], org_wide: true });
  });

  it('puts out who can see the channel no more', async () => {
    await set(lunch, { team_id: engineering });
    expect(channel(lunch).members).toContain(idOf('ada'));
    await set(campaigns, { target_team_ids: [sales, support] });
    // Joan is in Sales too, Betty only in Marketing.
    expect(channel(campaigns).members).toContain(idOf('joan'));
    expect(channel(campaigns).members).not.toContain(idOf('betty'));
  });

  it.each([
    [campaigns, { team_id: sales }, 'cannot_move_local_channel'],
    [campaigns, { target_team_ids: sales }, 'cannot_move_local_channel'],
    [lunch, { team_id: sales }, 'channel_not_found'],
    [lunch, { team_id: sales, target_team_ids: [engineering] }, 'channel_not_found'],
    ['C0NOWHERE00', { team_id: sales }, 'channel_not_found'],
    ['lunch', { team_id: sales }, 'invalid_channel_id'],
    [lunch, { target_team_ids: [engineering, 'T0NOWHERE00'] }, 'invalid_target_team'],
    [lunch, { team_id: 'T0NOWHERE00' }, 'invalid_target_team'],
    [lunch, { org_channel: true, target_team_ids: [sales] }, 'unsupported_arguments'],
    [lunch, {}, 'invalid_arguments'],
    ['C0ANNOUNCE3', { target_team_ids: [engineering, marketing] }, 'default_org_wide_channel'],
    ['C0GENENGIN5', { target_team_ids: [engineering, marketing] }, 'name_taken'],
    ['C0MKTLAUNCH17', { target_team_ids: [marketing, sales] }, 'name_taken'],
    ['C0MKTLAUNCH17', { org_channel: true }, 'name_taken'],
    ['C0MKTPART11', { target_team_ids: [marketing, sales] }, 'externally_shared_or_disconnected_channel'],
    ['C0ENGOLDEN8', { target_team_ids: [engineering, sales] }, 'could_not_set_teams_for_channel'],
  ])('refuses %s with %j: %s', async (id, wish, code) => {
    const before = JSON.stringify(grid.simulator.org.channels);
    await expect(codeOf(set(id, wish))).resolves.toBe(code);
    expect(JSON.stringify(grid.simulator.org.channels)).toBe(before);
  });

  it('refuses what depends on the channel or the limits', async () => {
    channel('C0GENSALES13').name = 'sales-general';
    const general = set('C0GENSALES13', { target_team_ids: [marketing, support] });
    await expect(codeOf(general)).resolves.toBe('channel_cannot_be_unshared');
    channel(lunch).quirk = 'managed';
    await expect(codeOf(set(lunch, { team_id: marketing }))).resolves.toBe('managed_channel_not_supported');
    channel(lunch).quirk = 'legacy_disconnected';
    await expect(codeOf(set(lunch, { team_id: marketing }))).resolves.toBe(
      'cannot_add_legacy_disconnected_channel_to_workspaces',
    );
    grid.simulator.org.data.limits.workspaces_per_channel = 1;
    const many = set(campaigns, { target_team_ids: [marketing, sales] });
    await expect(codeOf(many)).resolves.toBe('too_many_target_teams');
    const direct = grid.simulator.slack.openDirectMessage(idOf('ada')).id;
    await expect(codeOf(set(direct, { team_id: marketing }))).resolves.toBe('channel_type_not_supported');
    grid.simulator.org.workspace('support').shares_channels = false;
    const closed = set(campaigns, { target_team_ids: [support] });
    await expect(codeOf(closed)).resolves.toBe('cannot_move_local_channel');
    grid.simulator.org.data.limits.workspaces_per_channel = 9;
    await expect(codeOf(set(campaigns, { target_team_ids: [marketing, support] }))).resolves.toBe(
      'not_allowed_for_grid_workspace',
    );
    grid.simulator.org.installer.org_role = 'member';
    await expect(codeOf(set(campaigns, { team_id: marketing }))).resolves.toBe('restricted_action');
  });

  it('works only where Slack has switched the Admin API on', async () => {
    grid.simulator.org.data.admin_api = false;
    await expect(codeOf(set(lunch, { team_id: marketing }))).resolves.toBe('not_enabled');
    await expect(codeOf(grid.admin.apiCall('admin.users.list'))).resolves.toBe('feature_not_enabled');
  });
});

describe('admin.conversations.getTeams', () => {
  const get = (channel_id: string, wish: object = {}) =>
    grid.admin.apiCall('admin.conversations.getTeams', { channel_id, ...wish });

  it('goes page by page', async () => {
    const first = await grid.admin.admin.conversations.getTeams({ channel_id: 'C0AUDITLOG1', limit: 3 });
    expect(first.team_ids).toHaveLength(3);
    const cursor = first.response_metadata?.next_cursor;
    await expect(get('C0AUDITLOG1', { cursor })).resolves.toMatchObject({ team_ids: [support] });
  });

  it('refuses what is no channel, wrong limits and demoted installers', async () => {
    await expect(codeOf(get('C0NOWHERE00'))).resolves.toBe('channel_not_found');
    const direct = grid.simulator.slack.openDirectMessage(idOf('ada')).id;
    await expect(codeOf(get(direct))).resolves.toBe('channel_type_not_supported');
    await expect(codeOf(get(lunch, { limit: 1001 }))).resolves.toBe('invalid_limit');
    grid.simulator.org.installer.org_role = 'member';
    await expect(codeOf(get(lunch))).resolves.toBe('restricted_action');
  });
});
