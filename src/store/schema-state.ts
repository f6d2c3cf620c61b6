import { sql } from 'kysely';

import type { Database } from './database.js';

/** How the schema of a database stands to what a version of the app needs. */
export interface SchemaState {
  /**
   * `pending`: this version has migrations that were not done yet. `newer`: a later version was here, and this one can
   * work beside it. `too_new`: it cannot.
   */
  readonly kind: 'current' | 'pending' | 'newer' | 'too_new';
  /** Those of this version that were not done yet. */
  readonly pending: readonly string[];
  /** Those done that this version does not know. */
  readonly unknown: readonly string[];
  /** The first four digits of the migration that a version has to know to work on this schema. */
  readonly oldest: string;
}

/** The database belongs to a version that took something away which this one needs. */
export class SchemaTooNew extends Error {
  constructor({ unknown, oldest, pending }: SchemaState) {
    const lacks = pending.length > 0 ? ` and lacks ${pending.join(', ')}` : '';
    super(
      `This version of Gridkeeper cannot work on this database: it has the migrations ${unknown.join(', ')} of another version${lacks}, and wants one that knows ${oldest} or later. Nothing was changed. Start the version that this database was last used with, or a newer one.`,
    );
    this.name = 'SchemaTooNew';
  }
}

/** Compares the migrations that were done with those a version knows. */
export async function schemaState(db: Database, known: readonly string[], schema?: string): Promise<SchemaState> {
  const done = await doneIn(db, schema);
  const pending = known.filter((name) => !done.includes(name));
  const unknown = done.filter((name) => !known.includes(name));
  const oldest = (await oldestIn(db, schema)) ?? '';
  if (unknown.length === 0) return { kind: pending.length > 0 ? 'pending' : 'current', pending, unknown, oldest };
  const newest = known.map(numberOf).toSorted().at(-1) ?? '';
  const fits = pending.length === 0 && newest >= oldest;
  return { kind: fits ? 'newer' : 'too_new', pending, unknown, oldest };
}

const numberOf = (migration: string): string => migration.slice(0, 4);

async function doneIn(db: Database, schema?: string): Promise<readonly string[]> {
  if (!(await exists(db, 'kysely_migration', schema))) return [];
  const { rows } = await sql<{ name: string }>`select name from ${table('kysely_migration', schema)}`.execute(db);
  return rows.map(({ name }) => name);
}

/** `null` where the schema is older than the first version that asked. */
async function oldestIn(db: Database, schema?: string): Promise<string | null> {
  if (!(await exists(db, 'schema_works_with', schema))) return null;
  const { rows } = await sql<{ oldest: string }>`select oldest from ${table('schema_works_with', schema)}`.execute(db);
  return rows[0]?.oldest ?? null;
}

async function exists(db: Database, name: string, schema?: string): Promise<boolean> {
  const full = schema ? `"${schema}"."${name}"` : name;
  const { rows } = await sql<{ there: boolean }>`select to_regclass(${full}) is not null as there`.execute(db);
  return rows[0]?.there ?? false;
}

const table = (name: string, schema?: string) => (schema ? sql.table(`${schema}.${name}`) : sql.table(name));
