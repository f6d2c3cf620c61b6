import { describe, expect, it } from '@jest/globals';

import { botClient, codeOf, refusalOf } from '../support/clients.js';
import { post, posted, useGrid } from '../support/grid.js';
import { manifest } from '../support/manifest.js';
import { plain } from '../support/views.js';

const grid = useGrid();
const audit = 'C0AUDITLOG1';

const blocks = [{ type: 'section', text: plain('Shown') }];

describe('chat.postMessage', () => {
  it('writes as the app and gives back the message', async () => {
    const answer = await post(grid.bot, { channel: audit, text: 'Hello', blocks });
    expect(answer.message).toMatchObject({ text: 'Hello', user: 'U0APPBOT001', bot_id: 'B0APPBOT001' });
    expect(answer.message?.blocks).toMatchObject([{ type: 'section', block_id: expect.any(String) }]);
    expect(grid.simulator.messages(audit)).toMatchObject([{ ts: answer.ts, text: 'Hello', by_app: true }]);
  });

  it('gives every message a later timestamp than the one before', async () => {
    const stamps = await Promise.all(Array.from({ length: 20 }, () => post(grid.bot, { channel: audit, text: 'x' })));
    const sorted = stamps.map(({ ts }) => ts ?? '').sort();
    expect(new Set(sorted).size).toBe(20);
    expect(sorted.every((ts) => /^\d{10}\.\d{6}$/.test(ts))).toBe(true);
  });

  it('writes to public channels it has not joined only with chat:write.public, never to private ones', async () => {
    await expect(post(grid.bot, { channel: 'C0GENENGIN5', text: 'x' })).resolves.toMatchObject({ ok: true });
    await expect(codeOf(post(grid.bot, { channel: 'C0ENGLEADS7', text: 'x' }))).resolves.toBe('channel_not_found');
    const scopes = { bot: ['chat:write'], user: [] };
    const simulator = await grid.another({ manifest: { ...manifest, oauth_config: { scopes } } });
    const refused = codeOf(post(botClient(simulator), { channel: 'C0GENENGIN5', text: 'x' }));
    await expect(refused).resolves.toBe('not_in_channel');
  });

  it('refuses an archived channel, one that is none, and with an organisation-wide token a name', async () => {
    await expect(codeOf(post(grid.bot, { channel: 'C0ENGOLDEN8', text: 'x' }))).resolves.toBe('is_archived');
    await expect(codeOf(post(grid.bot, { channel: 'C0NOWHERE00', text: 'x' }))).resolves.toBe('channel_not_found');
    await expect(codeOf(post(grid.bot, { channel: '#general', text: 'x' }))).resolves.toBe('team_not_found');
  });

  it('refuses a channel whose workspaces have not let the app in', async () => {
    grid.simulator.org.workspace('engineering').app_granted = false;
    const refused = codeOf(post(grid.bot, { channel: 'C0GENENGIN5', text: 'x' }));
    await expect(refused).resolves.toBe('team_access_not_granted');
  });

  it('refuses a message that says nothing', async () => {
    await expect(codeOf(post(grid.bot, { channel: audit, text: '' }))).resolves.toBe('no_text');
  });

  it('cuts text after 40,000 characters and warns', async () => {
    const answer = await post(grid.bot, { channel: audit, text: 'x'.repeat(40_001) });
    expect(answer.response_metadata).toMatchObject({ warnings: ['message_truncated'] });
    expect(answer.message?.text).toHaveLength(40_000);
  });

  it('refuses blocks beyond a limit, with a pointer to each', async () => {
    const long = [{ type: 'header', text: plain('x'.repeat(151)) }];
    const { error, messages } = await refusalOf(post(grid.bot, { channel: audit, text: 'x', blocks: long }));
    expect(error).toBe('invalid_blocks');
    expect(messages).toEqual(['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]']);
    const noList = grid.bot.apiCall('chat.postMessage', { channel: audit, text: 'x', blocks: '{nonsense' });
    await expect(codeOf(noList)).resolves.toBe('invalid_blocks_format');
    expect(grid.simulator.breaches()).toMatchObject([{ where: 'chat.postMessage', code: 'invalid_blocks' }]);
  });

  it('checks the blocks of attachments too', async () => {
    const attachments = [{ blocks: [{ type: 'header', text: plain('') }] }];
    const { messages } = await refusalOf(post(grid.bot, { channel: audit, text: 'x', attachments }));
    expect(messages[0]).toContain('/attachments/0/blocks/0/text/text');
    const many = Array.from({ length: 101 }, () => ({ text: 'x' }));
    await expect(codeOf(post(grid.bot, { channel: audit, attachments: many }))).resolves.toBe('too_many_attachments');
    const plainOne = await post(grid.bot, { channel: audit, attachments: [{ text: 'x' }] });
    expect(plainOne.message?.attachments).toEqual([{ text: 'x' }]);
  });

  it('replies in a thread, and refuses one that is not there', async () => {
    const { ts } = await posted(grid.bot, { channel: audit, text: 'parent' });
    const reply = await posted(grid.bot, { channel: audit, text: 'reply', thread_ts: ts });
    // A reply's own ts leads to the thread it is in.
    const again = await post(grid.bot, { channel: audit, text: 'again', thread_ts: reply.ts });
    expect(again.message?.thread_ts).toBe(ts);
    const lost = codeOf(post(grid.bot, { channel: audit, text: 'x', thread_ts: '1.000000' }));
    await expect(lost).resolves.toBe('cannot_reply_to_message');
  });

  it('broadcasts a reply when told to', async () => {
    const { ts } = await posted(grid.bot, { channel: audit, text: 'parent' });
    await post(grid.bot, { channel: audit, text: 'for all', thread_ts: ts, reply_broadcast: true });
    const { messages } = await grid.bot.conversations.history({ channel: audit });
    expect(messages?.[0]).toMatchObject({ text: 'for all', subtype: 'thread_broadcast' });
  });

  it('takes a person for the direct message with them', async () => {
    const { channel } = await posted(grid.bot, { channel: 'U0ADA000001', text: 'Hello Ada' });
    expect(channel).toMatch(/^D/);
    expect(grid.simulator.as('ada').directMessages()).toMatchObject([{ text: 'Hello Ada' }]);
    for (const nobody of ['U0NOBODY000', grid.simulator.org.person('deploybot').id]) {
      await expect(codeOf(post(grid.bot, { channel: nobody, text: 'x' }))).resolves.toBe('channel_not_found');
    }
  });

  it('refuses direct messages of an app whose Messages tab is off', async () => {
    const features = { ...manifest.features, app_home: { home_tab_enabled: true } };
    const simulator = await grid.another({ manifest: { ...manifest, features } });
    const refused = codeOf(post(botClient(simulator), { channel: 'U0ADA000001', text: 'x' }));
    await expect(refused).resolves.toBe('messages_tab_disabled');
  });

  it.each([
    ['text', 'invalid_metadata_format'],
    [JSON.stringify({ event_type: 'x' }), 'invalid_metadata_schema'],
    [JSON.stringify({ event_type: 'x', event_payload: { big: 'x'.repeat(16_001) } }), 'metadata_too_large'],
  ])('refuses metadata that is none', async (metadata, code) => {
    const call = grid.bot.apiCall('chat.postMessage', { channel: audit, text: 'x', metadata });
    await expect(codeOf(call)).resolves.toBe(code);
  });
});

describe('chat.update', () => {
  it('changes what is given, keeps the rest, and marks the message as edited', async () => {
    const metadata = { event_type: 'e', event_payload: {} };
    const place = await posted(grid.bot, { channel: audit, text: 'before', blocks, metadata });
    await grid.bot.chat.update({ ...place, text: 'after' });
    const [message] = grid.simulator.messages(audit);
    expect(message).toMatchObject({ text: 'after', blocks: [{ type: 'section' }], metadata });
    expect(message?.edited).toMatchObject({ user: 'U0APPBOT001' });
  });

  it('takes blocks away when given none, and metadata when given an empty one', async () => {
    const metadata = { event_type: 'e', event_payload: {} };
    const place = await posted(grid.bot, { channel: audit, text: 'before', blocks, metadata });
    await grid.bot.apiCall('chat.update', { ...place, text: 'after', blocks: [], metadata: {} });
    expect(grid.simulator.messages(audit)).toMatchObject([{ blocks: [], metadata: null }]);
  });

  it('refuses more than 4000 characters, somebody else’s message, and one that is not there', async () => {
    const place = await posted(grid.bot, { channel: audit, text: 'before' });
    const long = codeOf(grid.bot.chat.update({ ...place, text: 'x'.repeat(4001) }));
    await expect(long).resolves.toBe('msg_too_long');
    const theirs = grid.simulator.as('grace').say('admin-audit', 'mine');
    const foreign = codeOf(grid.bot.chat.update({ channel: audit, ts: theirs.ts, text: 'x' }));
    await expect(foreign).resolves.toBe('cant_update_message');
    const lost = codeOf(grid.bot.chat.update({ channel: audit, ts: '1.000000', text: 'x' }));
    await expect(lost).resolves.toBe('message_not_found');
    await expect(codeOf(grid.bot.apiCall('chat.update', place))).resolves.toBe('no_text');
  });

  it('refuses changes in an archived channel', async () => {
    const place = await posted(grid.bot, { channel: audit, text: 'before' });
    grid.simulator.org.channel(audit).archived = true;
    await expect(codeOf(grid.bot.chat.update({ ...place, text: 'x' }))).resolves.toBe('is_inactive');
  });
});

describe('chat.delete', () => {
  it('takes away one’s own messages only', async () => {
    const place = await posted(grid.bot, { channel: audit, text: 'mine' });
    const theirs = grid.simulator.as('grace').say('admin-audit', 'hers');
    await grid.bot.chat.delete(place);
    expect(grid.simulator.messages(audit).map(({ text }) => text)).toEqual(['hers']);
    const foreign = codeOf(grid.bot.chat.delete({ channel: audit, ts: theirs.ts }));
    await expect(foreign).resolves.toBe('cant_delete_message');
    await expect(codeOf(grid.bot.chat.delete(place))).resolves.toBe('message_not_found');
  });
});

describe('chat.postEphemeral', () => {
  const grace = 'W0GRACE0002';

  it('shows a message to one person only', async () => {
    await grid.bot.chat.postEphemeral({ channel: audit, user: grace, text: 'psst' });
    expect(grid.simulator.as('grace').ephemerals('admin-audit')).toMatchObject([{ text: 'psst' }]);
    expect(grid.simulator.messages(audit)).toEqual([]);
    const { messages } = await grid.bot.conversations.history({ channel: audit });
    expect(messages).toEqual([]);
  });

  it('cannot be updated', async () => {
    const { message_ts = '' } = await grid.bot.chat.postEphemeral({ channel: audit, user: grace, text: 'psst' });
    const refused = codeOf(grid.bot.chat.update({ channel: audit, ts: message_ts, text: 'x' }));
    await expect(refused).resolves.toBe('message_not_found');
  });

  it('wants both the app and the person in the channel, even with chat:write.public', async () => {
    const outside = grid.bot.chat.postEphemeral({ channel: audit, user: 'U0ADA000001', text: 'x' });
    await expect(codeOf(outside)).resolves.toBe('user_not_in_channel');
    const without = grid.bot.chat.postEphemeral({ channel: 'C0GENENGIN5', user: grace, text: 'x' });
    await expect(codeOf(without)).resolves.toBe('not_in_channel');
  });

  it('refuses archived channels, and text it would have to cut', async () => {
    const long = grid.bot.chat.postEphemeral({ channel: audit, user: grace, text: 'x'.repeat(40_001) });
    await expect(codeOf(long)).resolves.toBe('msg_too_long');
    grid.simulator.org.channel(audit).archived = true;
    const late = grid.bot.chat.postEphemeral({ channel: audit, user: grace, text: 'x' });
    await expect(codeOf(late)).resolves.toBe('is_archived');
  });
});

describe('chat.getPermalink', () => {
  it('links to a message, and to a reply within its thread', async () => {
    const { ts } = await posted(grid.bot, { channel: audit, text: 'parent' });
    const reply = await posted(grid.bot, { channel: audit, text: 'reply', thread_ts: ts });
    const link = await grid.bot.chat.getPermalink({ channel: audit, message_ts: reply.ts });
    const bare = reply.ts.replace('.', '');
    expect(link.permalink).toBe(`https://engines.slack.com/archives/${audit}/p${bare}?thread_ts=${ts}&cid=${audit}`);
    const lost = codeOf(grid.bot.chat.getPermalink({ channel: audit, message_ts: '1.000000' }));
    await expect(lost).resolves.toBe('message_not_found');
  });
});
