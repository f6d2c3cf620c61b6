import type { IncomingMessage, ServerResponse } from 'node:http';

import { verifySlackRequest } from '@slack/bolt';
import { z } from 'zod';

import type { Clock } from '../../engine/ports.js';
import { Replays } from './replays.js';
import { FORM, saidIn } from './request-body.js';

export interface FrontDoorOptions {
  readonly signingSecret: string;
  readonly clock: Clock;
  /** Told why a request was turned away; never what was in it. */
  readonly onRefusal: (why: string) => void;
  /** Bolt's own listener, for what comes through. */
  readonly next: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Five minutes, to both sides (docs.slack.dev/authentication/verifying-requests-from-slack). */
const MAX_SKEW_SECONDS = 5 * 60;
/** Slack's payloads are far smaller: the largest, a view with its state, is limited to 250 kB. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** Letter by letter: Bolt's check takes `v0=…=anything` for the same signature, and a replay would look like a new request. */
const SIGNATURE = /^v0=[0-9a-f]{64}$/u;

/**
 * Stands before Bolt: refuses wrong signatures, requests from more than five minutes ago *or ahead* (Bolt accepts the
 * latter), and answers replays as the first request was answered.
 */
export function frontDoor({ signingSecret, clock, onRefusal, next }: FrontDoorOptions) {
  const replays = new Replays<Answer>();

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await readBody(request);
    if (raw === null) {
      // The rest of the body is still on its way: without this the connection would stay, half read.
      response.setHeader('connection', 'close');
      return refuse(response, 413, 'the body is too large', onRefusal);
    }
    const body = raw.toString();
    if (isSslCheck(request, body)) return void response.writeHead(200).end();
    const problem = problemWith(request, body, signingSecret, clock.now().getTime());
    if (problem) return refuse(response, 401, problem, onRefusal);

    const contentType = request.headers['content-type'];
    const said = saidIn(contentType, body);
    if (!said) return refuse(response, 400, 'it is nothing that Slack sends', onRefusal);

    const signature = String(request.headers['x-slack-signature']);
    // The same letters typed twice within a second make the same request: that is not a replay, and it only reads.
    const earlier = said['type'] === 'block_suggestion' ? null : replays.earlier(signature, answerOf(response));
    if (earlier) return repeat(response, await earlier);

    // Bolt reads a buffered body where it finds one, and compares the content type letter by letter.
    Object.assign(request, { rawBody: raw });
    if (contentType?.startsWith(FORM)) request.headers['content-type'] = FORM;
    next(request, response);
  };
}

/** Slack tries a command's URL now and then with an unsigned request that wants nothing but a 200. */
function isSslCheck({ headers }: IncomingMessage, body: string): boolean {
  return headers['x-slack-signature'] === undefined && new URLSearchParams(body).get('ssl_check') === '1';
}

function problemWith(request: IncomingMessage, body: string, signingSecret: string, now: number): string | null {
  const signature = request.headers['x-slack-signature'];
  const timestamp = Number(request.headers['x-slack-request-timestamp']);
  if (typeof signature !== 'string' || !Number.isInteger(timestamp)) return 'it is not signed';
  if (Math.abs(now / 1000 - timestamp) > MAX_SKEW_SECONDS) return 'its time is more than five minutes off';
  if (!SIGNATURE.test(signature)) return 'its signature is wrong';
  try {
    verifySlackRequest({
      signingSecret,
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
      nowMilliseconds: now,
    });
    return null;
  } catch {
    return 'its signature is wrong';
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function refuse(response: ServerResponse, status: number, why: string, onRefusal: (why: string) => void): void {
  onRefusal(why);
  response.writeHead(status).end();
}

/** What a request was answered, so that the same request gets the same answer again. */
interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string | null;
}

/** What the response will say, known when it has been said. */
function answerOf(response: ServerResponse): Promise<Answer> {
  return new Promise((resolve) => {
    const end = response.end.bind(response);
    const writeHead = response.writeHead.bind(response);
    let body = '';
    let contentType: string | null = null;
    response.writeHead = (...args: unknown[]) => {
      contentType = contentTypeIn(args.at(-1));
      return Reflect.apply(writeHead, response, args);
    };
    response.end = (...args: unknown[]) => {
      if (typeof args[0] === 'string' || Buffer.isBuffer(args[0])) body = args[0].toString();
      return Reflect.apply(end, response, args);
    };
    response.once('close', () => resolve({ status: response.statusCode, body, contentType }));
  });
}

/** Headers that are handed to `writeHead` are not to be had from the response afterwards. */
function contentTypeIn(headers: unknown): string | null {
  const given = Headers.safeParse(headers);
  return given.success ? (given.data['content-type'] ?? given.data['Content-Type'] ?? null) : null;
}

const Headers = z.object({ 'content-type': z.string().optional(), 'Content-Type': z.string().optional() });

function repeat(response: ServerResponse, { status, body, contentType }: Answer): void {
  response.writeHead(status, contentType ? { 'content-type': contentType } : {}).end(body);
}
