import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { Keys } from '../../src/simulator/aws/keys.js';
import { BadSignature, verifySignature } from '../../src/simulator/aws/signature.js';

/** How the bucket misbehaves. */
export type Fault =
  { readonly kind: 'hang' } | { readonly kind: 'refuse'; readonly status: number; readonly code: string };

/** An object and until when nobody may delete it. */
export interface Locked {
  readonly body: string;
  readonly mode: string;
  readonly until: Date;
}

/** A bucket with object lock behind real HTTP: it takes new objects of whoever signs well, and nothing else. */
export interface TestBucket {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** By path: `/bucket/key`. */
  readonly objects: ReadonlyMap<string, Locked>;
  /** Every request, as `PUT /bucket/key 200`. */
  readonly requests: readonly string[];
  fault: Fault | null;
  stop(): Promise<void>;
}

const ACCOUNT = { accessKeyId: 'AKIATESTBUCKET', secretAccessKey: 'secret-of-a-test-bucket', account: '111122223333' };

/** Starts one. What it refuses is refused with the codes that S3 has for it (docs.aws.amazon.com/AmazonS3/latest/API). */
export async function startBucket(): Promise<TestBucket> {
  const objects = new Map<string, Locked>();
  const requests: string[] = [];
  const keys = new Keys(ACCOUNT);
  const state: { fault: Fault | null } = { fault: null };

  const refusal = async (request: IncomingMessage): Promise<{ status: number; code: string } | null> => {
    const { method = '', url = '/', headers } = request;
    const body = await buffer(request);
    try {
      verifySignature({ method, url, headers, body }, { keys, service: 's3', now: Date.now() });
    } catch (error) {
      if (error instanceof BadSignature) return { status: 403, code: 'SignatureDoesNotMatch' };
      throw error;
    }
    if (method !== 'PUT') return { status: 403, code: 'AccessDenied' };
    const [path = ''] = url.split('?');
    const { 'if-none-match': ifNoneMatch, 'x-amz-object-lock-mode': mode, 'x-amz-checksum-sha256': checksum } = headers;
    const until = new Date(String(headers['x-amz-object-lock-retain-until-date']));
    if (typeof mode !== 'string' || Number.isNaN(until.getTime())) return { status: 400, code: 'InvalidRequest' };
    // Object lock wants to know that what it keeps for years is what was sent.
    if (checksum !== createHash('sha256').update(body).digest('base64')) return { status: 400, code: 'BadDigest' };
    if (objects.has(path))
      return ifNoneMatch === '*' ? { status: 412, code: 'PreconditionFailed' } : { status: 403, code: 'AccessDenied' };
    objects.set(path, { body: body.toString('utf8'), mode, until });
    return null;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { fault } = state;
    const refused = fault?.kind === 'refuse' ? fault : await refusal(request);
    requests.push(
      `${request.method} ${request.url?.split('?')[0]} ${fault?.kind === 'hang' ? 'hangs' : (refused?.status ?? 200)}`,
    );
    if (fault?.kind === 'hang') return;
    response.writeHead(refused?.status ?? 200, { 'content-type': 'application/xml' });
    response.end(refused ? `<Error><Code>${refused.code}</Code><Message>told by a test</Message></Error>` : '');
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: ACCOUNT.accessKeyId, secretAccessKey: ACCOUNT.secretAccessKey },
    objects,
    requests,
    get fault() {
      return state.fault;
    },
    set fault(fault) {
      state.fault = fault;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
