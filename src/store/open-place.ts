import { openPostgres, type Database, type OpenDatabase } from './database.js';
import { openEmbedded } from './embedded/open.js';
import { migrate } from './migrate.js';
import type { SchemaState } from './schema-state.js';

/** Where the database is. */
export type DatabasePlace =
  | { readonly kind: 'postgres'; readonly url: string; readonly connections?: number }
  | { readonly kind: 'embedded'; readonly dataDir: string }
  /** Opened by somebody else, who also closes it. */
  | { readonly kind: 'opened'; readonly database: OpenDatabase; readonly schema: string };

/** Opens a database, whatever kind it is of. */
export async function openPlace(place: DatabasePlace, onLost: (error: Error) => void): Promise<OpenDatabase> {
  switch (place.kind) {
    case 'postgres':
      return openPostgres(place.url, { connections: place.connections });
    case 'embedded':
      return openEmbedded(place.dataDir, onLost);
    case 'opened':
      return { db: place.database.db, close: () => Promise.resolve() };
  }
}

/**
 * Brings an opened database to this version's schema. A migration may take longer than a person would wait, so in
 * PostgreSQL it has a connection of its own, without a time limit.
 * @throws SchemaTooNew where this version cannot work on it.
 */
export async function migratePlace(place: DatabasePlace, db: Database): Promise<SchemaState> {
  if (place.kind !== 'postgres') return migrate(db, place.kind === 'opened' ? place.schema : undefined);
  const patient = openPostgres(place.url, { connections: 1, patient: true });
  try {
    return await migrate(patient.db);
  } finally {
    await patient.close();
  }
}
