import { openEngine, type OpenDatabase } from '../database.js';
import { startEngine } from './engine.js';
import { lockDataDir } from './lock.js';

/**
 * Opens the embedded database in `dataDir`, for this process alone. `onLost` is called once if the database dies or
 * the directory is taken over: from then on nothing can be recorded, so the app has to stop.
 * @throws DataDirInUse when another process has it open.
 */
export async function openEmbedded(dataDir: string, onLost: (error: Error) => void): Promise<OpenDatabase> {
  const lock = await lockDataDir(dataDir, onLost);
  const engine = startEngine({ dataDir: `${dataDir}/database`, onDeath: onLost });
  try {
    await engine.waitReady;
  } catch (error) {
    await lock.release();
    throw error;
  }
  const opened = openEngine(engine);
  return {
    db: opened.db,
    close: async () => {
      await opened.close();
      await engine.close();
      await lock.release();
    },
  };
}
