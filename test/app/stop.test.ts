import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Simulator } from '../../src/simulator/simulator.js';
import { isReady, startProcess, type AppProcess } from '../support/app-process.js';
import { aDataDir, removeDataDir } from '../support/embedded.js';
import { startGrid } from '../support/engine.js';
import { environmentFor } from '../support/gridkeeper.js';
import { auditPosts, plans } from '../support/steps.js';

const TOKEN = 'metrics-token-of-a-test';

/** A host sends SIGTERM and, after thirty seconds at the latest, SIGKILL. */
describe('SIGTERM', () => {
  let slack: Simulator;
  let dataDir: string;
  let app: AppProcess;
  beforeAll(async () => {
    [slack, dataDir] = await Promise.all([startGrid(), aDataDir()]);
    app = await startProcess({ ...environmentFor(slack), DATA_DIR: dataDir, METRICS_TOKEN: TOKEN });
    slack.appUrl = app.url;
  }, 60_000);
  afterAll(async () => {
    await app.ends('SIGKILL');
    await slack.stop();
    await removeDataDir(dataDir);
  });

  it('is measured until then: the lag of its event loop and its memory are among the metrics', async () => {
    const headers = { authorization: `Bearer ${TOKEN}`, connection: 'close' };
    const text = await (await fetch(`${app.url}/metrics`, { headers })).text();
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds [\d.e-]+$/mu);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/mu);
  });

  it('ends readiness first, finishes the run that is under way, tells how it ended, and exits with 0', async () => {
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing because launch week');
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'slow', delay_ms: 3000, times: 1 });
    await katherine.submit();
    await slack.waitFor(() => slack.calls('admin.users.setAdmin').length === 1);

    const asked = Date.now();
    const ended = app.ends('SIGTERM');
    await sleep(200);
    expect(await isReady(app.url)).toBe(false);
    // Whoever routes requests has not noticed yet: they are still taken.
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);

    expect(await ended).toBe(0);
    expect(Date.now() - asked).toBeLessThan(25_000);
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
    const told = [katherine.view()?.blocks, ...katherine.directMessages().map(({ text }) => text)];
    expect(JSON.stringify(told)).toContain('Done');
    expect(auditPosts(slack)).toHaveLength(1);
    expect(app.said()).not.toContain('fault in');
  }, 60_000);
});
