import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { PGlite } from '@electric-sql/pglite';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/gridkeeper/', import.meta.url));

/** A fresh embedded database takes seconds to make, so one is made once and every test process starts from it. */
export const preparedDatabase = `${CACHE}prepared-${await version()}.tar`;

async function version() {
  const manifest = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url);
  return JSON.parse(await readFile(manifest, 'utf8')).version;
}

/** Jest's global setup of the `unit` project. */
export default async function prepareDatabase() {
  if (process.env['TEST_DATABASE_URL']) return;
  if (await readFile(preparedDatabase).catch(() => null)) return;
  await mkdir(CACHE, { recursive: true });
  const fresh = await PGlite.create();
  const dump = await fresh.dumpDataDir('none');
  await fresh.close();
  const unfinished = `${preparedDatabase}.${process.pid}`;
  await writeFile(unfinished, Buffer.from(await dump.arrayBuffer()));
  await rename(unfinished, preparedDatabase);
}
