import { z } from 'zod';

import { canonical, sha256 } from '../canonical.js';
import { isSignedBy, type SigningKey } from './signing-key.js';

/*
 * A checkpoint says, signed, how many entries the ledger had at a moment and what its head was. It leaves the database,
 * so that whoever holds one sees whether the ledger is still the one that it was (docs/ledger.md).
 */

const Hash = z.string().regex(/^[0-9a-f]{64}$/u);
const Count = z.number().int().min(0);
const Body = z.strictObject({
  v: z.literal(1),
  kind: z.literal('gridkeeper.checkpoint'),
  enterprise_id: z.string(),
  /** From 1, without gaps. */
  number: z.number().int().min(1),
  /** Hash of the checkpoint before this one. */
  previous: Hash,
  /** How many entries there are. */
  count: Count,
  /** Hash of the last of them. */
  head: Hash,
  at: z.iso.datetime(),
  /** Beginnings of the hashes of the entries since the checkpoint before: every `step`th, from entry `from`. */
  marks: z.strictObject({ from: Count, step: z.number().int().min(1), hashes: z.array(z.string()) }),
  public_key: z.string(),
  /** Where the key is another one than before: the key before. */
  succeeds: z.string().exactOptional(),
});
const Signed = z.strictObject({
  checkpoint: Body,
  signature: z.string(),
  /** The same text signed with the key before. */
  countersignature: z.string().exactOptional(),
});

export type Checkpoint = z.infer<typeof Body>;
export type SignedCheckpoint = z.infer<typeof Signed>;

/** What the first checkpoint names as the one before it, and the first entry of a ledger, too. */
export const GENESIS = '0'.repeat(64);
/** As many characters of a hash as it takes to tell which entry is another one; the head has them all. */
export const MARK_LENGTH = 16;
/** With more entries since the last checkpoint than this, not every one is marked. */
const MOST_MARKS = 2000;

/** Every how many entries one is marked, of so many. */
export function markStep(entries: number): number {
  return Math.max(1, Math.ceil(entries / MOST_MARKS));
}

/** The hash by which the next checkpoint names this one. */
export function hashOf(checkpoint: Checkpoint): string {
  return sha256(textOf(checkpoint));
}

/** One line of JSON: the checkpoint and its signature; where the key has changed, with the old key’s beside it. */
export function signCheckpoint(checkpoint: Checkpoint, key: SigningKey, before: SigningKey | null): string {
  const text = textOf(checkpoint);
  const also = before ? { countersignature: before.sign(text) } : {};
  return canonical({ checkpoint, signature: key.sign(text), ...also });
}

/** Reads such a line; `null` where it is none. Whether it is signed is another question. */
export function readCheckpoint(line: string): SignedCheckpoint | null {
  try {
    return Signed.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** Whether it is signed with the key that it names. */
export function isSigned({ checkpoint, signature }: SignedCheckpoint): boolean {
  return isSignedBy(checkpoint.public_key, textOf(checkpoint), signature);
}

/** Whether the key before has signed it, too. */
export function isCountersigned({ checkpoint, countersignature }: SignedCheckpoint): boolean {
  if (checkpoint.succeeds === undefined || countersignature === undefined) return false;
  return isSignedBy(checkpoint.succeeds, textOf(checkpoint), countersignature);
}

function textOf(checkpoint: Checkpoint): string {
  return canonical(checkpoint);
}
