import type { Backlog, Post } from '../../engine/outbox.js';
import { moment, strong, toMrkdwn, words } from '../../engine/words.js';
import { section } from '../../forms/blocks.js';
import type { Message } from './message.js';

/** Metadata type of the word that comes before many posts that had to wait. */
export const BACKLOG_EVENT = 'gridkeeper_backlog';

/** What is said before many posts that had to wait: how many, since when, why, and what comes now. */
export function backlogPost(
  { posts, runs, since }: Pick<Backlog, 'posts' | 'runs' | 'since'>,
  { run, sequence, says, createdAt }: Pick<Post, 'run' | 'sequence' | 'says' | 'createdAt'>,
): Message {
  const oldest = Math.floor((since ?? createdAt).getTime() / 1000);
  const lines = [
    words`⏳ ${strong(`${posts} posts about ${runs} ${runs === 1 ? 'run' : 'runs'} had to wait`)}, the oldest since ${moment(oldest)}: ${says}.`,
    words`They follow now, those of each run in their order, one a second. When each thing happened stands in the ledger, where everything was recorded at its time.`,
  ];
  return {
    text: lines.map((line) => toMrkdwn(line, {})).join('\n'),
    blocks: [section(lines, {})],
    metadata: { event_type: BACKLOG_EVENT, event_payload: { run_id: run, sequence } },
  };
}
