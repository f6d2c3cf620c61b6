import { BadConfiguration } from '../config.js';
import { readToolConfig } from '../config/tools.js';
import { DataDirInUse } from '../store/embedded/lock.js';
import { migratePlace, openPlace } from '../store/open-place.js';
import { SchemaTooNew } from '../store/schema-state.js';

/**
 * `npm run migrate`: brings the database to the schema of this version, before processes of it are started (a release
 * phase). Processes do the same at their start; here it has no time limit and happens once.
 */
try {
  const { database } = readToolConfig(process.env);
  const opened = await openPlace(database, (error) => {
    throw error;
  });
  try {
    const { kind, unknown } = await migratePlace(database, opened.db);
    const newer = `The database has a newer schema (${unknown.join(', ')}), on which this version can work. Nothing was changed.`;
    console.log(kind === 'newer' ? newer : 'The database has the schema of this version.');
  } finally {
    await opened.close();
  }
} catch (error) {
  const inWords = [BadConfiguration, DataDirInUse, SchemaTooNew].some((kind) => error instanceof kind);
  console.error(inWords && error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
