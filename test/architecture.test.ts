import { readFile } from 'node:fs/promises';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { cycleIn, sourcesIn, withoutComments, type Source } from './support/imports.js';

/*
 * The arrows of the house (docs and lint have them too): main -> app -> {slack, aws, store, cli} -> {forms, policy} ->
 * engine <- operations. What stands here is derived from the import statements themselves.
 */

const EVERYWHERE = ['config', 'telemetry', 'recurring'];
const MAY_IMPORT: Record<string, readonly string[]> = {
  main: ['app', 'operations', 'slack', 'aws', 'store', 'forms', 'policy', 'engine', ...EVERYWHERE],
  app: ['loops', 'metrics-page', 'witness', 'slack', 'aws', 'store', 'forms', 'policy', 'engine', ...EVERYWHERE],
  loops: ['slack', 'store', 'engine', ...EVERYWHERE],
  'metrics-page': ['slack', 'store', 'engine', ...EVERYWHERE],
  witness: ['aws', 'engine', ...EVERYWHERE],
  slack: ['forms', 'policy', 'engine', ...EVERYWHERE],
  aws: ['forms', 'policy', 'engine', ...EVERYWHERE],
  store: ['forms', 'policy', 'engine', ...EVERYWHERE],
  cli: ['app', 'operations', 'slack', 'aws', 'store', 'forms', 'policy', 'engine', ...EVERYWHERE],
  forms: ['engine', ...EVERYWHERE],
  policy: ['engine', ...EVERYWHERE],
  operations: ['engine'],
  engine: EVERYWHERE,
  config: [],
  telemetry: [],
  recurring: [],
  simulator: [],
};

/** `store/embedded/lock.ts` -> `store`; `app.ts` -> `app`. */
const partOf = (path: string): string => (path.split('/')[0] ?? '').replace(/\.tsx?$/u, '');
const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');

describe('src/', () => {
  let sources: Source[];
  beforeAll(async () => {
    sources = await sourcesIn('src');
  });
  /** `file -> import` for every import that breaks a rule. */
  const breaches = (rule: (source: Source, edge: Source['imports'][number]) => boolean): string[] =>
    sources.flatMap((source) =>
      source.imports.filter((edge) => rule(source, edge)).map(({ from }) => `${source.path} -> ${from}`),
    );
  const packageOnlyIn = (name: RegExp, allowed: (path: string) => boolean): string[] =>
    breaches(({ path }, { from, to }) => to === null && name.test(packageOf(from)) && !allowed(path));

  it('has no part that the house does not know', () => {
    expect(sources.map(({ path }) => partOf(path)).filter((part) => !(part in MAY_IMPORT))).toEqual([]);
    expect(sources.length).toBeGreaterThan(100);
  });

  it('is read whole: no import is overlooked', () => {
    const plain = /^(?:import|export|\}).*from '([^']+)';$/gmu;
    const overlooked = sources.flatMap(({ path, text, imports }) =>
      [...text.matchAll(plain)]
        .filter(([, written]) => !imports.some(({ from }) => from === written))
        .map(([line]) => `${path}: ${line}`),
    );
    expect(overlooked).toEqual([]);
  });

  it('has arrows that point one way only', () => {
    expect(
      breaches(({ path }, { to }) => {
        const [part, other] = [partOf(path), partOf(to ?? path)];
        return part !== other && !MAY_IMPORT[part]?.includes(other);
      }),
    ).toEqual([]);
  });

  it('has a simulator that shares nothing with the app, and an app that does not know it', () => {
    expect(
      breaches(({ path }, { to }) => to !== null && (partOf(path) === 'simulator') !== (partOf(to) === 'simulator')),
    ).toEqual([]);
  });

  it('has no circles', () => {
    expect(cycleIn(sources)).toBeNull();
  });

  it('knows Bolt in slack/ and app.ts only', () => {
    expect(packageOnlyIn(/^@slack\/bolt$/u, (path) => partOf(path) === 'slack' || path === 'app.ts')).toEqual([]);
  });

  it('knows Slack’s web client in slack/ only, and its types where the engine and the forms need them', () => {
    expect(
      breaches(({ path }, { from, typesOnly }) => {
        if (!packageOf(from).startsWith('@slack/') || partOf(path) === 'slack') return false;
        return !typesOnly || !['engine', 'forms'].includes(partOf(path));
      }),
    ).toEqual([]);
  });

  it('knows SQL in store/ only', () => {
    expect(packageOnlyIn(/^(?:pg|kysely|pg-boss|@electric-sql\/.*)$/u, (path) => partOf(path) === 'store')).toEqual([]);
  });

  it('knows AWS in aws/ only', () => {
    expect(packageOnlyIn(/^@(?:aws-sdk|smithy)\/|^#aws/u, (path) => partOf(path) === 'aws')).toEqual([]);
  });

  it('has an engine, a policy, forms and operations without input and output', () => {
    const pure = ['engine', 'policy', 'forms', 'operations'];
    expect(
      breaches(
        ({ path }, { from }) => pure.includes(partOf(path)) && from.startsWith('node:') && from !== 'node:crypto',
      ),
    ).toEqual([]);
    const impure = /\b(?:Date\.now|Math\.random|new Date\(\)|setTimeout|setInterval|fetch\(|process\.)/u;
    expect(
      sources.filter(({ path, code }) => pure.includes(partOf(path)) && impure.test(code)).map(({ path }) => path),
    ).toEqual([]);
  });

  it('reads the environment in config.ts and main.ts, and in what people start by hand', () => {
    const allowed = ['config', 'main', 'cli', 'simulator'];
    const readers = sources.filter(({ code }) => /\bprocess\s*\.\s*env\b|\bprocess\s*\[/u.test(code));
    expect(readers.map(({ path }) => path).filter((path) => !allowed.includes(partOf(path)))).toEqual([]);
  });

  it('runs on packages that are installed with it', async () => {
    const { dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(
      breaches(({ path }, { from, to }) => {
        if (to !== null || from.startsWith('node:') || from.startsWith('#') || partOf(path) === 'simulator')
          return false;
        return !(packageOf(from) in dependencies);
      }),
    ).toEqual([]);
  });

  it('has no file of more than 220 lines, blank lines and comments not counted', () => {
    const linesOf = ({ code }: Source): number => code.split('\n').filter((line) => line.trim() !== '').length;
    expect(
      sources.filter((source) => linesOf(source) > 220).map((source) => `${source.path}: ${linesOf(source)}`),
    ).toEqual([]);
  });

  it('has names that say something', () => {
    const empty = /(?:^|[/-])(?:utils?|helpers?|managers?|misc|common|shared|service|handlers?)(?:[/.-]|$)/u;
    // Slack's own word for the codes that every method has.
    const known = ['engine/errors/common-errors.ts'];
    expect(sources.map(({ path }) => path).filter((path) => empty.test(path) && !known.includes(path))).toEqual([]);
  });
});

describe('withoutComments', () => {
  it('takes comments and leaves strings', () => {
    const code = ["const a = 'https://x'; // import x from 'y'", '/* import', " * from 'z' */ const b = `// c`;"].join(
      '\n',
    );
    expect(withoutComments(code)).toBe(["const a = 'https://x'; ", '', ' const b = `// c`;'].join('\n'));
  });
});
