import { describe, expect, it } from '@jest/globals';

import type { PageMessages } from '../../../src/simulator/page/api.js';
import { codeOf } from '../support/clients.js';
import { posted, useGrid } from '../support/grid.js';

const grid = useGrid();
const audit = 'C0AUDITLOG1';
const csv = 'name\nZoë;"Söhne"\n';

async function directMessage(): Promise<string> {
  const { channel } = await grid.bot.conversations.open({ users: grid.simulator.org.person('ada').id });
  return channel?.id ?? '';
}

/** The first two steps by hand. */
async function uploaded(content = csv): Promise<string> {
  const length = Buffer.byteLength(content);
  const { upload_url, file_id } = await grid.bot.files.getUploadURLExternal({ filename: 'a.csv', length });
  await fetch(upload_url ?? '', { method: 'POST', body: content });
  return file_id ?? '';
}

const complete = (wish: Record<string, unknown>) => grid.bot.apiCall('files.completeUploadExternal', wish);

describe('files.getUploadURLExternal', () => {
  it('takes exactly the bytes that were announced, raw too, at an address of its own', async () => {
    const { upload_url = '', file_id } = await grid.bot.files.getUploadURLExternal({ filename: 'a.csv', length: 3 });
    expect(file_id).toMatch(/^F/);
    const send = (body: string) => fetch(upload_url, { method: 'POST', body });
    expect((await send('four')).status).toBe(400);
    const taken = await send('abc');
    expect([taken.status, await taken.text()]).toEqual([200, 'OK - 3']);
    expect((await fetch(`${upload_url}0`, { method: 'POST', body: 'abc' })).status).toBe(400);
  });

  it('wants a name and a length, and the scope', async () => {
    const nameless = grid.bot.apiCall('files.getUploadURLExternal', { length: 3 });
    await expect(codeOf(nameless)).resolves.toBe('invalid_arguments');
    const empty = grid.bot.apiCall('files.getUploadURLExternal', { filename: 'a', length: 0 });
    await expect(codeOf(empty)).resolves.toBe('invalid_arguments');
    const other = grid.admin.files.getUploadURLExternal({ filename: 'a', length: 3 });
    await expect(codeOf(other)).resolves.toBe('missing_scope');
  });
});

describe('files.completeUploadExternal', () => {
  it('shares a file that filesUploadV2 has uploaded in a direct message', async () => {
    const channel_id = await directMessage();
    await grid.bot.filesUploadV2({ channel_id, filename: 'users.csv', content: csv, initial_comment: 'All *users*' });
    const [message] = grid.simulator.as('ada').directMessages();
    expect(message).toMatchObject({ text: 'All *users*', by_app: true, files: [{ name: 'users.csv', size: 19 }] });
    expect(message?.files[0]?.content.toString('utf8')).toBe(csv);
  });

  it('offers it for download on the page and in the history', async () => {
    await grid.bot.filesUploadV2({ channel_id: audit, filename: 'users.csv', file: Buffer.from(csv), title: 'Users' });
    const { messages } = await grid.bot.conversations.history({ channel: audit });
    const [file] = messages?.[0]?.files ?? [];
    expect(file).toMatchObject({ name: 'users.csv', title: 'Users', filetype: 'csv', size: 19 });
    const response = await fetch(`${grid.simulator.url}/page/messages?as=W0GRACE0002&channel=${audit}`);
    const page: PageMessages = JSON.parse(await response.text());
    const [shown] = page.messages[0]?.files ?? [];
    expect(shown).toMatchObject({ id: file?.id, name: 'users.csv', size: 19 });
    for (const url of [file?.url_private_download ?? '', grid.simulator.url + (shown?.url ?? '')]) {
      const download = await fetch(url);
      expect(download.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''users.csv");
      expect(await download.text()).toBe(csv);
    }
    expect((await fetch(`${grid.simulator.url}/files/${file?.id}/guessed/users.csv`)).status).toBe(404);
  });

  it('shares several in one message, as a reply where told', async () => {
    const { ts } = await posted(grid.bot, { channel: audit, text: 'Parent' });
    await grid.bot.filesUploadV2({
      channel_id: audit,
      thread_ts: ts,
      file_uploads: [
        { content: 'a', filename: 'a.txt' },
        { content: 'b', filename: 'b.txt' },
      ],
    });
    const [, reply] = grid.simulator.messages(audit);
    expect(reply).toMatchObject({ thread_ts: ts, text: '', files: [{ name: 'a.txt' }, { name: 'b.txt' }] });
  });

  it('keeps the file to itself without a channel', async () => {
    await expect(complete({ files: [{ id: await uploaded() }] })).resolves.toMatchObject({
      files: [{ name: 'a.csv' }],
    });
    expect(grid.simulator.messages(audit)).toEqual([]);
  });

  it('refuses files that are not there (any more), and channels it may not write into', async () => {
    const id = await uploaded();
    await expect(codeOf(complete({ files: [{ id: 'F0NOBODY000' }] }))).resolves.toBe('file_not_found');
    await expect(codeOf(complete({ files: [{ id }], channel_id: 'C0NOWHERE00' }))).resolves.toBe('channel_not_found');
    await expect(codeOf(complete({ files: [{ id }], channel_id: 'C0GENENGIN5' }))).resolves.toBe('not_in_channel');
    await complete({ files: [{ id }], channel_id: audit });
    await expect(codeOf(complete({ files: [{ id }], channel_id: audit }))).resolves.toBe('file_not_found');
    await expect(codeOf(complete({ files: [] }))).resolves.toBe('invalid_arguments');
  });
});
