import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** One source file with what it imports, read from its text: another reading than the linter's. */
export interface Source {
  /** From `src/`, with its ending: `engine/run.ts`. */
  readonly path: string;
  readonly text: string;
  /** Its code without comments. */
  readonly code: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** As written: `../engine/run.js`, `pg`. */
  readonly from: string;
  /** The file in `src/` it leads to, or `null` for a package. */
  readonly to: string | null;
  readonly typesOnly: boolean;
}

/** Every source file below a folder. */
export async function sourcesIn(root: string): Promise<Source[]> {
  const files = await readdir(root, { recursive: true });
  const paths = files.filter((file) => /\.tsx?$/u.test(file)).sort();
  const known = new Set(paths);
  return Promise.all(
    paths.map(async (path) => {
      const text = await readFile(join(root, path), 'utf8');
      const code = withoutComments(text);
      return { path, text, code, imports: importsOf(path, code, known) };
    }),
  );
}

/** Strings are kept as they are: `//` in one of them is no comment. */
const TOKEN = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/gu;

export function withoutComments(text: string): string {
  return text.replace(TOKEN, (token) => (token.startsWith('/') ? token.replace(/[^\n]/gu, '') : token));
}

const STATEMENT = /^\s*(?:import|export)\s+(type\s)?([^;'"]*?)\s*from\s*['"]([^'"]+)['"]/gmu;
const BARE = /^\s*import\s*['"]([^'"]+)['"]/gmu;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/gu;
const WORKER = /new URL\(\s*['"](\.[^'"]+\.js)['"],\s*import\.meta\.url/gu;

function importsOf(path: string, code: string, known: ReadonlySet<string>): Import[] {
  const found = [
    ...[...code.matchAll(STATEMENT)].map(([, type, names = '', from = '']) => ({
      from,
      typesOnly:
        type !== undefined || (names.startsWith('{') && namesIn(names).every((name) => name.startsWith('type '))),
    })),
    ...[BARE, DYNAMIC, WORKER].flatMap((pattern) =>
      [...code.matchAll(pattern)].map(([, from = '']) => ({ from, typesOnly: false })),
    ),
  ];
  return found.map((each) => ({ ...each, to: fileBehind(path, each.from, known) }));
}

function namesIn(list: string): string[] {
  return list
    .replace(/[{}]/gu, '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

function fileBehind(path: string, from: string, known: ReadonlySet<string>): string | null {
  if (!from.startsWith('.')) return null;
  const target = posix.join(posix.dirname(path), from).replace(/\.jsx?$/u, '');
  const file = [`${target}.ts`, `${target}.tsx`].find((candidate) => known.has(candidate));
  if (!file) throw new Error(`${path} imports ${from}, and there is no such file.`);
  return file;
}

/** A way round in circles along the imports, or `null`. */
export function cycleIn(sources: readonly Source[]): string[] | null {
  const imports = new Map(sources.map(({ path, imports }) => [path, imports.flatMap(({ to }) => to ?? [])]));
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): string[] | null => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const next of imports.get(path) ?? []) {
      const cycle = visit(next, [...way, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return null;
  };
  for (const { path } of sources) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return null;
}
