import type { WebClient } from '@slack/web-api';

import type { Directory } from '../../engine/organisation/directory.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import type { ChannelProblem } from '../../engine/ports.js';
import { code, words, type Words } from '../../engine/words.js';
import { cannotLook, guestIn, isShared, readKind } from '../readers/channel-facts.js';

/**
 * Why approvals cannot be asked for in this channel as it is now: it has to be private, stay inside the organisation
 * and hold no guests (DESIGN 6.10). One that is archived, or that the app cannot reach, is `gone`: it shows nothing to
 * anybody, and whoever could decide can be asked in another way.
 */
export async function approvalChannelProblem(
  client: WebClient,
  directory: Pick<Directory, 'person'>,
  channel: string,
): Promise<ChannelProblem | null> {
  try {
    return (await kindProblem(client, channel)) ?? (await guestProblem(client, directory, channel));
  } catch (error) {
    if (cannotLook(error)) return null;
    if (!(error instanceof SlackRefused)) throw error;
    return gone(channel, words`cannot be used (${code(error.code)})`);
  }
}

function gone(channel: string, what: Words): ChannelProblem {
  const says = words`The approval channel ${code(channel)} ${what}. An org owner can put that right in Slack, or the operator can name another channel.`;
  return { kind: 'gone', says };
}

async function kindProblem(client: WebClient, channel: string): Promise<ChannelProblem | null> {
  const kind = await readKind(client, channel);
  const not = (what: string): ChannelProblem => ({
    kind: 'unfit',
    says: words`The approval channel ${code(channel)} ${what}, so no approval is asked for in it. An org owner can put that right in Slack, or the operator can name another channel.`,
  });
  if (kind.is_archived) return gone(channel, words`is archived`);
  if (kind.is_private === false) return not('is public');
  if (!kind.is_private) return not('is not known to be private');
  if (isShared(kind)) return not('is shared with another organisation');
  return null;
}

async function guestProblem(
  client: WebClient,
  directory: Pick<Directory, 'person'>,
  channel: string,
): Promise<ChannelProblem | null> {
  const guest = await guestIn(client, directory, channel);
  if (guest === null) return null;
  const says = words`The approval channel ${code(channel)} has a guest in it (${code(guest)}), so no approval is asked for in it. Remove the guest from the channel first.`;
  return { kind: 'unfit', says };
}
