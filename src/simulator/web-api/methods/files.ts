import { z } from 'zod';

import type { StoredFile } from '../../files/model.js';
import { newContent } from '../../messages/content.js';
import type { Channel } from '../../org/model.js';
import { presentFile } from '../../present/file.js';
import { Refusal } from '../../refusal.js';
import { json, maybe, text, whole } from '../arguments.js';
import { seenConversation } from '../conversation-access.js';
import type { CallContext } from '../method.js';
import { defineMethod } from '../method.js';
import { requirePosting, threadOf } from '../posting-access.js';

const writing = { tokens: ['bot', 'user'], scopes: ['files:write'] } as const;
const mostBytes = 1024 ** 3;

/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
const getUploadURLExternal = defineMethod({
  method: 'files.getUploadURLExternal',
  ...writing,
  input: z.object({ filename: text, length: whole(1, mostBytes), alt_text: maybe, snippet_type: maybe }),
  run({ slack, caller }, { filename, length }) {
    const { id, path } = slack.files.reserve({ name: filename, length, user: caller.person.id });
    return { upload_url: slack.address + path, file_id: id };
  },
});

const Wanted = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);

/** All of them or none. */
function completed({ slack, caller }: CallContext, wanted: z.output<typeof Wanted>): StoredFile[] {
  const ready = wanted.every(({ id }) => slack.files.isUploaded(id, caller.person.id));
  if (!ready) throw new Refusal('file_not_found');
  return wanted.map(({ id, title }) => slack.files.complete(id, title));
}

/** Where the files go. `chat:write.public` is of no use here: the bot must be in the channel. */
function destination(context: CallContext, id: string): Channel {
  const channel = seenConversation(context, id);
  requirePosting(context, channel);
  if (!channel.members.includes(context.caller.person.id)) throw new Refusal('not_in_channel');
  return channel;
}

/** Shares uploaded files in one message: https://docs.slack.dev/reference/methods/files.completeUploadExternal */
const completeUploadExternal = defineMethod({
  method: 'files.completeUploadExternal',
  ...writing,
  input: z.object({
    files: json.pipe(Wanted),
    channel_id: maybe,
    thread_ts: maybe,
    initial_comment: maybe,
    blocks: z.unknown().optional(),
  }),
  run(context, input) {
    const { slack, caller } = context;
    const { channel_id, initial_comment } = input;
    const channel = channel_id === undefined ? null : destination(context, channel_id);
    const thread_ts = channel === null ? null : threadOf(context, channel, input.thread_ts);
    // A comment makes Slack leave out the blocks.
    const said = { text: initial_comment, blocks: initial_comment === undefined ? input.blocks : undefined };
    const silent = said.text === undefined && said.blocks === undefined;
    const content = silent ? { text: '' } : newContent(said, slack.ids);
    const files = completed(context, input.files);
    if (channel) {
      const { text: words, ...rest } = content;
      const blocks = 'blocks' in rest ? rest.blocks : [];
      const by_app = caller.kind === 'bot';
      slack.messages.post({
        channel: channel.id,
        user: caller.person.id,
        by_app,
        text: words,
        blocks,
        files,
        thread_ts,
      });
    }
    return { files: files.map((file) => presentFile(slack, file)) };
  },
});

/** The two methods around an upload. */
export const fileMethods = [getUploadURLExternal, completeUploadExternal];
