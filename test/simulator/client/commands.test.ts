import { describe, expect, it } from '@jest/globals';
import type { SlashCommand } from '@slack/bolt';

import { useBoltApp } from '../support/bolt-app.js';
import { useGrid } from '../support/grid.js';
import { plain } from '../support/views.js';

const grid = useGrid();
const bolt = useBoltApp(grid);

/** Runs a command and gives back what the app got. */
async function received(command: string, text: string, handle = 'ada', options = {}): Promise<SlashCommand> {
  const bodies: SlashCommand[] = [];
  bolt.app.command(command, async ({ ack, body }) => {
    bodies.push(body);
    await ack();
  });
  await expect(grid.simulator.as(handle, options).command(command, text)).resolves.toMatchObject({ ok: true });
  const [body] = bodies;
  if (!body) throw new Error('The app got nothing.');
  return body;
}

describe('a slash command', () => {
  it('carries everything Slack sends from an organisation', async () => {
    const body = await received('/plain', 'hello');
    expect(body).toEqual({
      token: 'simulated-verification-token',
      team_id: 'T0ENGINEER1',
      team_domain: 'engines-engineering',
      enterprise_id: 'E0ANALYTIC1',
      enterprise_name: 'Analytical Engines',
      channel_id: 'C0GENENGIN5',
      channel_name: 'general',
      user_id: 'U0ADA000001',
      user_name: 'ada',
      command: '/plain',
      text: 'hello',
      api_app_id: 'A0SIMULAPP1',
      is_enterprise_install: 'true',
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/commands\//),
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]+$/),
    });
  });

  it('says which workspace the person looks at', async () => {
    await expect(received('/plain', '', 'ada', { team: 'marketing' })).resolves.toMatchObject({
      team_id: 'T0MARKETNG2',
      channel_id: 'C0GENMARKT9',
    });
  });

  it('does not name private channels and direct messages', async () => {
    const names: string[] = [];
    bolt.app.command('/plain', async ({ ack, body }) => {
      names.push(body.channel_name);
      await ack();
    });
    const hedy = grid.simulator.as('hedy');
    await hedy.command('/plain', '', { channel: 'eng-leads' });
    const dm = grid.simulator.slack.openDirectMessage(hedy.id);
    await hedy.command('/plain', '', { channel: dm.id });
    expect(names).toEqual(['privategroup', 'directmessage']);
  });

  it('escapes people, channels and markup only when the manifest says so', async () => {
    const typed = '@grace & <b> in #general, not @nobody';
    await expect(received('/plain', typed)).resolves.toMatchObject({ text: typed });
    await expect(received('/modal', typed)).resolves.toMatchObject({
      text: '<@W0GRACE0002|grace> &amp; &lt;b&gt; in <#C0GENENGIN5|general>, not @nobody',
    });
  });

  it('escapes broadcasts, keeps the full stop out of a name, and does not name private channels', async () => {
    const body = await received('/modal', '@channel @sam.osei. #eng-leads', 'hedy');
    const sam = grid.simulator.org.person('sam.osei').id;
    expect(body.text).toBe(`<!channel> <@${sam}|sam.osei>. <#C0ENGLEADS7|>`);
  });

  it('shows what comes with the ack to the person only, unless it says in_channel', async () => {
    bolt.app.command('/plain', async ({ ack, body }) => {
      if (body.text === 'words') await ack('just words');
      else if (body.text === 'nothing') await ack({});
      else if (body.text === 'all') await ack({ response_type: 'in_channel', text: 'for all' });
      else await ack({ text: 'for you', blocks: [{ type: 'section', text: plain('for you') }] });
    });
    const ada = grid.simulator.as('ada');
    for (const text of ['words', 'nothing', 'all', 'you']) await ada.command('/plain', text);
    expect(ada.ephemerals('C0GENENGIN5').map(({ text }) => text)).toEqual(['just words', 'for you']);
    expect(grid.simulator.messages('C0GENENGIN5')).toMatchObject([{ text: 'for all', by_app: true }]);
  });

  it('fails with the code when the answer breaks a limit', async () => {
    bolt.app.command('/plain', async ({ ack }) => {
      await ack({ text: 'x', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] });
    });
    const reply = await grid.simulator.as('ada').command('/plain');
    expect(reply).toMatchObject({ ok: false, problem: '/plain failed with the error "invalid_blocks"' });
    expect(grid.simulator.breaches()).toMatchObject([{ where: 'answer to slash_command', code: 'invalid_blocks' }]);
  });

  it('fails in words when it is unknown, typed in a thread, or the app says no', async () => {
    const ada = grid.simulator.as('ada');
    await expect(ada.command('/unknown')).resolves.toMatchObject({
      ok: false,
      problem: '/unknown is not a valid command.',
      delivery: null,
    });
    await expect(ada.command('/nobody')).resolves.toMatchObject({
      ok: false,
      problem: '/nobody failed with the error "dispatch_failed"',
      delivery: { outcome: { kind: 'answered', status: 404 } },
    });
    grid.simulator.appUrl = null;
    await expect(ada.command('/plain')).resolves.toMatchObject({ delivery: { outcome: { kind: 'unreachable' } } });
    expect(ada.notices()).toHaveLength(3);
  });
});

describe('response_url', () => {
  async function issued(): Promise<string> {
    return (await received('/plain', 'x')).response_url;
  }

  async function answer(url: string, body: unknown): Promise<{ status: number; text: string }> {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, text: await response.text() };
  }

  it('takes five answers and no more', async () => {
    const url = await issued();
    for (let use = 1; use <= 5; use += 1) {
      await expect(answer(url, { text: `answer ${use}` })).resolves.toEqual({ status: 200, text: 'ok' });
    }
    await expect(answer(url, { text: 'one more' })).resolves.toMatchObject({
      status: 404,
      text: expect.stringContaining('used_url'),
    });
    expect(grid.simulator.as('ada').ephemerals()).toHaveLength(5);
  });

  it('lives for thirty minutes', async () => {
    const url = await issued();
    grid.pass(30 * 60 * 1000 - 1000);
    await expect(answer(url, { text: 'in time' })).resolves.toMatchObject({ status: 200 });
    grid.pass(1000);
    await expect(answer(url, { text: 'late' })).resolves.toMatchObject({
      text: expect.stringContaining('expired_url'),
    });
  });

  it('does not know addresses it has never given out', async () => {
    const url = `${grid.simulator.url}/hooks/commands/R1/abc`;
    await expect(answer(url, { text: 'x' })).resolves.toMatchObject({
      status: 404,
      text: expect.stringContaining('invalid_url'),
    });
  });

  it('has nothing to delete where a command was typed, and takes nothing but JSON', async () => {
    const url = await issued();
    await expect(answer(url, { delete_original: true })).resolves.toMatchObject({ status: 400 });
    const response = await fetch(url, { method: 'POST', body: 'words' });
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 400,
      body: { ok: false, error: 'invalid_payload' },
    });
  });

  it('refuses blocks beyond a limit without counting that as a use', async () => {
    const url = await issued();
    const blocks = [{ type: 'header', text: plain('x'.repeat(151)) }];
    for (let use = 1; use <= 6; use += 1) {
      await expect(answer(url, { text: 'x', blocks })).resolves.toMatchObject({ status: 400 });
    }
    await expect(answer(url, { text: 'x' })).resolves.toMatchObject({ status: 200 });
  });

  it('writes for all with in_channel, through Bolt’s respond as well', async () => {
    bolt.app.command('/modal', async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'done', response_type: 'in_channel' });
    });
    await grid.simulator.as('ada').command('/modal');
    const message = await grid.simulator.waitFor(() => grid.simulator.messages('C0GENENGIN5').at(-1));
    expect(message).toMatchObject({ text: 'done', user: 'U0APPBOT001' });
  });
});
