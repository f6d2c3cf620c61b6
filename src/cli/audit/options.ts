import { parseArgs } from 'node:util';

import type { LedgerFilter } from '../../engine/ledger/ledger.js';
import { isKey } from '../../engine/ledger/signing-key.js';
import { CannotDo } from '../cannot-do.js';

export const USAGE = `npm run --silent audit -- verify [--checkpoints FILE|DIRECTORY] [--public-key KEY] [--json]
npm run --silent audit -- export [--format jsonl|csv] [--from DATE] [--to DATE] [--out FILE]
npm run --silent audit -- checkpoints
npm run --silent audit -- search [--person U…] [--target ID] [--operation METHOD] [--outcome OUTCOME] [--kind KIND]
                                 [--run ID] [--from DATE] [--to DATE] [--limit 50] [--before SEQUENCE] [--json]
npm run --silent audit -- erase --person U…
npm run --silent audit -- public-key [--pem]

The database is the app's: DATABASE_URL, or DATA_DIR. DATE is 2026-03-02 (a whole day, UTC) or 2026-03-02T09:00:00Z.
docs/ledger.md says what each of these proves.`;

const OPTIONS = {
  checkpoints: { type: 'string', multiple: true },
  'public-key': { type: 'string', multiple: true },
  format: { type: 'string' },
  out: { type: 'string' },
  person: { type: 'string' },
  target: { type: 'string' },
  operation: { type: 'string' },
  outcome: { type: 'string' },
  kind: { type: 'string' },
  run: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  limit: { type: 'string' },
  before: { type: 'string' },
  json: { type: 'boolean' },
  pem: { type: 'boolean' },
} as const;

const TAKES = {
  verify: ['checkpoints', 'public-key', 'json'],
  export: ['format', 'from', 'to', 'out'],
  checkpoints: [],
  search: ['person', 'target', 'operation', 'outcome', 'kind', 'run', 'from', 'to', 'limit', 'before', 'json'],
  erase: ['person'],
  'public-key': ['pem'],
} as const satisfies Record<string, readonly (keyof typeof OPTIONS)[]>;

export type Verb = keyof typeof TAKES;
export type Options = ReturnType<typeof parsed>;

/** What was asked for. @throws CannotDo, in words, where it is not understood. */
export function readArguments(args: readonly string[]): { readonly verb: Verb; readonly options: Options } {
  const [verb, ...rest] = args;
  if (verb === undefined || !isVerb(verb)) throw new CannotDo(USAGE);
  const options = parsed(rest);
  const takes: readonly string[] = TAKES[verb];
  const strange = Object.keys(options).find((option) => !takes.includes(option));
  if (strange) throw new CannotDo(`“${verb}” does not take --${strange}.\n\n${USAGE}`);
  return { verb, options };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new CannotDo(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function isVerb(word: string): word is Verb {
  return word in TAKES;
}

/** The stretch of time that was asked for; a day as `--to` is inside it. */
export function stretchOf({ from, to }: Options): { readonly from?: Date; readonly to?: Date } {
  return {
    ...(from === undefined ? {} : { from: momentOf('from', from).begin }),
    ...(to === undefined ? {} : { to: momentOf('to', to).end }),
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

function momentOf(option: string, text: string): { readonly begin: Date; readonly end: Date } {
  const isDay = /^\d{4}-\d\d-\d\d$/u.test(text);
  const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/u.test(text);
  const begin = new Date(text);
  if ((!isDay && !isMoment) || Number.isNaN(begin.getTime()))
    throw new CannotDo(
      `--${option} takes a date: 2026-03-02 (a whole day, UTC) or 2026-03-02T09:00:00Z, not “${text}”.`,
    );
  return { begin, end: isDay ? new Date(begin.getTime() + DAY_MS) : begin };
}

/** What is searched for. */
export function filterOf(options: Options): LedgerFilter {
  const { person, target, operation, outcome, kind, run } = options;
  const named = { person, target, operation, outcome, kind, run };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return { ...given, ...stretchOf(options) };
}

/** A whole number of at least 1. */
export function numberOf(option: string, text: string): number {
  if (!/^[1-9]\d{0,9}$/u.test(text)) throw new CannotDo(`--${option} takes a number of at least 1, not “${text}”.`);
  return Number(text);
}

/** Public keys as `public-key` prints them. */
export function keysOf(options: Options): readonly string[] {
  const keys = options['public-key'] ?? [];
  const strange = keys.find((key) => !isKey(key));
  if (strange === undefined) return keys;
  throw new CannotDo(`--public-key takes a key as “public-key” prints it (base64 of 32 bytes), not “${strange}”.`);
}
