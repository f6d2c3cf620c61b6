import { BadConfiguration, readKeyring } from '../config.js';
import { resealTokens } from '../store/reseal.js';
import { DataDirInUse } from '../store/embedded/lock.js';
import { ToolRefused } from '../store/embedded/socket.js';
import { BrokenSeal, UnknownKey } from '../store/vault.js';

/**
 * `npm run keys -- rotate`: encrypts every token anew with the first key of TOKEN_ENCRYPTION_KEY. Processes that have
 * both keys go on working all the while; where the database is embedded, the running app does it.
 */
const HOW = `Usage: npm run keys -- rotate
  1. Put the new key before the old one: TOKEN_ENCRYPTION_KEY=new:…,old:… (a key without a name is called 1), and restart.
  2. npm run keys -- rotate   (with the same TOKEN_ENCRYPTION_KEY and database; the app may run meanwhile)
  3. Take the old key away, and restart.`;

if (process.argv[2] !== 'rotate') {
  console.error(HOW);
  process.exit(1);
}
try {
  const { database, keys } = readKeyring(process.env);
  const { resealed, kept } = await resealTokens(database, keys);
  console.log(
    `${resealed} of ${kept} rows with tokens encrypted anew with the key “${keys[0]?.id}”; ${kept - resealed} had it already. The other keys are not needed any more.`,
  );
} catch (error) {
  const inWords = [BadConfiguration, DataDirInUse, ToolRefused, UnknownKey, BrokenSeal].some(
    (kind) => error instanceof kind,
  );
  console.error(inWords && error instanceof Error ? error.message : error);
  process.exit(1);
}
