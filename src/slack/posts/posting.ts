import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import type { MessagePlace } from '../../engine/outbox.js';
import { cutMrkdwn } from '../../forms/blocks.js';
import { LIMITS } from '../../forms/limits.js';
import { calling, shaped } from '../clients/errors.js';
import type { Message } from '../messages/message.js';
import { pagesOf } from '../readers/paging.js';

const Posted = z.object({ channel: z.string().nullish(), ts: z.string() });
const Opened = z.object({ channel: z.object({ id: z.string() }) });
const History = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      // Others write metadata too, and of whatever shape: theirs must not hide ours on the same page.
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .optional()
        .catch(undefined),
    }),
  ),
});

/** Slack takes 1000 at most and advises less (docs.slack.dev/reference/methods/conversations.history). */
const HISTORY_PAGE = 200;
/** Posts are looked for from a little before they were written down: clocks differ. */
const CLOCKS_DIFFER_MS = 60_000;

/** Puts a message into a channel, or into a thread of it. Never unfurls, never turns names into mentions. */
export async function post(
  client: WebClient,
  channel: string,
  message: Message,
  thread: string | null,
): Promise<MessagePlace> {
  const answer = await calling('chat.postMessage', () =>
    client.apiCall('chat.postMessage', {
      channel,
      ...message,
      ...(thread ? { thread_ts: thread } : {}),
      unfurl_links: false,
      unfurl_media: false,
      link_names: false,
    }),
  );
  const posted = shaped('chat.postMessage', Posted, answer);
  return { channel: posted.channel ?? channel, ts: posted.ts };
}

/** Replaces a message of ours; the same update twice does no harm. */
export async function update(client: WebClient, { channel, ts }: MessagePlace, message: Message): Promise<void> {
  await calling('chat.update', () => client.apiCall('chat.update', { channel, ts, ...message }));
}

/** The channel of direct messages with somebody. */
export async function directChannel(client: WebClient, user: string): Promise<string> {
  const answer = await calling('conversations.open', () => client.apiCall('conversations.open', { users: user }));
  return shaped('conversations.open', Opened, answer).channel.id;
}

/** Writes a sentence into somebody's direct messages; `text` is mrkdwn, already escaped. */
export async function writeTo(client: WebClient, person: string, text: string): Promise<void> {
  const channel = await directChannel(client, person);
  const blocks = [
    { type: 'section', text: { type: 'mrkdwn', text: cutMrkdwn(text, LIMITS.sectionText), verbatim: true } },
  ];
  await calling('chat.postMessage', () =>
    client.apiCall('chat.postMessage', {
      channel,
      text: cutMrkdwn(text, LIMITS.messageText),
      blocks,
      link_names: false,
    }),
  );
}

export interface Sought {
  readonly channel: string;
  readonly thread: string | null;
  readonly eventType: string;
  readonly run: string;
  readonly sequence: number;
  readonly since: Date;
}

/** Looks for a post whose arrival nobody knows of, by the metadata it would carry, however many pages that takes. */
export async function find(
  client: WebClient,
  sought: Sought,
  beforePage: () => Promise<void>,
): Promise<MessagePlace | null> {
  const method = sought.thread ? 'conversations.replies' : 'conversations.history';
  const pages = pagesOf(async (cursor) => {
    await beforePage();
    return calling(method, () =>
      client.apiCall(method, {
        channel: sought.channel,
        ...(sought.thread ? { ts: sought.thread } : {}),
        oldest: String((sought.since.getTime() - CLOCKS_DIFFER_MS) / 1000),
        include_all_metadata: true,
        limit: HISTORY_PAGE,
        ...cursor,
      }),
    );
  });
  for await (const page of pages) {
    const message = shaped(method, History, page).messages.find(({ metadata }) => isSought(metadata, sought));
    if (message) return { channel: sought.channel, ts: message.ts };
  }
  return null;
}

function isSought(
  metadata: z.infer<typeof History>['messages'][number]['metadata'],
  { eventType, run, sequence }: Sought,
): boolean {
  if (metadata?.event_type !== eventType) return false;
  return metadata.event_payload['run_id'] === run && metadata.event_payload['sequence'] === sequence;
}
