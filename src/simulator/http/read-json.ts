import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

import { parseJson } from '../json.js';
import { Refusal } from '../refusal.js';
import { readBody } from './read-body.js';

/** Reads a JSON body of a known form; anything else is refused with what is wrong with it. */
export async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): Promise<z.output<Schema>> {
  // A foreign page can send a form without asking the browser's leave, but not this content type.
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) throw new Refusal('not_json');
  const parsed = schema.safeParse(parseJson((await readBody(request)).toString('utf8')));
  if (!parsed.success) throw new Refusal('invalid_body', { problem: z.prettifyError(parsed.error) });
  return parsed.data;
}
