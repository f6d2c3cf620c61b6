import { describe, expect, it } from '@jest/globals';

import { SlackBusy, SlackRefused, SlackUnreachable } from '../../../src/engine/errors/slack-errors.js';
import { withPatience } from '../../../src/slack/clients/patience.js';
import { FakeClock } from '../../support/clock.js';

/** Reads something that is refused so many times before it works. */
function readAfter(busyTimes: number, seconds = 30) {
  const clock = new FakeClock();
  const told: number[] = [];
  let tries = 0;
  const answer = withPatience(
    clock,
    async (wait) => told.push(wait),
    async () => {
      tries += 1;
      if (tries <= busyTimes) throw new SlackBusy('users.info', seconds);
      return 'read';
    },
  );
  return { answer, clock, told, tries: () => tries };
}

describe('withPatience', () => {
  it('waits as long as Slack asks, tells how long first, and goes on', async () => {
    const { answer, clock, told } = readAfter(2);
    expect(await answer).toBe('read');
    expect(told).toEqual([30, 30]);
    expect(clock.slept).toEqual([30_000, 30_000]);
  });

  it('tries five times, and then says that Slack is busy, without waiting once more', async () => {
    const { answer, clock, told, tries } = readAfter(Infinity);
    await expect(answer).rejects.toBeInstanceOf(SlackBusy);
    expect(tries()).toBe(5);
    expect([told.length, clock.slept.length]).toEqual([4, 4]);
  });

  it.each([
    new SlackRefused('users.info', 'missing_scope'),
    new SlackUnreachable('users.info', 'timeout', true),
    new TypeError('a fault of ours'),
  ])('tries nothing again after %s', async (error) => {
    let tries = 0;
    const clock = new FakeClock();
    const reading = withPatience(
      clock,
      async () => undefined,
      async () => {
        tries += 1;
        throw error;
      },
    );
    await expect(reading).rejects.toBe(error);
    expect(tries).toBe(1);
    expect(clock.slept).toEqual([]);
  });
});
