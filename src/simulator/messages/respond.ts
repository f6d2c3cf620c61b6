import type { JsonObject } from '../json.js';
import { textOf } from '../json.js';
import { Refusal } from '../refusal.js';
import type { Slack } from '../slack.js';
import { acceptedMetadata, changedContent, newContent } from './content.js';
import type { StoredMessage } from './model.js';
import type { ResponseTarget } from './response-urls.js';

function source(slack: Slack, { person, channel, source }: ResponseTarget): StoredMessage | undefined {
  return source === null ? undefined : slack.messages.findFor(person, channel, source.ts);
}

/**
 * Carries out what an app answers to a command or through a response_url: a new message (ephemeral unless it says
 * `in_channel`), or another face for the message the button stood in, or its removal.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function respond(slack: Slack, target: ResponseTarget, answer: JsonObject): void {
  const original = source(slack, target);
  if (answer['delete_original'] === true) {
    if (!original) throw new Refusal('message_not_found');
    slack.messages.remove(original);
    return;
  }
  const wanted = { text: textOf(answer['text']), blocks: answer['blocks'], attachments: answer['attachments'] };
  if (answer['replace_original'] === true && original) {
    slack.messages.change(original, {
      ...changedContent({ ...original, blocks: [], attachments: [] }, wanted, slack.ids),
      edited: original.ephemeral_to === null ? { user: slack.org.bot.user_id, ts: slack.timestamp() } : null,
    });
    return;
  }
  const { truncated: _cut, ...content } = newContent(wanted, slack.ids);
  slack.messages.post({
    ...content,
    channel: target.channel,
    user: slack.org.bot.user_id,
    by_app: true,
    thread_ts: textOf(answer['thread_ts']) ?? target.source?.thread_ts ?? null,
    metadata: acceptedMetadata(answer['metadata']) ?? null,
    ephemeral_to: answer['response_type'] === 'in_channel' ? null : target.person,
  });
}
