import { sql } from 'kysely';

import type { Database } from './database.js';

/** What a PostgreSQL server says of itself. */
export interface ServerFacts {
  /** 150004 is PostgreSQL 15.4. */
  readonly version: number;
  /** Connections in use now, and the most it takes. */
  readonly used: number;
  readonly most: number;
}

export async function serverFacts(db: Database): Promise<ServerFacts> {
  const { rows } = await sql<ServerFacts>`
    select current_setting('server_version_num')::int as version,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used,
      current_setting('max_connections')::int as most`.execute(db);
  return rows[0] ?? { version: 0, used: 0, most: 0 };
}
