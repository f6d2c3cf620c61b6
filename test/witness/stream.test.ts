import { createPublicKey, verify } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { pemOf, signingKey } from '../../src/engine/ledger/signing-key.js';
import { streamLedger, type LedgerStream } from '../../src/engine/ledger/stream-ledger.js';
import { ledgerSourceIn } from '../../src/store/ledger-source.js';
import { ledgerStreamIn } from '../../src/store/ledger-stream.js';
import { webhookTo } from '../../src/witness/webhook.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { startReceiver, type Received, type WebhookReceiver } from '../support/receiver.js';
import { entry, storeOn, type TestStore } from '../support/store.js';

const KEY = signingKey(Buffer.alloc(32, 7).toString('base64'));
const OLD_KEY = signingKey(Buffer.alloc(32, 8).toString('base64'));

describe('the stream of the ledger', () => {
  const database = withDatabase();
  let receiver: WebhookReceiver;
  let store: TestStore;
  let enterprise = '';
  let count = 0;
  let trouble: string[];
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.stop());
  beforeEach(() => {
    enterprise = `E0STREAM${(count += 1)}`;
    store = storeOn(database.current.db, enterprise);
    receiver.received.length = 0;
    receiver.answer = (response) => void response.writeHead(204).end();
    trouble = [];
  });

  const recorded = async (times: number, detail = {}): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      await store.records.record(entry('told', { detail: { time, ...detail } }), store.clock.now());
    }
  };
  const streamOf = (holder: string): LedgerStream =>
    ledgerStreamIn(
      store.db,
      ledgerSourceIn(store.db, enterprise, () => store.clock.now()),
      holder,
    );
  const stream = (
    { url = receiver.url, holder = 'first', timeoutMs = 500, keys = [KEY] } = {},
    signal = new AbortController().signal,
  ): Promise<number | null> =>
    streamLedger({
      stream: streamOf(holder),
      receiver: webhookTo({ url, timeoutMs, signal }),
      keys,
      clock: store.clock,
      signal,
      onTrouble: ({ problem, tries }) => trouble.push(`${problem} ${tries}`),
    });
  const linesIn = ({ body }: { body: string }): { sequence: number; hash: string; previous: string }[] =>
    body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const sequences = (): number[] => receiver.received.flatMap((each) => linesIn(each).map(({ sequence }) => sequence));
  const first = (): Received => {
    const [request] = receiver.received;
    if (!request) throw new Error('Nothing was received.');
    return request;
  };
  const state = () => streamOf('anybody').state();

  it('has every entry once and in order, as the export has them, and then what comes next', async () => {
    await recorded(3);
    expect(await stream()).toBeNull();
    await recorded(2);
    expect(await stream()).toBeNull();
    expect(await stream()).toBeNull();
    expect(sequences()).toEqual([1, 2, 3, 4, 5]);
    expect(receiver.received).toHaveLength(2);
    const entries = receiver.received.flatMap(linesIn);
    expect(entries.slice(1).map(({ previous }) => previous)).toEqual(entries.slice(0, -1).map(({ hash }) => hash));
    expect(entries[0]).toMatchObject({ kind: 'told', actor: expect.any(String), enterprise_id: enterprise });
    expect(await state()).toEqual({ waiting: 0, waitingSince: null, failingSince: null, problem: null });
  });

  it('is signed so that anybody with the public key can verify it, with the key before as well', async () => {
    await recorded(2);
    await stream({ keys: [KEY, OLD_KEY] });
    const { headers, body } = first();
    expect(headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'webhook-id': `${enterprise}_1_2`,
      'webhook-timestamp': String(store.clock.now().getTime() / 1000),
    });
    const signatures = String(headers['webhook-signature']).split(' ');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const isBy = (key: string, text: string, signature = ''): boolean => {
      const bytes = Buffer.from(signature.replace(/^v1a,/u, ''), 'base64');
      return verify(null, Buffer.from(text), createPublicKey(pemOf(key)), bytes);
    };
    expect(isBy(KEY.publicKey, signed, signatures[0])).toBe(true);
    expect(isBy(OLD_KEY.publicKey, signed, signatures[1])).toBe(true);
    expect(isBy(KEY.publicKey, signed.replace('told', 'tol!'), signatures[0])).toBe(false);
  });

  it.each<[what: string, answer: WebhookReceiver['answer'], problem: string]>([
    ['refuses', (response) => void response.writeHead(403).end('no'), 'http_403'],
    ['fails', (response) => void response.writeHead(500).end(), 'http_500'],
    ['sends it elsewhere', (response) => void response.writeHead(307, { location: receiver.url }).end(), 'http_307'],
    ['hangs', () => undefined, 'timeout'],
    ['breaks off', (response) => void response.destroy(), 'und_err_socket'],
  ])('sends the same again where the receiver %s, and nothing after it before', async (_, answer, problem) => {
    await recorded(2);
    receiver.answer = answer;
    expect(await stream()).toBe(1_000);
    expect(receiver.received).toHaveLength(1);
    expect(trouble).toEqual([`${problem} 1`]);
    const now = store.clock.now();
    expect(await state()).toEqual({ waiting: 2, waitingSince: now, failingSince: now, problem });

    receiver.answer = (response) => void response.writeHead(200).end('thank you');
    expect(await stream()).toBeNull();
    expect(receiver.received).toHaveLength(1);
    store.clock.pass(1_000);
    await stream();
    expect(sequences().slice(-2)).toEqual([1, 2]);
    expect(await state()).toEqual({ waiting: 0, waitingSince: null, failingSince: null, problem: null });
  });

  it('takes an answer without end for what its status says', async () => {
    await recorded(1);
    receiver.answer = (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 5);
      response.on('close', () => clearInterval(timer));
    };
    expect(await stream()).toBeNull();
    expect((await state()).waiting).toBe(0);
  });

  it('says what is wrong with the way there', async () => {
    await recorded(1);
    const gone = await startReceiver();
    await gone.stop();
    await stream({ url: gone.url });
    expect(trouble).toEqual(['econnrefused 1']);
  });

  it('comes back after a second, then after twice as long each time, and at last every five minutes; or as asked', async () => {
    await recorded(1);
    receiver.answer = (response) => void response.writeHead(503).end();
    const pauses: number[] = [];
    for (let time = 0; time < 11; time += 1) {
      const pause = await stream();
      pauses.push((pause ?? 0) / 1000);
      store.clock.pass(pause ?? 0);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    receiver.answer = (response) => void response.writeHead(429, { 'retry-after': '42' }).end();
    expect(await stream()).toBe(42_000);
  });

  it('loses nothing in a week of absence, and remembers since when', async () => {
    receiver.answer = (response) => void response.writeHead(502).end();
    const began = store.clock.now();
    for (let day = 0; day < 8; day += 1) {
      await recorded(1);
      await stream();
      store.clock.pass(24 * HOUR);
    }
    expect(await state()).toMatchObject({ waiting: 8, failingSince: began });
    receiver.received.length = 0;
    receiver.answer = (response) => void response.writeHead(204).end();
    await stream();
    expect(sequences()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('has batches of less than a megabyte, and smaller ones after each failure', async () => {
    await recorded(12, { text: 'x'.repeat(100_000) });
    receiver.answer = (response) => void response.writeHead(413).end();
    for (let time = 0; time < 5; time += 1) store.clock.pass((await stream()) ?? 0);
    receiver.answer = (response) => void response.writeHead(204).end();
    await stream();
    const sizes = receiver.received.map((each) => linesIn(each).length);
    expect(sizes).toEqual([8, 4, 2, 1, 1, 1, 8, 3]);
    expect(Math.max(...receiver.received.map(({ body }) => body.length))).toBeLessThan(1_000_000);
  });

  it('is sent by one of several processes at a time, and by another where that one ended', async () => {
    await recorded(5);
    await Promise.all(['first', 'second', 'third'].map((holder) => stream({ holder })));
    expect(sequences()).toEqual([1, 2, 3, 4, 5]);

    await recorded(1);
    const claim = (holder: string) =>
      streamOf(holder).claim(store.clock.now(), new Date(store.clock.now().getTime() + MINUTE));
    expect(await claim('killed')).toMatchObject({ sequence: 5 });
    await stream();
    expect(sequences()).toHaveLength(5);
    store.clock.pass(MINUTE);
    await stream();
    expect(sequences()).toEqual([1, 2, 3, 4, 5, 6]);
    await streamOf('killed').moved({ sequence: 1, hash: 'late' });
    expect((await state()).waiting).toBe(0);
  });

  it('begins anew, and says so, where the ledger is not the one that was sent', async () => {
    await recorded(4);
    await stream();
    await store.db
      .deleteFrom('ledger_entries')
      .where('enterprise_id', '=', enterprise)
      .where('sequence', '>', 2)
      .execute();
    const { hash } = await store.db
      .selectFrom('ledger_entries')
      .select('hash')
      .where('enterprise_id', '=', enterprise)
      .where('sequence', '=', 2)
      .executeTakeFirstOrThrow();
    await store.db
      .updateTable('ledger_heads')
      .set({ sequence: 2, hash })
      .where('enterprise_id', '=', enterprise)
      .execute();
    receiver.received.length = 0;
    await stream();
    expect([trouble, sequences()]).toEqual([['another_ledger 0'], [1, 2]]);

    await recorded(3, { other: true });
    await stream();
    await store.db.updateTable('ledger_streams').set({ sequence: 4, hash: 'of another entry' }).execute();
    receiver.received.length = 0;
    await stream();
    expect(sequences()).toEqual([1, 2, 3, 4, 5]);
  });

  it('shows user name and password in the header that is for them', async () => {
    await recorded(1);
    const url = receiver.url.replace('http://', 'http://a%40b:pa%3Ass@').concat('hook?key=1');
    await stream({ url });
    const { headers, path } = first();
    expect(headers['authorization']).toBe(`Basic ${Buffer.from('a@b:pa:ss').toString('base64')}`);
    expect(path).toBe('/hook?key=1');
  });

  it('is cut off by a stop', async () => {
    await recorded(1);
    receiver.answer = () => undefined;
    const stopping = new AbortController();
    const streaming = stream({ timeoutMs: 60_000 }, stopping.signal);
    while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    stopping.abort();
    await streaming;
    expect(await state()).toEqual({ waiting: 1, waitingSince: expect.any(Date), failingSince: null, problem: null });
    expect(trouble).toEqual([]);
  });
});
