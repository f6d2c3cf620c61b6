import type { DirectoryKind } from '../../engine/organisation/directory.js';
import type { Database } from '../database.js';
import type { Shown } from './kinds.js';
import { indexOf, loadIndex } from './load.js';
import type { PackedIndex } from './packed-index.js';
import { atOnce } from './steps.js';

/** One kind as it is in use. */
export interface CopyInMemory<K extends DirectoryKind> {
  index(): PackedIndex<Shown[K]>;
  /** When it was complete; `null` where there is none yet. */
  at(): Date | null;
  /** Settles when there is a first one. */
  readonly first: Promise<void>;
  /** Takes the newest complete generation into use; the one before stays in use until then. */
  refresh(): Promise<void>;
}

export function copyInMemory<K extends DirectoryKind>(db: Database, enterpriseId: string, kind: K): CopyInMemory<K> {
  let inUse: InUse<K> = { index: atOnce(indexOf<K>(kind, [])), generation: null, at: null };
  let opens = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    opens = resolve;
  });

  const refresh = async (): Promise<void> => {
    const newer = await newerThan(inUse, db, { enterpriseId, kind });
    if (!newer) return;
    inUse = newer;
    opens();
  };
  let last: Promise<void> = Promise.resolve();
  return {
    index: () => inUse.index,
    at: () => inUse.at,
    first,
    refresh: () => {
      // One after the other: whoever asks while one is under way may know of something newer.
      last = last.then(refresh, refresh);
      return last;
    },
  };
}

interface InUse<K extends DirectoryKind> {
  readonly index: PackedIndex<Shown[K]>;
  readonly generation: number | null;
  readonly at: Date | null;
}

interface Which<K> {
  readonly enterpriseId: string;
  readonly kind: K;
}

async function newerThan<K extends DirectoryKind>(
  { generation }: InUse<K>,
  db: Database,
  which: Which<K>,
): Promise<InUse<K> | null> {
  let newest = await complete(db, which);
  if (!newest || newest.generation === generation) return null;
  for (;;) {
    const index = await loadIndex(db, { ...which, generation: newest.generation });
    const meanwhile = await complete(db, which);
    // What was replaced while it was being loaded may have been dropped half-way.
    if (!meanwhile || meanwhile.generation === newest.generation) return { ...newest, index };
    newest = meanwhile;
  }
}

async function complete(
  db: Database,
  { enterpriseId, kind }: Which<DirectoryKind>,
): Promise<{ generation: number; at: Date } | null> {
  const row = await db
    .selectFrom('directory_reads')
    .select(['complete', 'completed_at'])
    .where('enterprise_id', '=', enterpriseId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.complete && row.completed_at ? { generation: row.complete, at: row.completed_at } : null;
}
