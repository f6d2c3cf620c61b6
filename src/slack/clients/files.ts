import type { WebClient } from '@slack/web-api';

import { calling } from './errors.js';
import { directChannel } from '../posts/posting.js';

/** A file for one person. */
export interface FileToSend {
  readonly name: string;
  readonly content: Buffer;
  /** mrkdwn, already escaped. */
  readonly comment: string;
}

/**
 * Sends a file into somebody's direct messages (docs.slack.dev/messaging/working-with-files).
 * @throws SlackError; then there may be a file of theirs at Slack that nobody sees, and no message.
 */
export async function sendFile(client: WebClient, person: string, file: FileToSend): Promise<void> {
  const channel_id = await directChannel(client, person);
  const { name: filename, content, comment: initial_comment } = file;
  await calling('files.uploadV2', () =>
    client.filesUploadV2({ channel_id, filename, title: filename, file: content, initial_comment }),
  );
}
