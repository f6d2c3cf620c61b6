import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { startWebLoops } from '../../src/app/web-loops.js';
import { createLogger } from '../../src/telemetry/log.js';
import { FakeClock } from '../support/clock.js';

describe('a web process by itself', () => {
  const lookedAt = async (
    waitsForMs: number | null,
    unread = 0,
    waits = 0,
  ): Promise<{ log: string; refreshed: string[] }> => {
    const clock = new FakeClock();
    const lines: string[] = [];
    const refreshed: string[] = [];
    const since = waitsForMs === null ? null : new Date(clock.now().getTime() - waitsForMs);
    const nothing = { waitingApprovals: 0, executing: 0, unknown: 0 };
    const loops = startWebLoops({
      store: {
        // oxlint-disable-next-line no-unsafe-type-assertion -- the two questions that are asked of it
        directory: {
          refresh: (kind: string) => Promise.resolve(void refreshed.push(kind)),
          freshness: () => (unread-- > 0 ? null : clock.now()),
        } as never,
        waiting: () => Promise.resolve({ ...nothing, undelivered: since ? 2 : 0, undeliveredSince: since }),
      },
      clock,
      log: createLogger({ level: 'info', secrets: [], destination: { write: (line) => void lines.push(line) } }),
      logFault: () => '',
    });
    await sleep(waits);
    await Promise.all(loops.map((loop) => loop.stop()));
    return { log: lines.join(''), refreshed };
  };

  it('takes into use what workers have read', async () => {
    const { refreshed } = await lookedAt(null);
    expect(refreshed.toSorted()).toEqual(['channels', 'groups', 'people', 'workspaces']);
  });

  it('looks again within a second or two for what nobody has read yet', async () => {
    const { refreshed } = await lookedAt(null, 1, 1_300);
    expect(refreshed).toHaveLength(5);
  });

  it('says so when nobody has posted what waits for minutes', async () => {
    const { log } = await lookedAt(121_000);
    expect(JSON.parse(log)).toMatchObject({ level: 50, alert: 'worker', undelivered: 2, seconds: 121 });
    expect(log).toContain('no worker runs');
  });

  it('says nothing of what has not waited long', async () => {
    expect((await lookedAt(119_000)).log).toBe('');
    expect((await lookedAt(null)).log).toBe('');
  });
});
