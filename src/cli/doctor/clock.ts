import type { Clock } from '../../engine/ports.js';
import { bad, note, ok, type Finding } from './finding.js';

/** Slack's requests are taken up to five minutes off; leases and grants want better than that. */
const MOST_SECONDS = 30;
const TIMEOUT_MS = 5_000;

/** How far this machine's clock is from Slack's, by the Date of an answer. Sends no token. */
export async function examineClock(slackApiUrl: string, clock: Pick<Clock, 'now'>): Promise<Finding> {
  const about = 'clock';
  try {
    const answer = await fetch(new URL('api.test', slackApiUrl), {
      method: 'POST',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(theirs)) return note(about, 'Slack’s answer has no date to compare with');
    const seconds = Math.round((clock.now().getTime() - theirs) / 1000);
    const says = `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} Slack’s`;
    if (Math.abs(seconds) <= MOST_SECONDS) return ok(about, says);
    return bad(
      about,
      `${says}. From five minutes on, everything that Slack sends is refused. Have the machine take its time from NTP.`,
    );
  } catch (error) {
    // `fetch` says only that it failed; what it failed of stands behind it.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : 'unknown';
    return bad(
      about,
      `${new URL(slackApiUrl).origin} cannot be reached from here (${why}). Look at the network and its proxies.`,
    );
  }
}
