import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Backlog } from '../../../src/engine/outbox.js';
import type { OwnerMessage } from '../../../src/engine/owner-messages.js';
import type { StreamState } from '../../../src/engine/ledger/stream-ledger.js';
import { toPlain } from '../../../src/engine/words.js';
import { recordHealthOf, type RecordHealth } from '../../../src/slack/posts/record-health.js';
import { createLogger } from '../../../src/telemetry/log.js';
import { FakeClock, HOUR, MINUTE } from '../../support/clock.js';
import { answeredBy, type SlackApi } from '../../support/slack-api.js';

const FIT = { ok: true, channel: { is_private: false } };

describe('the health of the record', () => {
  let slack: SlackApi;
  let clock: FakeClock;
  let waiting: Backlog;
  let streamed: StreamState;
  let sink: string | null;
  let health: RecordHealth;
  let told: OwnerMessage[];
  let lines: { readonly level: number; readonly alert?: string; readonly problem?: string; readonly msg: string }[];
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.calls.length = 0;
    slack.answers = { 'conversations.info': FIT, 'conversations.members': { ok: true, members: [] } };
    clock = new FakeClock();
    waiting = { posts: 0, runs: 0, since: null, trouble: null };
    streamed = { waiting: 0, waitingSince: null, failingSince: null, problem: null };
    sink = null;
    told = [];
    lines = [];
  });

  const ago = (milliseconds: number): Date => new Date(clock.now().getTime() - milliseconds);
  /** Begins to look, and looks once. */
  const begin = async (): Promise<void> => {
    health = recordHealthOf({
      config: { auditChannel: 'C0AUDIT', ledger: { sink } },
      store: {
        outbox: { backlog: async () => waiting },
        stream: { state: async () => streamed },
        ownerMessages: { put: async (messages) => void told.push(...messages) },
        directory: { orgOwners: () => ['W0OWNER'], person: () => undefined },
      },
      clients: { interactive: slack.client },
      clock,
      log: createLogger({
        level: 'info',
        secrets: [],
        destination: { write: (line) => void lines.push(JSON.parse(line)) },
      }),
      logFault: (error) => {
        throw error;
      },
    });
    await health.loop.stop();
  };
  const problems = async (): Promise<string[]> => (await health.problems()).map(({ says }) => toPlain(says, {}));

  it('is good where nothing waits, and where something does that was written just now', async () => {
    await begin();
    expect(await problems()).toEqual([]);
    waiting = { posts: 1, runs: 1, since: ago(MINUTE - 1), trouble: { code: 'ratelimited', since: ago(MINUTE - 1) } };
    expect(await problems()).toEqual([]);
    expect([told, lines]).toEqual([[], []]);
  });

  it('says what waits, since when, why, and what helps', async () => {
    await begin();
    waiting = { posts: 42, runs: 17, since: ago(HOUR), trouble: { code: 'connection_lost', since: ago(HOUR) } };
    expect(await problems()).toEqual([
      '42 posts wait for the audit channel, the oldest since 2 March 2026 at 08:00 UTC, because Slack gave no usable answer (connection_lost). Nothing has to be done; if it stays, look at Slack’s status page and the app’s network. They are delivered by themselves then, in their order.',
    ]);
    waiting = { ...waiting, trouble: null };
    expect(await problems()).toEqual([
      '42 posts wait for the audit channel, the oldest since 2 March 2026 at 08:00 UTC; they are being delivered, one a second.',
    ]);
  });

  it('tells the operator and org owners of a channel that takes no posts, and of what waits for it', async () => {
    slack.answers['conversations.info'] = { ok: true, channel: { is_archived: true } };
    waiting = { posts: 1, runs: 1, since: ago(HOUR), trouble: { code: 'is_archived', since: ago(HOUR) } };
    await begin();
    const [says] = await problems();
    expect(says).toMatch(
      /^Nothing can be posted to the audit channel C0AUDIT, because the channel is archived \(is_archived\)\..*1 post waits/u,
    );
    expect(lines).toEqual([expect.objectContaining({ level: 50, alert: 'record', problem: says })]);
    expect(told).toMatchObject([{ occasion: 'audit_channel:2026-03-02', person: 'W0OWNER' }]);
  });

  it('disturbs nobody where Slack only does not answer for a while, but writes it into the log', async () => {
    waiting = { posts: 1, runs: 1, since: ago(HOUR), trouble: { code: 'timeout', since: ago(HOUR) } };
    await begin();
    expect(told).toEqual([]);
    expect(lines).toEqual([expect.objectContaining({ level: 40, about: 'audit_channel' })]);
  });

  describe('of the stream of the ledger', () => {
    const DAY = 24 * HOUR;
    beforeEach(() => {
      sink = 'https://siem.example.com/a-secret-path';
    });

    it('is watched where there is a receiver only', async () => {
      await begin();
      expect([health.watched, await problems()]).toEqual([['audit_channel', 'audit_sink'], []]);
      sink = null;
      streamed = { waiting: 9, waitingSince: ago(2 * DAY), failingSince: ago(2 * DAY), problem: 'timeout' };
      await begin();
      expect([health.watched, await problems()]).toEqual([['audit_channel'], []]);
    });

    it('says what waits and why, and tells no path of the receiver', async () => {
      streamed = { waiting: 9, waitingSince: ago(HOUR), failingSince: ago(HOUR), problem: 'http_503' };
      await begin();
      expect(await problems()).toEqual([
        'The receiver of the ledger (AUDIT_SINK_URL) has taken nothing since 2 March 2026 at 08:00 UTC (http_503). 9 entries of the ledger wait; nothing is lost, and everything follows in order as soon as it answers with a 2xx status. The operator can look at the receiver, or put another one in its place.',
      ]);
    });

    it.each([
      ['warns the operator', DAY - 1, 40, 0],
      ['is an alarm to the operator and to org owners', DAY, 50, 1],
    ])('%s after %d milliseconds', async (_, away, level, owners) => {
      streamed = { waiting: 9, waitingSince: ago(away), failingSince: ago(away), problem: 'timeout' };
      await begin();
      expect(lines).toEqual([expect.objectContaining({ level, about: 'audit_sink' })]);
      expect(told).toHaveLength(owners);
    });
  });

  it('keeps what it saw last where Slack does not let it look', async () => {
    slack.answers['conversations.info'] = [
      { ok: false, error: 'not_in_channel' },
      { ok: false, error: 'internal_error' },
    ];
    await begin();
    expect(await problems()).toEqual([expect.stringContaining('not_in_channel')]);
  });
});
