import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import type { Directory } from '../../engine/organisation/directory.js';
import { SlackRefused, SlackUnreachable } from '../../engine/errors/slack-errors.js';
import { calling, shaped } from '../clients/errors.js';
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

/** What kind of channel it is; what Slack does not say is not known. */
export type ChannelKind = z.infer<typeof Info>['channel'];

/** Reads what kind of channel one of ours is, as the bot. */
export async function readKind(client: WebClient, channel: string): Promise<ChannelKind> {
  const answer = await calling('conversations.info', () => client.apiCall('conversations.info', { channel }));
  return shaped('conversations.info', Info, answer).channel;
}

/** Whether people of another organisation read along, or have been invited to. */
export function isShared({ is_ext_shared, is_pending_ext_shared }: ChannelKind): boolean {
  return (is_ext_shared ?? false) || (is_pending_ext_shared ?? false);
}

/** ID of a guest who is in the channel, if there is one. Guests are known by the local copy. */
export async function guestIn(
  client: WebClient,
  directory: Pick<Directory, 'person'>,
  channel: string,
): Promise<string | null> {
  const method = 'conversations.members';
  const pages = pagesOf((cursor) => calling(method, () => client.apiCall(method, { channel, limit: 200, ...cursor })));
  for await (const page of pages) {
    const guest = shaped(method, MembersPage, page).members.find((id) => directory.person(id)?.mark === 'guest');
    if (guest) return guest;
  }
  return null;
}

const NO_LOOKING: ReadonlySet<string> = new Set(['missing_scope', 'unknown_method', 'not_allowed_token_type']);

/** The app may not look, or Slack does not offer it here: then the channel is taken as it was configured. */
export function cannotLook(error: unknown): boolean {
  if (error instanceof SlackUnreachable) return error.problem === 'http_404';
  return error instanceof SlackRefused && NO_LOOKING.has(error.code);
}
