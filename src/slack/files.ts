import type { WebClient } from '@slack/web-api';

import { calling } from './errors.js';

/** A file for one person. */
export interface FileToSend {
  readonly name: string;
  readonly content: Buffer;
  /** mrkdwn, already escaped. */
  readonly comment: string;
}

/** Sends a file into somebody's direct messages (docs.slack.dev/messaging/working-with-files). */
export async function sendFile(
  client: WebClient,
  person: string,
  { name, content, comment }: FileToSend,
): Promise<void> {
  const { channel } = await calling('conversations.open', () => client.conversations.open({ users: person }));
  await calling('files.completeUploadExternal', () =>
    client.filesUploadV2({
      channel_id: channel?.id ?? person,
      filename: name,
      file: content,
      initial_comment: comment,
    }),
  );
}
