import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { recurring, type Recurring } from '../src/recurring.js';

const NEVER = 60 * 60 * 1000;

/** A job that counts, and takes as long as it is told. */
function counting({ everyMs = NEVER, takes = 0, sooner = null as number | null, fails = 0, afterFaultMs = 0 } = {}) {
  const seen = { times: 0, underWay: 0, most: 0, faults: [] as unknown[] };
  const loop: Recurring = recurring({
    everyMs,
    afterFaultMs,
    onFault: (error) => seen.faults.push(error),
    job: async () => {
      seen.times += 1;
      seen.underWay += 1;
      seen.most = Math.max(seen.most, seen.underWay);
      await sleep(takes);
      seen.underWay -= 1;
      if (seen.times <= fails) throw new Error(`fault ${seen.times}`);
      return sooner;
    },
  });
  return { loop, seen };
}

describe('recurring', () => {
  it('begins at once', async () => {
    const { loop, seen } = counting();
    await loop.stop();
    expect(seen.times).toBe(1);
  });

  it('does it again and again', async () => {
    const { loop, seen } = counting({ everyMs: 5 });
    await sleep(100);
    await loop.stop();
    expect(seen.times).toBeGreaterThan(3);
  });

  it('comes sooner where the job asks for it, and not later than it should', async () => {
    const sooner = counting({ sooner: 5 });
    const later = counting({ everyMs: 5, sooner: NEVER });
    const past = counting({ sooner: -1000, takes: 5 });
    await sleep(100);
    await Promise.all([sooner.loop.stop(), later.loop.stop(), past.loop.stop()]);
    for (const { seen } of [sooner, later, past]) expect(seen.times).toBeGreaterThan(3);
  });

  it('never does it twice at once, however often it is nudged', async () => {
    const { loop, seen } = counting({ takes: 10 });
    for (let times = 0; times < 20; times += 1) {
      loop.nudge();
      await sleep(2);
    }
    await loop.stop();
    expect(seen.most).toBe(1);
    expect(seen.times).toBeGreaterThan(1);
  });

  it('does it once more where it was nudged while under way: what came meanwhile is not left behind', async () => {
    const { loop, seen } = counting({ takes: 30 });
    await sleep(5);
    loop.nudge();
    loop.nudge();
    await sleep(100);
    await loop.stop();
    expect(seen.times).toBe(2);
  });

  it('wakes up at a nudge', async () => {
    const { loop, seen } = counting();
    await sleep(10);
    loop.nudge();
    await sleep(10);
    await loop.stop();
    expect(seen.times).toBe(2);
  });

  it('goes on after a fault, and tells of each', async () => {
    const { loop, seen } = counting({ everyMs: 5, fails: Infinity });
    await sleep(100);
    await loop.stop();
    expect(seen.faults.length).toBe(seen.times);
    expect(seen.times).toBeGreaterThan(3);
  });

  it('tries again soon after a fault, later each time, and at its usual turn once it works again', async () => {
    const { loop, seen } = counting({ fails: 3, afterFaultMs: 20 });
    await sleep(110);
    expect(seen.times).toBe(3);
    await sleep(150);
    await loop.stop();
    expect(seen.times).toBe(4);
  });

  it('stops when what is under way has ended, and does not begin again', async () => {
    const { loop, seen } = counting({ everyMs: 1, takes: 30 });
    await sleep(5);
    await loop.stop();
    expect(seen.underWay).toBe(0);
    const { times } = seen;
    loop.nudge();
    await sleep(50);
    expect(seen.times).toBe(times);
  });
});
