import type { InstallStates } from '../engine/installation.js';
import type { Database } from './database.js';

/** Installs under way in somebody's browser. Digests only: who reads the database can finish none of them. */
export function installStatesIn(db: Database): InstallStates {
  return {
    add: async ({ digest, browser, at, until }) => {
      await db.deleteFrom('install_states').where('expires_at', '<=', at).execute();
      await db.insertInto('install_states').values({ digest, browser, created_at: at, expires_at: until }).execute();
    },
    take: async ({ digest, browser, at }) => {
      const taken = await db
        .deleteFrom('install_states')
        .where('digest', '=', digest)
        .where('browser', '=', browser)
        .where('expires_at', '>', at)
        .returning('digest')
        .executeTakeFirst();
      return taken !== undefined;
    },
  };
}
