import { readFile, writeFile } from 'node:fs/promises';

import { catalogue } from '../operations/catalogue.js';
import { operationsNamed } from '../policy/file/operations-named.js';
import { policyJsonSchema } from '../policy/file/schema.js';
import { manifestOf } from './manifest-of.js';
import { operationsPage } from './operations-page.js';

/** `npm run gen` writes what is derived from the catalogue; with `--check` it only tells whether it is up to date. */
const generated: Record<string, string> = {
  'manifest.json': `${JSON.stringify(manifestOf(catalogue, { url: 'https://gridkeeper.example.com', prefix: '' }), null, 2)}\n`,
  'docs/operations.md': operationsPage(catalogue),
  'docs/policy.schema.json': `${JSON.stringify(policyJsonSchema([...operationsNamed(catalogue.all).keys()]), null, 2)}\n`,
};

const stale: string[] = [];
for (const [path, content] of Object.entries(generated)) {
  if (!process.argv.includes('--check')) await writeFile(path, content);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== content) stale.push(path);
}
if (stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run: npm run gen`);
  process.exitCode = 1;
}
