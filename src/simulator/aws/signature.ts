import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import type { Key, Keys } from './keys.js';

/** AWS takes a signature for five minutes before and after its time. */
const patience = 5 * 60_000;
const algorithm = 'AWS4-HMAC-SHA256';

/** A request as it is signed. */
export interface SignedRequest {
  method: string;
  /** With its query string. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What is wrong with a signature, in our own words; each of the two services has codes of its own for them. */
export type SignatureProblem = 'missing' | 'unknown_key' | 'expired_token' | 'mismatch';

/** Thrown for a request that is not signed as it should be. */
export class BadSignature extends Error {
  readonly problem: SignatureProblem;

  constructor(problem: SignatureProblem, message: string) {
    super(message);
    this.name = 'BadSignature';
    this.problem = problem;
  }
}

interface Claim {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
}

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

function claimOf(headers: IncomingHttpHeaders): Claim {
  const parts = authorization.exec(headers.authorization ?? '');
  if (!parts) throw new BadSignature('missing', 'Missing Authentication Token');
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = ''] = parts;
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature };
}

/** Whose key a request says it is signed with; nothing of it has been verified. */
export function claimedKey(headers: IncomingHttpHeaders): string | null {
  return authorization.exec(headers.authorization ?? '')?.[1] ?? null;
}

const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** `20260131T235959Z`, in milliseconds since 1970. */
function timeOf(stamp: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  return parts ? Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`) : Number.NaN;
}

function headerValue(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return [value ?? []].flat().join(',').trim().replaceAll(/\s+/g, ' ');
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function canonicalRequest({ method, url, headers, body }: SignedRequest, signedHeaders: readonly string[]): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const encode = (text: string): string =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...searchParams].map(([key, value]) => `${encode(key)}=${encode(value)}`).sort();
  return [
    method,
    pathname.split('/').map(encode).join('/'),
    query.join('&'),
    ...signedHeaders.map((name) => `${name}:${headerValue(headers, name)}`),
    '',
    signedHeaders.join(';'),
    sha256(body),
  ].join('\n');
}

function signatureOf(request: SignedRequest, claim: Claim, secret: string): string {
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const stamp = headerValue(request.headers, 'x-amz-date');
  const toSign = [algorithm, stamp, scope, sha256(canonicalRequest(request, claim.signedHeaders))].join('\n');
  const key = [claim.date, claim.region, claim.service, 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString('hex');
}

function checkSession({ session }: Key, headers: IncomingHttpHeaders, now: number): void {
  const token = headers['x-amz-security-token'];
  if ((session?.token ?? undefined) !== token) {
    throw new BadSignature('unknown_key', 'The security token included in the request is invalid.');
  }
  if (session && session.expires <= now) {
    throw new BadSignature('expired_token', 'The security token included in the request is expired');
  }
}

/** Headers that have to be under the signature, or they could be changed on the way. */
function checkSignedHeaders({ headers }: SignedRequest, signedHeaders: readonly string[]): void {
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const open = needed.find((name) => !signedHeaders.includes(name));
  if (open !== undefined) throw new BadSignature('mismatch', `'${open}' must be a 'SignedHeader' in the request.`);
}

function checkTime(stamp: string, claim: Claim, now: number): void {
  const signedAt = timeOf(stamp);
  if (!Number.isFinite(signedAt) || !stamp.startsWith(claim.date)) {
    throw new BadSignature('mismatch', 'Date in Credential scope does not match YYYYMMDD from x-amz-date.');
  }
  if (signedAt < now - patience) throw new BadSignature('mismatch', `Signature expired: ${stamp} is now too old.`);
  if (signedAt > now + patience) throw new BadSignature('mismatch', `Signature not yet current: ${stamp}.`);
}

/** Computes the signature anew from what arrived. @throws BadSignature unless it is the very same. */
export function verifySignature(
  request: SignedRequest,
  { keys, service, now }: { keys: Keys; service: string; now: number },
): { key: Key; region: string } {
  const claim = claimOf(request.headers);
  if (claim.service !== service) {
    throw new BadSignature('mismatch', `Credential should be scoped to correct service: '${service}'.`);
  }
  const key = keys.find(claim.accessKeyId);
  if (!key) throw new BadSignature('unknown_key', 'The security token included in the request is invalid.');
  checkSignedHeaders(request, claim.signedHeaders);
  checkTime(headerValue(request.headers, 'x-amz-date'), claim, now);
  if (signatureOf(request, claim, key.secretAccessKey) !== claim.signature) {
    throw new BadSignature(
      'mismatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  }
  checkSession(key, request.headers, now);
  return { key, region: claim.region };
}
