import { createHash } from 'node:crypto';

import canonicalize from 'canonicalize';

import type { Json } from './planning/plan.js';

/** The one text of a value that RFC 8785 allows: keys in order, no spaces. Equal values have equal texts. */
export function canonical(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON has a canonical text.');
  return text;
}

/** SHA-256 in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
