import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import type { Simulator } from '../../src/simulator/simulator.js';
import { withDatabase } from '../support/database.js';
import { startGrid } from '../support/engine.js';
import { startOn, type Grid } from '../support/gridkeeper.js';
import { auditPosts, runs } from '../support/steps.js';

/** A web process and a worker, on one database. */
describe('web and worker', () => {
  const database = withDatabase({ alongside: '_alarm' });
  let slack: Simulator;
  let web: Grid;
  let worker: Grid | null = null;
  const alarm = (): string => `${database.current.schema}_alarm`;

  beforeAll(async () => {
    slack = await startGrid();
    worker = await startOn(slack, database.current, { kind: 'worker' });
    web = await startOn(slack, database.current, { kind: 'web' });
    // The worker has read who there is; the web process takes that into use.
    await slack.waitFor(() => worker?.log.some((line) => line.includes('"ready"')));
  });
  afterAll(async () => {
    await web.app.stop();
    await worker?.app.stop();
    await slack.stop();
  });

  const grants = (who: string, whom: string, where: string): Promise<unknown> =>
    runs(slack, slack.as(who), '/grant-admin', `${slack.org.person(whom).id} in ${where} because launch week`);

  it('the web process takes what Slack sends; the worker is woken and posts it', async () => {
    await grants('katherine', 'ada', 'marketing');
    const asked = Date.now();
    await slack.waitFor(() => auditPosts(slack).at(-1)?.metadata?.event_payload['state'] === 'succeeded');
    // Woken within a second; by itself it looks every ten.
    expect(Date.now() - asked).toBeLessThan(6_000);
  });

  it('a worker says that Slack’s requests belong elsewhere, and answers for its health', async () => {
    const at = `http://127.0.0.1:${worker?.app.port}`;
    expect((await fetch(`${at}/readyz`)).status).toBe(200);
    const refused = await fetch(`${at}/slack/events`, { method: 'POST', body: '' });
    expect(refused.status).toBe(404);
    expect(await refused.json()).toEqual({ error: expect.stringContaining('this process is a worker') });
  });

  it('everything the alarm has kept may be lost: what waits is posted by the next worker that looks', async () => {
    await worker?.app.stop();
    await grants('margaret', 'erna', 'sales & field');
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = ${alarm()} and table_type = 'BASE TABLE'`.execute(database.current.db);
    expect(rows.length).toBeGreaterThan(3);
    for (const { name } of rows) {
      await sql`truncate ${sql.ref(alarm())}.${sql.ref(name)} cascade`.execute(database.current.db);
    }
    // It rings where nothing rings any more, and goes on.
    await grants('alan', 'tommy', 'sales & field');
    expect(auditPosts(slack)).toHaveLength(1);

    worker = await startOn(slack, database.current, { kind: 'worker' });
    await slack.waitFor(() => auditPosts(slack).length === 3, { timeout: 15_000 });
  });
});
