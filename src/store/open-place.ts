import { openPostgres, type OpenDatabase } from './database.js';
import { openEmbedded } from './embedded/open.js';

/** Where the database is. */
export type DatabasePlace =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'embedded'; readonly dataDir: string }
  /** Opened by somebody else, who also closes it. */
  | { readonly kind: 'opened'; readonly database: OpenDatabase; readonly schema: string };

/** Opens a database, whatever kind it is of. */
export async function openPlace(place: DatabasePlace, onLost: (error: Error) => void): Promise<OpenDatabase> {
  switch (place.kind) {
    case 'postgres':
      return openPostgres(place.url);
    case 'embedded':
      return openEmbedded(place.dataDir, onLost);
    case 'opened':
      return { db: place.database.db, close: () => Promise.resolve() };
  }
}
