import { describe, expect, it } from '@jest/globals';

import { expectNoComplaints, useStage } from './support/stage.js';

const stage = useStage();
const ANNOUNCEMENTS = 'C0ANNOUNCE3';

/** Posts as the app does, un-escaped, and answers the message on the screen. */
async function posted(text: string) {
  const window = await stage().open('ada', ANNOUNCEMENTS);
  const { slack } = stage().simulator;
  const user = slack.org.bot.user_id;
  slack.messages.post({ channel: ANNOUNCEMENTS, user, by_app: true, text: `marker ${text}` });
  const message = window.message('marker');
  await message.waitFor();
  return message;
}

describe('text', () => {
  it('is formatted as Slack formats it', async () => {
    const message = await posted('*bold* _italic_ ~gone~ `code`\n> quoted\n```\nblock\n```');

    expect(await message.locator('strong', { hasText: 'bold' }).count()).toBe(1);
    expect(await message.locator('em', { hasText: 'italic' }).count()).toBe(1);
    expect(await message.locator('s', { hasText: 'gone' }).count()).toBe(1);
    expect(await message.locator('code', { hasText: 'code' }).count()).toBe(1);
    expect(await message.locator('blockquote', { hasText: 'quoted' }).count()).toBe(1);
    expect(await message.locator('pre').textContent()).toBe('block');
  });

  it('never becomes markup of the page', async () => {
    const evil =
      '<img src=x onerror=alert(1)> <script>alert(1)</script> &lt;b&gt;x&lt;/b&gt; <javascript:alert(1)|click>';
    const message = await posted(evil);

    expect(await message.locator('img, script, b').count()).toBe(0);
    expect(await message.getByRole('link').count()).toBe(0);
    expect(await message.textContent()).toContain('<img src=x onerror=alert(1)>');
    expect(await message.textContent()).toContain('<b>x</b>');
    expectNoComplaints(stage());
  });

  it('links without telling where one comes from, and loads nothing by itself', async () => {
    const message = await posted('see <https://outside.example/a?b=1&amp;c=2|the page>');
    const link = message.getByRole('link', { name: 'the page' });

    expect(await link.getAttribute('href')).toBe('https://outside.example/a?b=1&c=2');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expectNoComplaints(stage());
  });

  it('shows a live @channel so that nobody can overlook it, and an escaped one as text', async () => {
    const message = await posted('<!channel> and &lt;!here&gt;');

    const live = message.getByTitle('A live mention: it would notify everybody here');
    expect(await live.allTextContents()).toEqual(['@channel']);
    expect(await message.textContent()).toContain('<!here>');
  });

  it('of a person with a hostile name stays text', async () => {
    const zoe = stage().simulator.org.person('zoe');
    const message = await posted(`<@${zoe.id}>`);

    expect(await message.textContent()).toContain('@Zoë <!channel> & Söhne');
    expect(await message.getByTitle(/live mention/).count()).toBe(0);
  });

  it('names people and channels, and leads into a channel', async () => {
    const { org } = stage().simulator;
    const message = await posted(`<@${org.person('grace').id}> in <#C0ENGBUILD6> and <#C0NOWHERE>`);

    expect(await message.textContent()).toContain('@Grace Hopper in #build-status and private channel');
    await message.getByRole('button', { name: '#build-status' }).click();
    await message.page().getByRole('heading', { name: '#build-status' }).waitFor();
  });

  it('that a person types is escaped on the way and looks the same', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);

    await window.say('a < b && <!channel> *really*');

    await window.message('a < b && <!channel> really').waitFor();
    expect(await window.page.getByTitle(/live mention/).count()).toBe(0);
  });
});
