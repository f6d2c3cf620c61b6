import { describe, expect, it } from '@jest/globals';

import { botClient, codeOf } from '../support/clients.js';
import { post, useGrid } from '../support/grid.js';
import { manifest } from '../support/manifest.js';

const grid = useGrid();
const audit = 'C0AUDITLOG1';
const approvals = 'C0APPROVAL2';

describe('conversations.list', () => {
  it('needs a workspace, and lists its public channels unless told otherwise', async () => {
    await expect(codeOf(grid.bot.conversations.list({}))).resolves.toBe('missing_argument');
    const { channels } = await grid.bot.conversations.list({ team_id: 'T0ENGINEER1' });
    const names = channels?.map(({ name }) => name);
    expect(names).toEqual(['admin-audit', 'announcements', 'lunch', 'general', 'build-status', 'difference-engine']);
  });

  it('hides private channels the caller is not in, and archived ones on request', async () => {
    const wish = { team_id: 'T0ENGINEER1', types: 'private_channel,public_channel', exclude_archived: true };
    const names = (await grid.bot.conversations.list(wish)).channels?.map(({ name }) => name);
    expect(names).toContain('admin-approvals');
    expect(names).not.toContain('eng-leads');
    expect(names).not.toContain('difference-engine');
  });

  it('refuses unknown kinds, and a limit above 999', async () => {
    const wish = { team_id: 'T0ENGINEER1', types: 'secret_channel' };
    await expect(codeOf(grid.bot.conversations.list(wish))).resolves.toBe('invalid_types');
    const many = { team_id: 'T0ENGINEER1', limit: 1000 };
    await expect(codeOf(grid.bot.conversations.list(many))).resolves.toBe('invalid_limit');
  });

  it('asks for the scope of each kind', async () => {
    const scopes = { bot: ['channels:read'], user: [] };
    const simulator = await grid.another({ manifest: { ...manifest, oauth_config: { scopes } } });
    const refused = codeOf(botClient(simulator).conversations.list({ team_id: 'T0ENGINEER1', types: 'im' }));
    await expect(refused).resolves.toBe('missing_scope');
  });
});

describe('conversations.info', () => {
  it('says whether a channel is shared within the organisation, and with whom', async () => {
    const { channel } = await grid.bot.conversations.info({ channel: audit, include_num_members: true });
    expect(channel).toMatchObject({ is_org_shared: true, is_member: true, is_private: false, num_members: 7 });
    const partner = await grid.bot.conversations.info({ channel: 'C0MKTPART11' });
    expect(partner.channel).toMatchObject({ is_ext_shared: true, is_member: false });
  });

  it('does not tell a hidden channel from none', async () => {
    await expect(codeOf(grid.bot.conversations.info({ channel: 'C0ENGLEADS7' }))).resolves.toBe('channel_not_found');
    await expect(codeOf(grid.bot.conversations.info({ channel: 'C0NOWHERE00' }))).resolves.toBe('channel_not_found');
  });

  it('refuses a channel of workspaces the app was not added to', async () => {
    grid.simulator.org.workspace('engineering').app_granted = false;
    const refused = codeOf(grid.bot.conversations.info({ channel: 'C0GENENGIN5' }));
    await expect(refused).resolves.toBe('team_access_not_granted');
  });
});

describe('conversations.members', () => {
  it('lists the members page by page', async () => {
    const first = await grid.bot.conversations.members({ channel: approvals, limit: 4 });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await grid.bot.conversations.members({ channel: approvals, limit: 4, cursor });
    const ids = [...(first.members ?? []), ...(second.members ?? [])];
    expect(ids).toEqual(grid.simulator.org.channel(approvals).members);
  });
});

describe('conversations.open', () => {
  it('opens one direct message per person, and knows it again', async () => {
    const first = await grid.bot.conversations.open({ users: 'U0ADA000001' });
    const second = await grid.bot.conversations.open({ users: 'U0ADA000001', return_im: true });
    expect(first.channel?.id).toMatch(/^D/);
    expect(second.channel).toMatchObject({ id: first.channel?.id, is_im: true, user: 'U0ADA000001' });
    expect(second).toMatchObject({ no_op: true, already_open: true });
  });

  it('refuses nobody, the unknown, the deactivated, and (not simulated) several at once', async () => {
    const charles = grid.simulator.org.person('charles').id;
    await expect(codeOf(grid.bot.apiCall('conversations.open'))).resolves.toBe('users_list_not_supplied');
    await expect(codeOf(grid.bot.conversations.open({ users: 'U0NOBODY000' }))).resolves.toBe('user_not_found');
    await expect(codeOf(grid.bot.conversations.open({ users: charles }))).resolves.toBe('user_disabled');
    const two = codeOf(grid.bot.conversations.open({ users: 'U0ADA000001,W0GRACE0002' }));
    await expect(two).resolves.toBe('method_not_supported_for_channel_type');
    const nine = grid.simulator.org.people.slice(0, 9).map(({ id }) => id);
    await expect(codeOf(grid.bot.conversations.open({ users: nine.join(',') }))).resolves.toBe('too_many_users');
  });
});

describe('conversations.join', () => {
  it('makes the app a member of a public channel, once', async () => {
    const first = await grid.bot.conversations.join({ channel: 'C0GENENGIN5' });
    expect(first).toMatchObject({ channel: { is_member: true } });
    expect(first).not.toHaveProperty('warning');
    await expect(grid.bot.conversations.join({ channel: 'C0GENENGIN5' })).resolves.toMatchObject({
      warning: 'already_in_channel',
    });
  });

  it('refuses private and archived channels', async () => {
    await expect(codeOf(grid.bot.conversations.join({ channel: 'C0ENGLEADS7' }))).resolves.toBe('channel_not_found');
    const own = codeOf(grid.bot.conversations.join({ channel: approvals }));
    await expect(own).resolves.toBe('method_not_supported_for_channel_type');
    await expect(codeOf(grid.bot.conversations.join({ channel: 'C0ENGOLDEN8' }))).resolves.toBe('is_archived');
  });
});

describe('conversations.history', () => {
  it('goes backwards through the conversation in pages, without replies', async () => {
    for (const text of ['one', 'two', 'three']) await post(grid.bot, { channel: audit, text });
    const all = await grid.bot.conversations.history({ channel: audit });
    expect(all.messages?.map(({ text }) => text)).toEqual(['three', 'two', 'one']);
    await post(grid.bot, { channel: audit, text: 'a reply', thread_ts: all.messages?.[0]?.ts ?? '' });
    const first = await grid.bot.conversations.history({ channel: audit, limit: 2 });
    expect(first).toMatchObject({ has_more: true, messages: [{ text: 'three', reply_count: 1 }, { text: 'two' }] });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await grid.bot.conversations.history({ channel: audit, limit: 2, cursor });
    expect(rest).toMatchObject({ has_more: false, messages: [{ text: 'one' }] });
  });

  it('keeps to oldest and latest, and counts these in only when told to', async () => {
    const stamps: string[] = [];
    for (const text of ['one', 'two', 'three']) stamps.push((await post(grid.bot, { channel: audit, text })).ts ?? '');
    const [oldest = '', , latest = ''] = stamps;
    const between = await grid.bot.conversations.history({ channel: audit, oldest, latest });
    expect(between.messages?.map(({ text }) => text)).toEqual(['two']);
    const inclusive = await grid.bot.conversations.history({ channel: audit, oldest, latest, inclusive: true });
    expect(inclusive.messages?.map(({ text }) => text)).toEqual(['three', 'two', 'one']);
    const refused = codeOf(grid.bot.conversations.history({ channel: audit, oldest: 'yesterday' }));
    await expect(refused).resolves.toBe('invalid_ts_oldest');
  });

  it('shows metadata only when it is asked for', async () => {
    const metadata = { event_type: 'something', event_payload: { id: '1' } };
    await post(grid.bot, { channel: audit, text: 'with metadata', metadata });
    const without = await grid.bot.conversations.history({ channel: audit });
    const having = await grid.bot.conversations.history({ channel: audit, include_all_metadata: true });
    expect(without.messages?.[0]).not.toHaveProperty('metadata');
    expect(having.messages?.[0]).toMatchObject({ metadata });
  });

  it('is closed to bots that are not members, and to those without the scope of that kind', async () => {
    await expect(codeOf(grid.bot.conversations.history({ channel: 'C0GENENGIN5' }))).resolves.toBe('not_in_channel');
    const scopes = { bot: ['channels:history'], user: [] };
    const simulator = await grid.another({ manifest: { ...manifest, oauth_config: { scopes } } });
    const refused = codeOf(botClient(simulator).conversations.history({ channel: approvals }));
    await expect(refused).resolves.toBe('missing_scope');
  });
});

describe('conversations.replies', () => {
  it('shows a thread from its parent on, also when asked about a reply', async () => {
    const { ts = '' } = await post(grid.bot, { channel: audit, text: 'parent' });
    await post(grid.bot, { channel: audit, text: 'first', thread_ts: ts });
    const last = await post(grid.bot, { channel: audit, text: 'second', thread_ts: ts });
    const { messages } = await grid.bot.conversations.replies({ channel: audit, ts: last.ts ?? '' });
    expect(messages?.map(({ text }) => text)).toEqual(['parent', 'first', 'second']);
    expect(messages?.[0]).toMatchObject({ reply_count: 2, latest_reply: last.ts, thread_ts: ts });
    expect(messages?.[1]).toMatchObject({ parent_user_id: 'U0APPBOT001', thread_ts: ts });
  });

  it('does not know a thread without a message', async () => {
    const refused = codeOf(grid.bot.conversations.replies({ channel: audit, ts: '1.000000' }));
    await expect(refused).resolves.toBe('thread_not_found');
  });
});
