import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import type { Directory } from '../engine/directory.js';
import { SlackRefused, SlackUnreachable } from '../engine/slack-errors.js';
import { code, words, type Words } from '../engine/words.js';
import { calling, shaped } from './errors.js';
import { pagesOf } from './paging.js';

const Info = z.object({
  channel: z.object({
    is_private: z.boolean().optional(),
    is_archived: z.boolean().optional(),
    is_ext_shared: z.boolean().optional(),
    is_pending_ext_shared: z.boolean().optional(),
  }),
});
const MembersPage = z.object({ members: z.array(z.string()) });

const NO_LOOKING: ReadonlySet<string> = new Set(['missing_scope', 'unknown_method', 'not_allowed_token_type']);

/** The app may not look, or Slack does not offer it here: then the channel is taken as it was configured. */
function cannotLook(error: unknown): boolean {
  if (error instanceof SlackUnreachable) return error.problem === 'http_404';
  return error instanceof SlackRefused && NO_LOOKING.has(error.code);
}

/**
 * Why approvals cannot be asked for in this channel as it is now: it has to be private, stay inside the organisation
 * and hold no guests (DESIGN 6.10). Guests are known by the local copy.
 */
export async function approvalChannelProblem(
  client: WebClient,
  directory: Pick<Directory, 'person'>,
  channel: string,
): Promise<Words | null> {
  try {
    return (await kindProblem(client, channel)) ?? (await guestProblem(client, directory, channel));
  } catch (error) {
    if (cannotLook(error)) return null;
    if (!(error instanceof SlackRefused)) throw error;
    return words`The approval channel ${code(channel)} cannot be used (${code(error.code)}), so nobody could be asked. Invite the app to it, or have the operator name another one.`;
  }
}

async function kindProblem(client: WebClient, channel: string): Promise<Words | null> {
  const answer = await calling('conversations.info', () => client.apiCall('conversations.info', { channel }));
  const info = shaped('conversations.info', Info, answer).channel;
  const not = (what: string): Words =>
    words`The approval channel ${code(channel)} ${what}, so no approval is asked for in it. An org owner can put that right in Slack, or the operator can name another channel.`;
  if (info.is_archived) return not('is archived');
  if (info.is_private === false) return not('is public');
  if (!info.is_private) return not('is not known to be private');
  if (info.is_ext_shared || info.is_pending_ext_shared) return not('is shared with another organisation');
  return null;
}

async function guestProblem(
  client: WebClient,
  directory: Pick<Directory, 'person'>,
  channel: string,
): Promise<Words | null> {
  const method = 'conversations.members';
  const pages = pagesOf((cursor) => calling(method, () => client.apiCall(method, { channel, limit: 200, ...cursor })));
  for await (const page of pages) {
    const guest = shaped(method, MembersPage, page).members.find((id) => directory.person(id)?.mark === 'guest');
    if (guest) {
      return words`The approval channel ${code(channel)} has a guest in it (${code(guest)}), so no approval is asked for in it. Remove the guest from the channel first.`;
    }
  }
  return null;
}
