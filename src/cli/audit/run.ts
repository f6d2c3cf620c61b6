import type { Writable } from 'node:stream';

import type { ToolConfig } from '../../config/tools.js';
import { canonical } from '../../engine/canonical.js';
import { pemOf, signingKey } from '../../engine/ledger/signing-key.js';
import type { LedgerSource } from '../../store/ledger-source.js';
import { CannotDo } from '../cannot-do.js';
import { keptOutside } from './kept-outside.js';
import { exportLedger, newFile } from './export.js';
import { filterOf, keysOf, numberOf, stretchOf, type Options, type Verb } from './options.js';
import { foundInWords, searchLedger } from './search.js';
import { verdictInWords, verifyLedger } from './verify.js';

export interface Desk {
  readonly config: ToolConfig;
  readonly source: LedgerSource;
  /** Who asks: whoever is logged in on this machine. */
  readonly actor: string;
  readonly out: Writable;
  /** For what is not part of the answer. */
  readonly tell: (line: string) => void;
}

/** Carries out one verb on an open ledger; answers the exit code. */
export async function carryOut(desk: Desk, verb: Exclude<Verb, 'public-key'>, options: Options): Promise<number> {
  switch (verb) {
    case 'verify':
      return verify(desk, options);
    case 'export':
      return exportAll(desk, options);
    case 'checkpoints':
      return checkpoints(desk);
    case 'search':
      return search(desk, options);
    case 'erase':
      return erase(desk, options);
  }
}

async function verify({ config, source, out }: Desk, options: Options): Promise<number> {
  const { signingKeys } = config.ledger;
  const { outside, notes } = await keptOutside(config.ledger, options.checkpoints ?? []);
  const own = signingKeys.map((seed) => signingKey(seed).publicKey);
  const verdict = await verifyLedger(source, { outside, notes, trusted: [...keysOf(options), ...own] });
  const { entries, head, bad, covered, checkpoints, problems, whole } = verdict;
  const asJson = { whole, entries, head: { ...head }, first_bad: bad && { ...bad }, covered, checkpoints };
  out.write(
    options.json
      ? `${canonical({ ...asJson, problems: [...problems], notes: [...verdict.notes] })}\n`
      : `${verdictInWords(verdict, signingKeys.length > 0)}\n`,
  );
  return whole ? 0 : 1;
}

async function exportAll({ source, actor, out, tell }: Desk, options: Options): Promise<number> {
  const { format = 'jsonl' } = options;
  if (format !== 'jsonl' && format !== 'csv') throw new CannotDo(`--format takes jsonl or csv, not “${format}”.`);
  const { from = null, to = null } = stretchOf(options);
  const file = options.out === undefined ? null : await newFile(options.out);
  const count = await exportLedger(source, { actor, format, from, to }, file ?? out);
  tell(
    `${count} ${count === 1 ? 'entry' : 'entries'} written${options.out === undefined ? '' : ` to ${options.out}`}.`,
  );
  return 0;
}

/** Every checkpoint that was signed, a line each, as it would stand outside. */
async function checkpoints({ source, out }: Desk): Promise<number> {
  for (const line of await source.checkpoints()) out.write(`${line}\n`);
  return 0;
}

async function search({ source, actor, out }: Desk, options: Options): Promise<number> {
  const { limit = '50', before } = options;
  const page = {
    limit: numberOf('limit', limit),
    ...(before === undefined ? {} : { before: numberOf('before', before) }),
  };
  const found = await searchLedger(source, actor, { filter: filterOf(options), page });
  const lines = options.json ? found.entries.map((entry) => canonical(entry)).join('\n') : foundInWords(found);
  if (lines !== '') out.write(`${lines}\n`);
  return 0;
}

async function erase({ source, actor, out }: Desk, { person }: Options): Promise<number> {
  if (person === undefined || !/^[UW][A-Z0-9]+$/u.test(person))
    throw new CannotDo('“erase” takes --person with somebody’s Slack user ID: U012A3CDE or W012A3CDE.');
  const texts = await source.erase(person, actor);
  out.write(
    `${texts} ${texts === 1 ? 'text' : 'texts'} of and about ${person} erased: their name, and what was written in runs that name them. The ledger keeps IDs and digests, and still verifies. Slack keeps what was posted there, and the local copy of the organisation follows Slack.\n`,
  );
  return 0;
}

/** Prints the public key of the first signing key. */
export function publicKey({ ledger }: ToolConfig, options: Options): string {
  const [seed] = ledger.signingKeys;
  if (seed === undefined)
    throw new CannotDo('LEDGER_SIGNING_KEY is not set, so nothing is signed. Make one with: openssl rand -base64 32');
  const key = signingKey(seed).publicKey;
  return options.pem ? pemOf(key) : key;
}
