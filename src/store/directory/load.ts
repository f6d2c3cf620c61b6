import type { DirectoryKind } from '../../engine/organisation/directory.js';
import type { Listed } from '../../engine/organisation/directory-copy.js';
import type { Database } from '../database.js';
import { entryPages, type Generation } from './entries.js';
import { KINDS, type Kind, type Shown } from './kinds.js';
import { Pack } from './pack.js';
import { PackedIndex } from './packed-index.js';
import { inSteps, type Steps } from './steps.js';
import { stored } from '../stored.js';

/** Reads a complete generation into memory, others having their turn all the while. */
export async function loadIndex<K extends DirectoryKind>(
  db: Database,
  of: Generation<K>,
): Promise<PackedIndex<Shown[K]>> {
  const pack = new Pack();
  for await (const rows of entryPages(db, of)) await inSteps(packing(pack, of.kind, rows));
  return inSteps(indexed<K>(pack));
}

/** An index of these, for what has them at hand. */
export function* indexOf<K extends DirectoryKind>(kind: K, rows: readonly Listed[K][]): Steps<PackedIndex<Shown[K]>> {
  const pack = new Pack();
  yield* packing(pack, kind, rows);
  return yield* indexed<K>(pack);
}

function* packing<K extends DirectoryKind>(pack: Pack, kind: K, rows: readonly Listed[K][]): Steps<void> {
  const { foundBy, shown }: Kind<K> = KINDS[kind];
  for (const row of rows) {
    pack.add(JSON.stringify(shown(row)), foundBy(row));
    yield;
  }
}

function* indexed<K extends DirectoryKind>(pack: Pack): Steps<PackedIndex<Shown[K]>> {
  return new PackedIndex<Shown[K]>(yield* pack.packed(), (record) => stored<Shown[K]>(record));
}
