import { request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { frontDoor } from '../../../src/slack/door/front-door.js';
import { startServer, type RunningServer } from '../../../src/slack/door/server.js';
import { FakeClock } from '../../support/clock.js';
import {
  closeConnections,
  FORM,
  header,
  send,
  signatureOf,
  signed,
  withHeader,
  type Got,
  type Sent,
} from '../../support/requests.js';

const SECRET = 'the-signing-secret';
const DAY = 24 * 60 * 60;

describe('frontDoor', () => {
  const clock = new FakeClock();
  const seconds = (): number => Math.floor(clock.now().getTime() / 1000);
  /** What came through, and why others did not. */
  let through: { body: string; contentType: string | undefined }[] = [];
  let refusals: string[] = [];
  let slowness = 0;
  let server: RunningServer;
  let url: string;

  beforeAll(async () => {
    const door = frontDoor({
      signingSecret: SECRET,
      clock,
      onRefusal: (why) => refusals.push(why),
      next: (request, response) => {
        through.push({ body: rawBody(request), contentType: request.headers['content-type'] });
        const answer = JSON.stringify({ number: through.length });
        setTimeout(() => response.writeHead(202, { 'content-type': 'application/json' }).end(answer), slowness);
      },
    });
    server = await startServer({
      host: '127.0.0.1',
      port: 0,
      slackEvents: door,
      health: async () => ({ ready: true, why: {} }),
      onFault: (error) => refusals.push(`fault: ${String(error)}`),
    });
    url = `http://127.0.0.1:${server.port}/slack/events`;
  });
  afterAll(async () => {
    closeConnections();
    await server.close();
  });
  beforeEach(() => {
    through = [];
    refusals = [];
    slowness = 0;
  });

  let made = 0;
  /** A new request each time: the same one would be a replay. */
  const genuine = (at = clock.now()): Sent => {
    made += 1;
    return signed(SECRET, at, `command=%2Fgrant-admin&trigger_id=${made}.abc&text=${'x'.repeat(made % 50)}`);
  };
  const at = (offset: number): Date => new Date(clock.now().getTime() + offset * 1000);
  const give = (sent: Sent): Promise<Got> => send(url, sent);

  describe('a good signature', () => {
    it.each([0, -1, 1, -299, 299, -300, 300])(
      'comes through %d seconds off, with the body as it was sent',
      async (offset) => {
        const sent = genuine(at(offset));
        expect(await give(sent)).toEqual({ status: 202, body: '{"number":1}', contentType: 'application/json' });
        expect(through).toEqual([{ body: sent.body, contentType: FORM }]);
        expect(refusals).toEqual([]);
      },
    );

    it('comes through whatever is said in the body', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.string({ unit: 'grapheme', maxLength: 200 }),
          fc.integer({ min: -299, max: 299 }),
          async (text, offset) => {
            const body = new URLSearchParams({ payload: JSON.stringify({ text }), n: String((made += 1)) }).toString();
            expect((await give(signed(SECRET, at(offset), body))).status).toBe(202);
            expect(through.at(-1)?.body).toBe(body);
          },
        ),
      );
    });
  });

  describe('a bad signature', () => {
    const flip = (text: string, place: number): string => {
      const index = place % text.length;
      return text.slice(0, index) + (text[index] === '0' ? '1' : '0') + text.slice(index + 1);
    };
    const resigned = (sent: Sent, timestamp: string, secret = SECRET): Sent =>
      withHeader(
        withHeader(sent, 'x-slack-request-timestamp', timestamp),
        'x-slack-signature',
        signatureOf(secret, timestamp, String(sent.body)),
      );
    const signature = (sent: Sent): string => header(sent, 'x-slack-signature');
    const timestamp = (sent: Sent): string => header(sent, 'x-slack-request-timestamp');

    /** Ways to spoil a genuine request; `at` says where. */
    const spoilt: Record<string, (sent: Sent, place: number) => Sent> = {
      'one digit of the signature changed': (sent, place) =>
        withHeader(sent, 'x-slack-signature', `v0=${flip(signature(sent).slice(3), place)}`),
      'one byte of the body changed': (sent, place) => ({ ...sent, body: flip(String(sent.body), place) }),
      'one byte of the body more': (sent) => ({ ...sent, body: `${String(sent.body)}&` }),
      'another time': (sent, place) =>
        withHeader(sent, 'x-slack-request-timestamp', String(seconds() - 1 - (place % 200))),
      'another secret': (sent, place) => resigned(sent, timestamp(sent), `${SECRET}${place}`),
      'the empty secret': (sent) => resigned(sent, timestamp(sent), ' '.trim()),
      'version v1': (sent) => withHeader(sent, 'x-slack-signature', signature(sent).replace('v0', 'v1')),
      'no version': (sent) => withHeader(sent, 'x-slack-signature', signature(sent).slice(3)),
      'upper-case digits': (sent) =>
        withHeader(
          sent,
          'x-slack-signature',
          `v0=${signature(sent)
            .slice(3)
            .toUpperCase()
            .replace(/^[0-9]*$/u, 'A')}`,
        ),
      'a shorter signature': (sent, place) =>
        withHeader(sent, 'x-slack-signature', signature(sent).slice(0, 3 + (place % 63))),
      'something behind the signature': (sent, place) =>
        withHeader(sent, 'x-slack-signature', `${signature(sent)}=${place}`),
      'digits behind the signature': (sent, place) =>
        withHeader(sent, 'x-slack-signature', `${signature(sent)}${place}`),
      'an empty signature': (sent) => withHeader(sent, 'x-slack-signature', ''),
      'no signature': (sent) => withHeader(sent, 'x-slack-signature', null),
      'no time': (sent) => withHeader(sent, 'x-slack-request-timestamp', null),
      neither: (sent) => withHeader(withHeader(sent, 'x-slack-signature', null), 'x-slack-request-timestamp', null),
      'two signatures, the good one first': (sent) =>
        withHeader(sent, 'x-slack-signature', [signature(sent), `v0=${'0'.repeat(64)}`]),
      'two signatures, the good one last': (sent) =>
        withHeader(sent, 'x-slack-signature', [`v0=${'0'.repeat(64)}`, signature(sent)]),
      'the good signature twice': (sent) => withHeader(sent, 'x-slack-signature', [signature(sent), signature(sent)]),
      'two times': (sent) => withHeader(sent, 'x-slack-request-timestamp', [timestamp(sent), timestamp(sent)]),
      'five minutes and a second ago': (sent, place) => resigned(sent, String(seconds() - 301 - place)),
      'five minutes and a second ahead': (sent, place) => resigned(sent, String(seconds() + 301 + place)),
      'a day ahead': (sent) => resigned(sent, String(seconds() + DAY)),
      'a day ago': (sent) => resigned(sent, String(seconds() - DAY)),
      'a time that is no number': (sent, place) =>
        resigned(sent, ['now', 'NaN', 'Infinity', '', '1.5', 'null'][place % 6] ?? ''),
      'milliseconds for seconds': (sent) => resigned(sent, `${seconds()}000`),
    };

    it.each(Object.keys(spoilt))('does not come through: %s', async (way) => {
      for (const place of [0, 1, 63])
        expect((await give(spoilt[way]?.(genuine(), place) ?? genuine())).status).toBe(401);
      expect(through).toEqual([]);
      expect(refusals).toHaveLength(3);
    });

    it('does not come through in any of some thousand generated ways', async () => {
      const ways = fc.constantFrom(...Object.values(spoilt));
      const attempt = fc.tuple(ways, fc.nat(10_000)).map(([spoil, place]) => spoil(genuine(), place));
      await fc.assert(
        fc.asyncProperty(fc.array(attempt, { minLength: 20, maxLength: 40 }), async (attempts) => {
          const answers = await Promise.all(attempts.map(give));
          expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
          expect(through).toEqual([]);
        }),
        { numRuns: 80, endOnFailure: true },
      );
    });

    it('says why in words of our own, and nothing of what was in the request', async () => {
      for (const spoil of Object.values(spoilt)) await give(spoil(genuine(), 7));
      expect([...new Set(refusals)].sort()).toEqual([
        'it is not signed',
        'its signature is wrong',
        'its time is more than five minutes off',
      ]);
    });
  });

  describe('a replay', () => {
    it('is answered as the first one was, and has no effect, fifty times in turn', async () => {
      const sent = genuine();
      const answers: Got[] = [];
      for (let times = 0; times < 50; times += 1) answers.push(await give(sent));
      expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
        new Set([JSON.stringify({ status: 202, body: '{"number":1}', contentType: 'application/json' })]),
      );
      expect(through).toHaveLength(1);
    });

    it('waits for the first answer where fifty come at once', async () => {
      slowness = 100;
      const sent = genuine();
      const answers = await Promise.all(Array.from({ length: 50 }, () => give(sent)));
      expect(answers.map(({ status, body }) => `${status} ${body}`)).toEqual(Array(50).fill('202 {"number":1}'));
      expect(through).toHaveLength(1);
    });

    it.each([
      [
        'another spelling of the time',
        (sent: Sent) => withHeader(sent, 'x-slack-request-timestamp', `${header(sent, 'x-slack-request-timestamp')}.0`),
      ],
      ['another content type', (sent: Sent) => withHeader(sent, 'content-type', `${FORM}; charset=utf-8`)],
      ['another header', (sent: Sent) => withHeader(sent, 'x-slack-retry-num', '1')],
      [
        'something behind the signature',
        (sent: Sent) => withHeader(sent, 'x-slack-signature', `${header(sent, 'x-slack-signature')}=again`),
      ],
    ])('is not made a new request by %s', async (_, change) => {
      const sent = genuine();
      await give(sent);
      await give(change(sent));
      expect(through).toHaveLength(1);
    });

    it('is not what a second, different request is', async () => {
      await give(genuine());
      await give(genuine());
      expect(through).toHaveLength(2);
    });

    it('is refused like any other once its time is over', async () => {
      const sent = genuine();
      await give(sent);
      clock.pass(301_000);
      expect((await give(sent)).status).toBe(401);
      expect(through).toHaveLength(1);
    });

    it('is not what the same letters typed twice into a picker are', async () => {
      const payload = JSON.stringify({ type: 'block_suggestion', value: 'ada' });
      const sent = signed(SECRET, clock.now(), new URLSearchParams({ payload }).toString());
      expect([(await give(sent)).body, (await give(sent)).body]).toEqual(['{"number":1}', '{"number":2}']);
    });

    it.each(['block_actions', 'view_submission'])('is recognised where the payload is %s', async (type) => {
      const payload = JSON.stringify({ type, n: (made += 1) });
      const sent = signed(SECRET, clock.now(), new URLSearchParams({ payload }).toString());
      await give(sent);
      await give(sent);
      expect(through).toHaveLength(1);
    });
  });

  it.each([
    [FORM, 'payload=null'],
    [FORM, 'payload=[1]'],
    [FORM, 'payload=%22text%22'],
    [FORM, 'payload={'],
    ['application/json', 'null'],
    ['application/json', ''],
    ['text/plain', 'payload={}'],
  ])('turns away what says nothing, because Bolt falls over it: %s %j', async (contentType, body) => {
    const sent = withHeader(signed(SECRET, clock.now(), body), 'content-type', contentType);
    expect((await give(sent)).status).toBe(400);
    expect(through).toEqual([]);
    expect(refusals).toEqual(['it is nothing that Slack sends']);
  });

  it('answers Slack’s check of the URL, which is not signed and wants nothing', async () => {
    const check: Sent = { body: 'ssl_check=1&token=x', headers: { 'content-type': FORM } };
    expect(await give(check)).toMatchObject({ status: 200, body: '' });
    expect((await give(withHeader(check, 'x-slack-signature', 'v0=00'))).status).toBe(401);
    expect(through).toEqual([]);
  });

  it('takes a content type with a charset, which a proxy may have put there', async () => {
    await give(withHeader(genuine(), 'content-type', `${FORM}; charset=utf-8`));
    expect(through[0]?.contentType).toBe(FORM);
  });

  it('turns away a body that is larger than any of Slack’s', async () => {
    const largest = `text=${'x'.repeat(2 * 1024 * 1024 - 5)}`;
    expect((await give(signed(SECRET, clock.now(), largest))).status).toBe(202);
    const tooLarge = `${largest}x`;
    expect((await give(signed(SECRET, clock.now(), tooLarge))).status).toBe(413);
    expect(refusals).toEqual(['the body is too large']);
    expect(through).toHaveLength(1);
  });

  it('reads no more of a body without end than it would take', async () => {
    const endless = signed(SECRET, clock.now(), `payload=${'x'.repeat(32 * 1024 * 1024)}`);
    // Whoever goes on sending may find the connection closed before the answer.
    const answer = await give(endless).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(413);
    expect(refusals).toEqual(['the body is too large']);
    expect(through).toEqual([]);
  });

  it('goes on after a client that went away in the middle', async () => {
    const half = request(url, { method: 'POST', headers: { 'content-length': '100' } });
    half.on('error', () => undefined);
    half.write('half of it');
    await sleep(50);
    half.destroy();
    expect((await give(genuine())).status).toBe(202);
    expect(through).toHaveLength(1);
  });
});

function rawBody(received: IncomingMessage): string {
  return 'rawBody' in received && Buffer.isBuffer(received.rawBody) ? received.rawBody.toString() : '(none)';
}
