import { messageProblems } from '../block-kit/check.js';
import { withIds } from '../block-kit/interactive.js';
import type { Ids } from '../ids.js';
import type { JsonObject } from '../json.js';
import { isObject, parseJson } from '../json.js';
import { Refusal, refuseWith } from '../refusal.js';
import type { StoredMessage } from './model.js';

/** What an app wants a message to say, as it handed it in: JSON may still be text. */
export interface Wanted {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
}

type Content = Pick<StoredMessage, 'text' | 'blocks' | 'attachments'>;

/** `chat.postMessage` cuts text here and warns: https://docs.slack.dev/changelog/2018-truncating-really-long-messages */
const longestPost = 40_000;

function readList(given: unknown, code: string): JsonObject[] | undefined {
  if (given === undefined || given === '') return undefined;
  const value = typeof given === 'string' ? parseJson(given) : given;
  if (!Array.isArray(value) || !value.every(isObject)) throw new Refusal(code);
  return value;
}

/** Checks blocks against Slack's limits and gives them their ids; throws `invalid_blocks` with every breach. */
function acceptedBlocks(given: unknown, ids: Ids, base = '/blocks'): JsonObject[] | undefined {
  const blocks = readList(given, 'invalid_blocks_format');
  if (!blocks) return undefined;
  const problems = messageProblems(blocks, base);
  if (problems.length > 0) throw refuseWith('invalid_blocks', problems);
  return withIds(blocks, ids);
}

function acceptedAttachments(given: unknown, ids: Ids): JsonObject[] | undefined {
  const attachments = readList(given, 'invalid_attachments');
  if (attachments && attachments.length > 100) throw new Refusal('too_many_attachments');
  return attachments?.map((attachment, index) => {
    if (attachment['blocks'] === undefined) return attachment;
    return { ...attachment, blocks: acceptedBlocks(attachment['blocks'], ids, `/attachments/${index}/blocks`) };
  });
}

/** What is in a new message; it must say something (`no_text`). */
export function newContent(wanted: Wanted, ids: Ids): Content & { truncated: boolean } {
  const blocks = acceptedBlocks(wanted.blocks, ids) ?? [];
  const attachments = acceptedAttachments(wanted.attachments, ids) ?? [];
  const text = wanted.text ?? '';
  if (text === '' && blocks.length === 0 && attachments.length === 0) throw new Refusal('no_text');
  return { text: text.slice(0, longestPost), blocks, attachments, truncated: text.length > longestPost };
}

/** What a message says after an update: blocks and attachments stay unless others (or none at all) are given. */
export function changedContent(before: Content, wanted: Wanted, ids: Ids): Content {
  const blocks = acceptedBlocks(wanted.blocks, ids);
  const attachments = acceptedAttachments(wanted.attachments, ids);
  if (wanted.text === undefined && !blocks && !attachments) throw new Refusal('no_text');
  return {
    text: wanted.text ?? before.text,
    blocks: blocks ?? before.blocks,
    attachments: attachments ?? before.attachments,
  };
}

/** Metadata of a message: an event type and a payload. `{}` takes it away, nothing leaves it as it is. */
export function acceptedMetadata(given: unknown): StoredMessage['metadata'] | undefined {
  if (given === undefined) return undefined;
  const value = typeof given === 'string' ? parseJson(given) : given;
  if (!isObject(value)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(value).length === 0) return null;
  const { event_type, event_payload } = value;
  const named = typeof event_type === 'string' && /^[a-z][\w.]*$/i.test(event_type);
  if (!named || !isObject(event_payload)) throw new Refusal('invalid_metadata_schema');
  if (JSON.stringify(value).length > 16_000) throw new Refusal('metadata_too_large');
  return { event_type, event_payload };
}
