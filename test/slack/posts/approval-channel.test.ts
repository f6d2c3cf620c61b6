import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { SlackBusy, SlackUnreachable } from '../../../src/engine/errors/slack-errors.js';
import { toPlain } from '../../../src/engine/words.js';
import { approvalChannelProblem } from '../../../src/slack/posts/approval-channel.js';
import { directoryPerson } from '../../support/directory.js';
import { answeredBy, type Answer, type SlackApi } from '../../support/slack-api.js';

const CHANNEL = 'G0APPROVAL';
const FIT = { is_private: true, is_archived: false, is_ext_shared: false, is_pending_ext_shared: false };

describe('approvalChannelProblem', () => {
  let slack: SlackApi;
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.calls.length = 0;
    slack.answers = {
      'conversations.info': { ok: true, channel: FIT },
      'conversations.members': { ok: true, members: ['W0OWNER', 'W0ADMIN'] },
    };
  });
  const people = new Map([
    ['W0OWNER', directoryPerson('W0OWNER', 'Margaret', 'margaret', { orgOwner: true })],
    ['W0GUEST', directoryPerson('W0GUEST', 'Gia', 'gia', { mark: 'guest' })],
    ['W0GONE', directoryPerson('W0GONE', 'Charles', 'charles', { mark: 'deactivated' })],
  ]);
  const problem = async (): Promise<string | null> => {
    const found = await approvalChannelProblem(slack.client, { person: (id) => people.get(id) }, CHANNEL);
    return found && `${found.kind}: ${toPlain(found.says, {})}`;
  };

  it('finds none in a private channel of our own people', async () => {
    expect(await problem()).toBeNull();
    expect(slack.calls[0]).toEqual({ method: 'conversations.info', args: { channel: CHANNEL } });
  });

  it.each([
    ['is public', { is_private: false }, 'is public'],
    ['is shared', { is_ext_shared: true }, 'is shared with another organisation'],
    ['is about to be shared', { is_pending_ext_shared: true }, 'is shared with another organisation'],
    ['does not say that it is private', { is_private: undefined }, 'is not known to be private'],
  ])('refuses a channel that %s, and says what to do', async (_, changes, why) => {
    slack.answers['conversations.info'] = { ok: true, channel: { ...FIT, ...changes } };
    expect(await problem()).toBe(
      `unfit: The approval channel ${CHANNEL} ${why}, so no approval is asked for in it. An org owner can put that right in Slack, or the operator can name another channel.`,
    );
  });

  it('tells one that is archived, which shows nothing to anybody, from one that the wrong people read', async () => {
    slack.answers['conversations.info'] = { ok: true, channel: { ...FIT, is_archived: true, is_private: false } };
    expect(await problem()).toBe(
      `gone: The approval channel ${CHANNEL} is archived. An org owner can put that right in Slack, or the operator can name another channel.`,
    );
  });

  it('refuses a channel with a guest in it, on whichever page they stand', async () => {
    slack.answers['conversations.members'] = ({ cursor }) =>
      cursor
        ? { ok: true, members: ['W0GONE', 'W0GUEST'] }
        : { ok: true, members: ['W0OWNER'], response_metadata: { next_cursor: 'more' } };
    expect(await problem()).toBe(
      `unfit: The approval channel ${CHANNEL} has a guest in it (W0GUEST), so no approval is asked for in it. Remove the guest from the channel first.`,
    );
  });

  it.each(['channel_not_found', 'not_in_channel', 'team_access_not_granted'])(
    'tells a channel that the app cannot use (%s) from one that the wrong people read',
    async (error) => {
      slack.answers['conversations.info'] = { ok: false, error };
      expect(await problem()).toBe(
        `gone: The approval channel ${CHANNEL} cannot be used (${error}). An org owner can put that right in Slack, or the operator can name another channel.`,
      );
    },
  );

  it.each<[what: string, answer: Answer]>([
    ['it may not', { ok: false, error: 'missing_scope' }],
    ['Slack knows no such method', { ok: false, error: 'unknown_method' }],
    ['there is nothing at its address', (_, response) => void response.writeHead(404).end()],
  ])('takes the channel as it was configured where %s', async (_, answer) => {
    slack.answers['conversations.info'] = answer;
    expect(await problem()).toBeNull();
  });

  it.each<[what: string, method: string, answer: Answer, error: unknown]>([
    [
      'Slack is busy',
      'conversations.info',
      (_, response) => void response.writeHead(429, { 'retry-after': '3' }).end(),
      SlackBusy,
    ],
    ['Slack is away', 'conversations.members', (_, response) => void response.writeHead(500).end(), SlackUnreachable],
    ['the answer cannot be read', 'conversations.info', { ok: true }, SlackUnreachable],
    ['the members cannot be read', 'conversations.members', { ok: true, members: null }, SlackUnreachable],
  ])('decides nothing where %s', async (_, method, answer, error) => {
    slack.answers[method] = answer;
    await expect(problem()).rejects.toBeInstanceOf(error);
  });
});
