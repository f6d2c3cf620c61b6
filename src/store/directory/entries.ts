import { sql } from 'kysely';

import type { DirectoryKind } from '../../engine/organisation/directory.js';
import type { Listed } from '../../engine/organisation/directory-copy.js';
import type { Handle } from '../database.js';
import { stored } from '../stored.js';
import { KINDS, type Kind } from './kinds.js';

/** One generation of one kind. */
export interface Generation<K extends DirectoryKind = DirectoryKind> {
  readonly enterpriseId: string;
  readonly kind: K;
  readonly generation: number;
}

/** As many rows as are read or dropped at a time: nobody else waits for the database much longer than for one row. */
const AT_ONCE = 500;

/** Adds what a page listed. People and channels move while pages are read, so one can stand on two of them. */
export async function addEntries<K extends DirectoryKind>(
  trx: Handle,
  of: Generation<K>,
  rows: readonly Listed[K][],
): Promise<void> {
  const { merged }: Kind<K> = KINDS[of.kind];
  const known = new Map<string, Listed[K]>();
  if (merged) for (const row of await entriesOf(trx, of, idsOf(rows))) known.set(row.id, row);
  for (const row of rows) {
    const other = known.get(row.id);
    known.set(row.id, other ? (merged?.(other, row) ?? other) : row);
  }
  if (known.size === 0) return;
  const values = [...known.values()].map((row) => ({
    enterprise_id: of.enterpriseId,
    kind: of.kind,
    generation: of.generation,
    id: row.id,
    content: JSON.stringify(row),
  }));
  await trx
    .insertInto('directory_entries')
    .values(values)
    .onConflict((conflict) => {
      const same = conflict.columns(['enterprise_id', 'kind', 'generation', 'id']);
      return merged ? same.doUpdateSet({ content: (row) => row.ref('excluded.content') }) : same.doNothing();
    })
    .execute();
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

async function entriesOf<K extends DirectoryKind>(trx: Handle, of: Generation<K>, ids: string[]): Promise<Listed[K][]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('directory_entries')
    .select('content')
    .where('enterprise_id', '=', of.enterpriseId)
    .where('kind', '=', of.kind)
    .where('generation', '=', of.generation)
    .where('id', 'in', ids)
    .execute();
  return rows.map(({ content }) => stored<Listed[K]>(content));
}

/** All rows of a generation, some at a time. */
export async function* entryPages<K extends DirectoryKind>(
  db: Handle,
  of: Generation<K>,
): AsyncGenerator<readonly Listed[K][]> {
  let after = '';
  for (;;) {
    const rows = await db
      .selectFrom('directory_entries')
      .select(['id', 'content'])
      .where('enterprise_id', '=', of.enterpriseId)
      .where('kind', '=', of.kind)
      .where('generation', '=', of.generation)
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    yield rows.map(({ content }) => stored<Listed[K]>(content));
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.id ?? '';
  }
}

/** Drops what is neither in use nor being read. Whoever is just loading it finds out and loads what is newer. */
export async function dropOldEntries(db: Handle, enterpriseId: string, kind: DirectoryKind): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      delete from directory_entries where ctid = any (array(
        select entry.ctid from directory_entries as entry
        join directory_reads as read using (enterprise_id, kind)
        where enterprise_id = ${enterpriseId} and kind = ${kind}
          and entry.generation <> read.generation and entry.generation is distinct from read.complete
        limit ${AT_ONCE}
      )) returning id`.execute(db);
    if (rows.length < AT_ONCE) return;
  }
}
