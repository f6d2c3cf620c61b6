import { load1, machine } from './machine.js';
import { printed, verdictsOn, writeBetweenMarkers } from './print.js';
import type { Section, Surroundings } from './section.js';
import { SECTIONS } from './sections.js';

const RESULTS = 'docs/benchmarks.md';
/** `--quick` tries the bench itself out. */
const QUICK_DIVISOR = 20;

function chosen(words: readonly string[]): readonly Section[] {
  const names = words.filter((word) => !word.startsWith('--'));
  const unknown = names.filter((name) => !SECTIONS.some((section) => section.name === name));
  if (unknown.length === 0) return names.length === 0 ? SECTIONS : SECTIONS.filter(({ name }) => names.includes(name));
  const known = SECTIONS.map(({ name }) => name).join(', ');
  throw new Error(`There is no section ${unknown.join(', ')}. There are: ${known}.`);
}

/** Runs a section, prints what it found, and says whether its bars were met. */
async function measure(section: Section, surroundings: Surroundings, write: boolean): Promise<boolean> {
  const before = load1();
  const findings = await section.run(surroundings);
  const day = new Date().toISOString().slice(0, 10);
  const results = printed(section, findings, [`Measured on ${day}: ${machine(before)}`]);
  console.log(`\n## ${section.title}\n\n${results}\n`);
  if (write) await writeBetweenMarkers(RESULTS, section.name, results);
  return verdictsOn(section, findings).every(({ met }) => met !== false);
}

async function main(words: readonly string[]): Promise<number> {
  const quick = words.includes('--quick');
  const surroundings = {
    databaseUrl: process.env['BENCH_DATABASE_URL'] ?? null,
    divisor: quick ? QUICK_DIVISOR : 1,
    say: (line: string) => console.error(line),
  };
  let met = true;
  for (const section of chosen(words)) {
    met = (await measure(section, surroundings, words.includes('--write') && !quick)) && met;
  }
  if (!met) console.error('A bar was missed.');
  return met ? 0 : 1;
}

// The processes that were started end with this one (`org/child.ts`).
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(130));

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
