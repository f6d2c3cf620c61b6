import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { announceDay } from '../../src/engine/ledger/announce-checkpoint.js';
import { readCheckpoint } from '../../src/engine/ledger/checkpoint.js';
import type { Checkpoints } from '../../src/engine/ledger/checkpoints.js';
import { makeCheckpoint } from '../../src/engine/ledger/make-checkpoint.js';
import { signingKey } from '../../src/engine/ledger/signing-key.js';
import { catalogue } from '../../src/operations/catalogue.js';
import type { StoredMessage } from '../../src/simulator/messages/model.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { deliverDue } from '../../src/slack/posts/delivery.js';
import { botClients } from '../../src/slack/clients/web-clients.js';
import { checkpointsIn } from '../../src/store/checkpoints.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { AUDIT } from '../support/gridkeeper.js';
import { ORG } from '../support/org.js';
import { SILENT } from '../support/slack-api.js';
import { textOf } from '../support/steps.js';
import { entry, storeOn, type TestStore } from '../support/store.js';

const KEYS = { current: signingKey(Buffer.alloc(32, 7).toString('base64')), before: null };

/** The clock begins on 2 March at 09:00 UTC. */
describe('the daily notice of a checkpoint', () => {
  const database = withDatabase();
  let slack: Simulator;
  let store: TestStore;
  let checkpoints: Checkpoints;

  beforeAll(async () => {
    store = storeOn(database.current.db);
    const manifest: unknown = JSON.parse(await readFile('manifest.json', 'utf8'));
    slack = await startSimulator({ manifest, clock: () => store.clock.now().getTime() });
  });
  afterAll(() => slack.stop());
  beforeEach(async () => {
    store = storeOn(database.current.db);
    for (const table of ['outbox', 'outbox_lanes', 'ledger_entries', 'ledger_heads', 'ledger_checkpoints'] as const)
      await store.db.deleteFrom(table).execute();
    checkpoints = checkpointsIn(database.current.db, ORG, () => undefined);
    slack.reset();
    slack.clearFaults();
  });

  const sign = async (): Promise<void> => {
    await store.records.record(entry('something'), store.clock.now());
    await makeCheckpoint(checkpoints, KEYS, { now: store.clock.now(), isStart: true });
  };
  const announce = (): Promise<boolean> => announceDay(checkpoints, store.clock.now());
  const deliver = (): Promise<void> =>
    deliverDue({
      outbox: store.outbox,
      catalogue,
      records: store.records,
      clock: store.clock,
      client: botClients(slack.botToken, { slackApiUrl: slack.apiUrl, logger: SILENT }).posting,
      auditChannel: slack.org.channel(AUDIT).id,
      approvalChannel: slack.org.channel('admin-approvals').id,
      onCardRefused: async () => undefined,
      onTrouble: () => undefined,
    });
  const notices = (): StoredMessage[] =>
    slack.messages(AUDIT).filter(({ metadata }) => metadata?.event_type === 'gridkeeper_ledger');
  const newest = async (): Promise<string> => {
    const row = await store.db
      .selectFrom('ledger_checkpoints')
      .select('signed')
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow();
    return row.signed;
  };

  it('comes when the day is over, with everything that somebody needs to compare', async () => {
    await sign();
    store.clock.pass(14 * HOUR);
    await sign();
    const { checkpoint, signature } = readCheckpoint(await newest()) ?? {};
    store.clock.pass(HOUR - MINUTE);
    expect(await announce()).toBe(false);
    store.clock.pass(MINUTE);
    expect(await announce()).toBe(true);
    await deliver();
    expect(notices().map(textOf)).toEqual([
      `🔏 *The ledger had 2 entries* at \`2026-03-02T23:00:00.000Z\`. The hash of the last one was \`${checkpoint?.head}\`: in every later export, entry 2 must have this hash (\`docs/ledger.md\`). Checkpoint 2, signed \`${signature}\` with the key \`${KEYS.current.publicKey}\`.`,
    ]);
    expect(slack.breaches()).toEqual([]);
  });

  it('comes once, whichever process asks and however often, and not on days without anything new', async () => {
    await sign();
    store.clock.pass(24 * HOUR);
    const asked = await Promise.all(Array.from({ length: 5 }, announce));
    expect(asked.filter(Boolean)).toHaveLength(1);
    store.clock.pass(24 * HOUR);
    expect(await announce()).toBe(false);
    await deliver();
    expect(notices()).toHaveLength(1);
  });

  it('comes after days in which the app was down, about the last day on which it was not', async () => {
    await sign();
    store.clock.pass(10 * 24 * HOUR);
    // The first thing that the started app does is to sign; that belongs to the new day.
    await sign();
    expect(await announce()).toBe(true);
    await deliver();
    expect(notices().map(textOf)).toEqual([expect.stringContaining('*The ledger had one entry* at `2026-03-02')]);
    store.clock.pass(24 * HOUR);
    expect(await announce()).toBe(true);
    await deliver();
    expect(notices()).toHaveLength(2);
  });

  it('waits while Slack is away, and is looked for where its answer was lost', async () => {
    await sign();
    store.clock.pass(24 * HOUR);
    await announce();
    slack.setFault({ method: 'chat.postMessage', fault: 'reply_lost', times: 1 });
    await deliver();
    for (let tries = 0; tries < 4; tries += 1) {
      store.clock.pass(MINUTE);
      await deliver();
    }
    expect(notices()).toHaveLength(1);
    expect(await store.outbox.nextDue()).toBeNull();
  });
});
