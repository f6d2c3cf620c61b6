import type { IncomingMessage } from 'node:http';

import { Refusal } from '../refusal.js';

const usuallyMost = 4 * 1024 * 1024;

/** The whole body of a request; more than 4 MB is refused unless told otherwise. */
export async function readBody(request: IncomingMessage, most = usuallyMost): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > most) throw new Refusal('request_too_large');
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
