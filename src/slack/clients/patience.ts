import pRetry from 'p-retry';

import type { Clock } from '../../engine/ports.js';
import { SlackBusy } from '../../engine/errors/slack-errors.js';

/** Reading is tried this often while Slack says that it is busy; after that the person is told. */
const TRIES = 5;

/**
 * Waits out rate limits of something that only reads. `onWait` is told how long, so that whoever waits can see it.
 * @throws SlackBusy when Slack is still busy after five tries; everything else at once.
 */
export function withPatience<T>(
  clock: Clock,
  onWait: (seconds: number) => Promise<unknown>,
  read: () => Promise<T>,
): Promise<T> {
  return pRetry(read, {
    retries: TRIES - 1,
    minTimeout: 0,
    maxTimeout: 0,
    shouldRetry: ({ error }) => error instanceof SlackBusy,
    onFailedAttempt: async ({ error, retriesLeft }) => {
      if (!(error instanceof SlackBusy) || retriesLeft === 0) return;
      await onWait(error.retryAfterSeconds);
      await clock.sleep(error.retryAfterSeconds * 1000);
    },
  });
}
