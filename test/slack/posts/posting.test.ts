import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { find } from '../../../src/slack/posts/posting.js';
import { answeredBy, type SlackApi } from '../../support/slack-api.js';

describe('find', () => {
  let slack: SlackApi;
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());

  it('finds our post among messages with metadata of any shape', async () => {
    const ours = { event_type: 'gridkeeper_run', event_payload: { run_id: 'R1', sequence: 1 } };
    const odd = [null, 'text', [], { event_type: 'theirs' }, { event_type: 7, event_payload: null }];
    const messages = [...odd, ours].map((metadata, index) => ({ ts: `${index}.0`, metadata }));
    slack.answers = { 'conversations.history': { ok: true, messages } };
    const sought = {
      channel: 'C1',
      thread: null,
      eventType: 'gridkeeper_run',
      run: 'R1',
      sequence: 1,
      since: new Date(),
    };
    expect(await find(slack.client, sought, async () => undefined)).toEqual({ channel: 'C1', ts: `${odd.length}.0` });
  });
});
