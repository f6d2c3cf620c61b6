import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { toPlain, type Words } from '../../../src/engine/words.js';
import { askedOnceAMinute, auditChannelProblem, auditChannelTrouble } from '../../../src/slack/posts/audit-channel.js';
import { FakeClock, MINUTE } from '../../support/clock.js';
import { directoryPerson } from '../../support/directory.js';
import { answeredBy, type Answer, type SlackApi } from '../../support/slack-api.js';

const CHANNEL = 'C0AUDIT';
const FIT = { is_private: false, is_ext_shared: false, is_pending_ext_shared: false };

describe('the audit channel', () => {
  let slack: SlackApi;
  let clock: FakeClock;
  let look: () => Promise<Words | null>;
  let audit: () => Promise<Words | null>;
  let trouble: () => Promise<Words | null>;
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.calls.length = 0;
    slack.answers = {
      'conversations.info': { ok: true, channel: FIT },
      'conversations.members': { ok: true, members: ['W0OWNER'] },
    };
    clock = new FakeClock();
    const guest = directoryPerson('W0GUEST', 'Gia', 'gia', { mark: 'guest' });
    const directory = { person: (id: string) => (id === guest.id ? guest : undefined) };
    look = () => auditChannelProblem(slack.client, directory, CHANNEL);
    audit = askedOnceAMinute(clock, look);
    trouble = () => auditChannelTrouble(slack.client, directory, CHANNEL);
  });
  const problem = async (): Promise<string | null> => {
    const says = await audit();
    return says && toPlain(says, {});
  };

  it('may be public, and is asked about once a minute', async () => {
    expect([await problem(), await problem()]).toEqual([null, null]);
    expect(slack.calls).toHaveLength(2);
    slack.answers['conversations.info'] = { ok: true, channel: { ...FIT, is_ext_shared: true } };
    clock.pass(MINUTE - 1);
    expect(await problem()).toBeNull();
    clock.pass(1);
    expect(await problem()).not.toBeNull();
  });

  it.each([
    ['is', { is_ext_shared: true }],
    ['is about to be', { is_pending_ext_shared: true }],
  ])('is refused where it %s shared with another organisation', async (_, changes) => {
    slack.answers['conversations.info'] = { ok: true, channel: { ...FIT, ...changes } };
    expect(await problem()).toBe(
      'The audit channel C0AUDIT is shared with another organisation, which would read everything that is done here, so no change is made from here. An org owner can put that right in Slack, or the operator can name another channel.',
    );
  });

  it('is refused where a guest reads along', async () => {
    slack.answers['conversations.members'] = { ok: true, members: ['W0OWNER', 'W0GUEST'] };
    expect(await problem()).toBe(
      'The audit channel C0AUDIT has a guest in it (W0GUEST), who would read everything that is done here, so no change is made from here. Remove the guest from the channel first, or have the operator name another one.',
    );
  });

  it.each<[what: string, answer: Answer]>([
    ['the app is not in it', { ok: false, error: 'channel_not_found' }],
    ['Slack is away', (_, response) => void response.writeHead(500).end()],
    ['Slack is busy', (_, response) => void response.writeHead(429, { 'retry-after': '3' }).end()],
  ])('stops nothing where %s: posts wait; it is looked at again the next time', async (_, answer) => {
    slack.answers['conversations.info'] = [answer, { ok: true, channel: { ...FIT, is_ext_shared: true } }];
    expect(await problem()).toBeNull();
    expect(await problem()).not.toBeNull();
  });

  it.each<[code: string, why: string]>([
    ['is_archived', 'because the channel is archived (is_archived). An org owner can unarchive it'],
    ['channel_not_found', 'because the app is not in the channel (channel_not_found). Invite the app to it'],
  ])('is in trouble, but stops nothing, where Slack says %s', async (code, why) => {
    slack.answers['conversations.info'] =
      code === 'is_archived' ? { ok: true, channel: { ...FIT, is_archived: true } } : { ok: false, error: code };
    const says = await trouble();
    expect(says && toPlain(says, {})).toContain(why);
    expect(await problem()).toBeNull();
  });

  it('is in trouble where it is shared, and nobody knows where Slack does not say', async () => {
    slack.answers['conversations.info'] = { ok: true, channel: { ...FIT, is_ext_shared: true } };
    expect(await trouble()).toEqual(await look());
    slack.answers['conversations.info'] = { ok: false, error: 'missing_scope' };
    expect(await trouble()).toBeNull();
    slack.answers['conversations.info'] = { ok: false, error: 'internal_error' };
    await expect(trouble()).rejects.toThrow('internal_error');
  });
});
