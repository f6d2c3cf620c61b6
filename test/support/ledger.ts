import {
  hashOf,
  GENESIS,
  MARK_LENGTH,
  markStep,
  readCheckpoint,
  signCheckpoint,
} from '../../src/engine/ledger/checkpoint.js';
import type { SigningKey } from '../../src/engine/ledger/signing-key.js';
import type { Head, LedgerRow } from '../../src/engine/ledger/verify-ledger.js';
import type { LedgerSource } from '../../src/store/ledger-source.js';

/** What the second verifier, which is no part of the app, can do (tools/verify-ledger.mjs). */
export interface SecondVerifier {
  verifyLines(
    lines: Iterable<string>,
    checkpoints: readonly unknown[],
    partial?: boolean,
  ): Promise<{ bad: { first: number; last: number; why: string } | null; entries: number; covered: number }>;
  readCheckpoints(
    lines: readonly string[],
    trusted: readonly string[],
  ): { checkpoints: readonly unknown[]; problems: readonly string[]; notes: readonly string[] };
}

/** Loads the second verifier. */
export async function secondVerifier(): Promise<SecondVerifier> {
  const path: string = '../../tools/verify-ledger.mjs';
  return import(path);
}

/** A ledger that is held in memory, as a database would answer for it: by its sequences, in their order. */
export function sourceOf(
  enterpriseId: string,
  { rows, head, checkpoints = [] }: { rows: readonly LedgerRow[]; head: Head | null; checkpoints?: readonly string[] },
): LedgerSource {
  const sorted = [...rows].sort((one, other) => one.sequence - other.sequence);
  const never = (): Promise<never> => Promise.reject(new Error('Nobody should ask for this.'));
  return {
    enterpriseId,
    head: () => Promise.resolve(head),
    rows: (after) => Promise.resolve(sorted.filter(({ sequence }) => after === null || sequence > after).slice(0, 20)),
    rowsBetween: never,
    checkpoints: () => Promise.resolve(checkpoints),
    record: never,
    erase: never,
    search: never,
  };
}

/** A checkpoint of these rows up to an entry, after the one before. */
export function checkpointOf(
  rows: readonly LedgerRow[],
  count: number,
  { key, before, at, enterpriseId }: { key: SigningKey; before: string | null; at: string; enterpriseId: string },
): string {
  const last = before === null ? null : (readCheckpoint(before)?.checkpoint ?? null);
  const from = (last?.count ?? 0) + 1;
  const step = markStep(count - from + 1);
  const marked = rows.filter(({ sequence }) => sequence >= from && sequence <= count && (sequence - from) % step === 0);
  return signCheckpoint(
    {
      v: 1,
      kind: 'gridkeeper.checkpoint',
      enterprise_id: enterpriseId,
      number: (last?.number ?? 0) + 1,
      previous: last ? hashOf(last) : GENESIS,
      count,
      head: rows.find(({ sequence }) => sequence === count)?.hash ?? GENESIS,
      at,
      marks: { from, step, hashes: marked.map(({ hash }) => hash.slice(0, MARK_LENGTH)) },
      public_key: key.publicKey,
    },
    key,
    null,
  );
}
