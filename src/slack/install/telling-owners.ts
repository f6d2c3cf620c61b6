import type { KnownBlock, WebClient } from '@slack/web-api';

import { namesOfPeople, type Directory } from '../../engine/organisation/directory.js';
import {
  AUDIT_CHANNEL,
  type OwnerMessage,
  type OwnerMessages,
  type WaitingMessage,
} from '../../engine/owner-messages.js';
import { orgRank } from '../../engine/organisation/people.js';
import type { Clock } from '../../engine/ports.js';
import { isAtLeast } from '../../engine/organisation/ranks.js';
import { isSlackError, SlackBusy } from '../../engine/errors/slack-errors.js';
import { strong, toMrkdwn, words } from '../../engine/words.js';
import { buttons, section } from '../../forms/blocks.js';
import { calling } from '../clients/errors.js';
import { readPerson } from '../readers/org-reader.js';
import { directChannel, find } from '../posts/posting.js';

/** Metadata type of messages to org owners. */
export const OWNER_EVENT = 'gridkeeper_owner_notice';
export const ACCEPT = 'install.accept';
export const REFUSE = 'install.refuse';

export interface TellingOptions {
  readonly messages: OwnerMessages;
  readonly client: WebClient;
  readonly directory: Directory;
  readonly enterpriseId: string;
  readonly auditChannel: string;
  readonly takeTurn: (lane: string, now: Date) => Promise<boolean>;
  readonly clock: Clock;
}

const CLAIM_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;
/** After so many tries over days, the next occasion tells it anew. */
const MOST_TRIES = 40;

/** Sends what is due, one after the other; answers in how many milliseconds what was put off is due, `null` where nothing was. */
export async function tellOwners(options: TellingOptions): Promise<number | null> {
  const { messages, clock } = options;
  let again: number | null = null;
  for (;;) {
    const now = clock.now();
    const next = await messages.claim(now, new Date(now.getTime() + CLAIM_MS));
    if (!next) return again;
    try {
      const problem = await send(options, next);
      await messages.done(next, clock.now(), problem);
    } catch (error) {
      if (!isSlackError(error)) throw error;
      const pause = Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** Math.min(next.tries, 12));
      if (next.tries >= MOST_TRIES) await messages.done(next, clock.now(), error.message);
      else await messages.later(next, new Date(clock.now().getTime() + pause), error.message);
      again = Math.min(again ?? pause, pause);
    }
  }
}

/** Looks for an earlier try first: its answer may have been lost. Answers why it was not sent at all. */
async function send(options: TellingOptions, message: WaitingMessage): Promise<string | undefined> {
  const { client, clock, takeTurn } = options;
  const channel = await channelFor(options, message);
  if (channel === null) return 'no org owner or admin any more';
  const { occasion: run, createdAt: since } = message;
  if (message.tries > 1) {
    const sought = { channel, thread: null, eventType: OWNER_EVENT, run, sequence: 1, since };
    if (await find(client, sought, async () => undefined)) return undefined;
  }
  const shown = shownAs(options.directory, message);
  const metadata = { event_type: OWNER_EVENT, event_payload: { run_id: run, sequence: 1 } };
  // As if Slack had asked for it: the channel has had a post within the last second.
  if (!(await takeTurn(message.person, clock.now()))) throw new SlackBusy('chat.postMessage', 1);
  const quiet = { unfurl_links: false, unfurl_media: false, link_names: false };
  await calling('chat.postMessage', () =>
    client.apiCall('chat.postMessage', { channel, ...shown, metadata, ...quiet }),
  );
  return undefined;
}

/** Where somebody is told; `null` where it is none of their business any more. */
async function channelFor(options: TellingOptions, { person }: OwnerMessage): Promise<string | null> {
  const { client, enterpriseId, auditChannel } = options;
  if (person === AUDIT_CHANNEL) return auditChannel;
  const reader = await readPerson({ interactive: client, enterpriseId }, person);
  return isAtLeast(orgRank(reader), 'org_admin') ? directChannel(client, person) : null;
}

function shownAs(
  directory: Pick<Directory, 'person'>,
  { person, says, asks }: OwnerMessage,
): { text: string; blocks: KnownBlock[] } {
  const names = namesOfPeople(directory, says);
  const lines = person === AUDIT_CHANNEL ? [says] : [words`🔐 ${strong('About Gridkeeper')}`, says];
  const asking: KnownBlock[] =
    asks === null
      ? []
      : [
          buttons(
            {
              type: 'button',
              action_id: ACCEPT,
              value: asks,
              style: 'primary',
              text: { type: 'plain_text', text: 'Use their rights' },
            },
            {
              type: 'button',
              action_id: REFUSE,
              value: asks,
              style: 'danger',
              text: { type: 'plain_text', text: 'Throw their token away' },
            },
          ),
        ];
  return { text: lines.map((line) => toMrkdwn(line, names)).join('\n'), blocks: [section(lines, names), ...asking] };
}
