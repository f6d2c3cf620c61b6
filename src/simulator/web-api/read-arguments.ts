import type { IncomingMessage } from 'node:http';

import { readBody } from '../http/read-body.js';
import type { JsonObject } from '../json.js';
import { isObject, parseJson, textOf } from '../json.js';
import { Refusal } from '../refusal.js';

interface Arguments {
  args: JsonObject;
  token: string | undefined;
}

/** Numbers and truth values of a JSON body count like the text a form would carry; null is absent. */
function asInForm(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function withoutNull(given: JsonObject): JsonObject {
  const kept = Object.entries(given).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, asInForm(value)]));
}

function fromJson(body: string): JsonObject {
  const parsed = parseJson(body === '' ? '{}' : body);
  if (parsed === undefined) throw new Refusal('invalid_json');
  if (!isObject(parsed)) throw new Refusal('json_not_object');
  return parsed;
}

async function fromMultipart(body: Buffer, type: string): Promise<JsonObject> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  return Object.fromEntries([...form.entries()].filter(([, value]) => typeof value === 'string'));
}

async function fromBody(body: Buffer, type: string | undefined): Promise<JsonObject> {
  if (body.length === 0) return {};
  if (type === undefined) throw new Refusal('missing_post_type');
  const [mediaType = '', parameters = ''] = type.toLowerCase().split(';');
  const charset = /charset="?([\w-]+)/.exec(parameters)?.[1];
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'iso-8859-1') throw new Refusal('invalid_charset');
  switch (mediaType.trim()) {
    case 'application/x-www-form-urlencoded':
      return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    case 'application/json':
      return fromJson(body.toString('utf8'));
    case 'multipart/form-data':
      return fromMultipart(body, type);
    default:
      throw new Refusal('invalid_post_type');
  }
}

/** The arguments of a call, from the query and the body, and its token, from the header or else the body. */
export async function readArguments(request: IncomingMessage, url: URL): Promise<Arguments> {
  const body = await readBody(request);
  const given = { ...Object.fromEntries(url.searchParams), ...(await fromBody(body, request.headers['content-type'])) };
  const { token, ...args } = withoutNull(given);
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return { args, token: bearer ?? textOf(token) };
}
