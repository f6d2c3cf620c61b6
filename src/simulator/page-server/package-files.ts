import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The folder of the package's package.json, from wherever this module runs (`src` under jest, `dist` otherwise). */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('The simulator lies in no package.');
    folder = above;
  }
  return folder;
}

const root = packageRoot();

/** Where the page's parts lie: compiled modules in `dist`, html and css in the source. */
export const compiledPage = join(root, 'dist', 'simulator', 'page');
/** The page's html and css: in the source, or beside the compiled modules. */
export const staticFolders = [
  join(root, 'src', 'simulator', 'page', 'static'),
  join(root, 'dist', 'simulator', 'page', 'static'),
];

const Exports = z.object({ exports: z.record(z.string(), z.unknown()) });
const Entry = z.union([z.string(), z.object({ default: z.string() }).transform((entry) => entry.default)]);

/** The file behind one entry of an installed package's `exports`. */
export function installedModule(name: string, entry: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { exports } = Exports.parse(JSON.parse(readFileSync(file, 'utf8')));
  return join(dirname(file), Entry.parse(exports[entry]));
}
