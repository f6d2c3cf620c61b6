import type { WebClient } from '@slack/web-api';

import type { Directory } from '../../engine/organisation/directory.js';
import type { Clock } from '../../engine/ports.js';
import { isSlackError, SlackRefused } from '../../engine/errors/slack-errors.js';
import { code, words, type Words } from '../../engine/words.js';
import { cannotLook, guestIn, isShared, readKind } from '../readers/channel-facts.js';
import { isClosed, whatHelps, whyNothingGetsIn } from './channel-trouble.js';

/**
 * Why nothing may be posted to the audit channel as it is now: it has to stay inside the organisation and hold no guests
 * (DESIGN 6.10).
 * @throws SlackError where Slack does not let the app look.
 */
export async function auditChannelProblem(
  client: WebClient,
  directory: Pick<Directory, 'person'>,
  channel: string,
): Promise<Words | null> {
  try {
    if (isShared(await readKind(client, channel))) return shared(channel);
    const guest = await guestIn(client, directory, channel);
    return guest === null ? null : guestReads(channel, guest);
  } catch (error) {
    if (cannotLook(error)) return null;
    throw error;
  }
}

const GOOD_FOR_MS = 60_000;

/**
 * The same question for every plan: its answer is good for a minute, so that planning stays quick. Where nobody can
 * look there is no problem: runs go on, and their posts wait (DESIGN section 1).
 */
export function askedOnceAMinute(
  clock: Pick<Clock, 'now'>,
  ask: () => Promise<Words | null>,
): () => Promise<Words | null> {
  let seen: { readonly until: number; readonly problem: Words | null } | null = null;
  return async () => {
    const now = clock.now().getTime();
    if (seen && now < seen.until) return seen.problem;
    try {
      const problem = await ask();
      seen = { until: now + GOOD_FOR_MS, problem };
      return problem;
    } catch (error) {
      if (!isSlackError(error)) throw error;
      return null;
    }
  };
}

/**
 * Why the audit channel cannot be used as it is now, including what stops no run but keeps its posts waiting: it is
 * archived, or the app is not in it.
 * @throws SlackError where nothing can be said: Slack does not answer, or asks to wait.
 */
export async function auditChannelTrouble(
  client: WebClient,
  directory: Pick<Directory, 'person'>,
  channel: string,
): Promise<Words | null> {
  try {
    const problem = await auditChannelProblem(client, directory, channel);
    if (problem) return problem;
    const { is_archived: archived } = await readKind(client, channel);
    return archived ? closed(channel, 'is_archived') : null;
  } catch (error) {
    if (cannotLook(error)) return null;
    if (error instanceof SlackRefused && isClosed(error.code)) return closed(channel, error.code);
    throw error;
  }
}

const shared = (channel: string): Words =>
  words`The audit channel ${code(channel)} is shared with another organisation, which would read everything that is done here, so no change is made from here. An org owner can put that right in Slack, or the operator can name another channel.`;
const guestReads = (channel: string, guest: string): Words =>
  words`The audit channel ${code(channel)} has a guest in it (${code(guest)}), who would read everything that is done here, so no change is made from here. Remove the guest from the channel first, or have the operator name another one.`;
const closed = (channel: string, problem: string): Words =>
  words`Nothing can be posted to the audit channel ${code(channel)}, because ${whyNothingGetsIn(problem)}. ${whatHelps(problem)} Runs go on, and everything is recorded.`;
