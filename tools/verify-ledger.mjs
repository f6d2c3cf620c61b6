#!/usr/bin/env node
/*
 * A second verifier of a Gridkeeper ledger: one file, Node's standard library, nothing of the app. It takes an export
 * (JSON Lines), the public key, and checkpoints that were kept outside, and derives everything anew. docs/ledger.md
 * describes the format; this file follows that description, not the app's code.
 *
 *   node verify-ledger.mjs EXPORT.jsonl --public-key BASE64 [--checkpoints FILE|DIRECTORY]... [--partial] [--json]
 *
 * Ends with 0 where the ledger is whole, 1 where it is not, 2 where it could not be looked at.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const ZEROS = '0'.repeat(64);
const MARK_LENGTH = 16;
/** A checkpoint is due an hour after the first entry that none covers; ten minutes are grace. */
const DUE_MS = 70 * 60 * 1000;

/** RFC 8785: members in the order of their UTF-16 code units, no blanks, strings and numbers as ECMAScript writes them. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value).sort();
    return `{${members.map((key) => `${canonical(key)}:${canonical(value[key])}`).join(',')}}`;
  }
  if (typeof value === 'string' && !value.isWellFormed()) throw new Error('a lone surrogate has no canonical form');
  return JSON.stringify(value);
}

/** A line of an export is canonical, but for three line ends of other alphabets, which are escaped. */
function exportText(value) {
  return canonical(value).replace(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

function isSignedBy(publicKey, text, signature) {
  const bytes = Buffer.from(publicKey, 'base64');
  if (bytes.length !== 32) return false;
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes]);
  try {
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** Lines of a file of any length, ended by line feeds and nothing else. */
async function* linesOf(path) {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  if (rest !== '') yield rest;
}

function checkpointLines(path) {
  if (!statSync(path).isDirectory())
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '');
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.jsonl?$/.test(entry.name))
    .flatMap((entry) => checkpointLines(join(entry.parentPath ?? entry.path, entry.name)));
}

function parsed(line) {
  try {
    const { checkpoint, signature, countersignature, ...more } = JSON.parse(line);
    const wellMade =
      Object.keys(more).length === 0 &&
      checkpoint.v === 1 &&
      checkpoint.kind === 'gridkeeper.checkpoint' &&
      Number.isInteger(checkpoint.number) &&
      Number.isInteger(checkpoint.count) &&
      /^[0-9a-f]{64}$/.test(checkpoint.head) &&
      Array.isArray(checkpoint.marks.hashes) &&
      typeof signature === 'string';
    return wellMade ? { checkpoint, signature, countersignature, text: canonical(checkpoint) } : null;
  } catch {
    return null;
  }
}

const called = (checkpoint) => `Checkpoint ${checkpoint.number} of ${checkpoint.at}`;

/** Signatures, keys, gaps and forks among the checkpoints themselves. */
export function readCheckpoints(lines, trusted) {
  const problems = [];
  const notes = [];
  const found = new Map();
  for (const line of lines) {
    const signed = parsed(line);
    if (!signed) {
      if (!lines.some((other) => other !== line && other.startsWith(line)))
        problems.push(`Something is no checkpoint: ${line.slice(0, 60)}`);
    } else if (isSignedBy(signed.checkpoint.public_key, signed.text, signed.signature))
      found.set(sha256(signed.text), signed);
    else problems.push(`The signature of ${called(signed.checkpoint)} is not right.`);
  }
  const sorted = [...found].map(([hash, signed]) => ({ hash, ...signed }));
  sorted.sort((a, b) => a.checkpoint.number - b.checkpoint.number || (a.checkpoint.at < b.checkpoint.at ? -1 : 1));

  // A known key makes another one known at the checkpoint where the two change.
  const keys = new Set(trusted);
  const changes = sorted.filter(({ checkpoint }) => checkpoint.succeeds !== undefined);
  for (const { checkpoint, text, countersignature } of changes) {
    const both = countersignature !== undefined && isSignedBy(checkpoint.succeeds, text, countersignature);
    if (both && keys.has(checkpoint.succeeds)) keys.add(checkpoint.public_key);
    notes.push(
      `The key was changed with ${called(checkpoint)}, from ${checkpoint.succeeds} to ${checkpoint.public_key}, ${both ? 'signed with both.' : 'and the old key did not sign that.'}`,
    );
  }
  for (const { checkpoint } of [...changes].reverse())
    if (keys.has(checkpoint.public_key)) keys.add(checkpoint.succeeds);
  const good = sorted.filter(({ checkpoint }) => keys.has(checkpoint.public_key));
  for (const { checkpoint } of sorted)
    if (!keys.has(checkpoint.public_key))
      problems.push(`${called(checkpoint)} is signed with the key ${checkpoint.public_key}, which is not known.`);

  const forks = [];
  good.forEach(({ checkpoint }, index) => {
    const before = good[index - 1]?.checkpoint;
    if (!before) {
      if (checkpoint.number !== 1 || checkpoint.previous !== ZEROS) problems.push('The first checkpoints are missing.');
      return;
    }
    const missing = checkpoint.number - before.number - 1;
    if (missing === -1) forks.push([before, checkpoint]);
    else if (missing > 0)
      problems.push(
        `Checkpoints ${before.number + 1} to ${checkpoint.number - 1} are missing, between ${before.at} and ${checkpoint.at}.`,
      );
    else if (
      !good.some(({ hash, checkpoint: other }) => other.number === before.number && hash === checkpoint.previous)
    )
      problems.push(`${called(checkpoint)} does not follow from the one before it.`);
  });
  if (forks.length > 0) problems.push(forkInWords(forks));
  return { checkpoints: good.map(({ checkpoint }) => checkpoint), problems, notes };
}

/** The first number that was given twice; what follows tells nothing new. */
function forkInWords([[one, other], ...more]) {
  return [
    `There are two checkpoints with the number ${one.number}: the ledger was continued twice, as with a restored backup.`,
    `  head of entry ${one.count}, signed ${one.at}: ${one.head}`,
    `  head of entry ${other.count}, signed ${other.at}: ${other.head}`,
    ...(more.length > 0 ? [`  There are two of ${more.length} other numbers, too.`] : []),
  ].join('\n');
}

/** What is wrong with a line as the entry behind `head`, or null; and what it says. */
function lookAt(line, head, enterprise) {
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    return { why: 'It is not JSON.' };
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { why: 'It is no entry.' };
  const { previous, hash, ...entry } = value;
  let text;
  try {
    if (exportText(value) !== line)
      return { why: 'Its line is not in the one form that an export has: it was changed.' };
    text = canonical(entry);
  } catch (error) {
    return { why: `It cannot be hashed: ${error.message}.` };
  }
  const { sequence } = entry;
  if (sequence !== head.sequence + 1) return { why: `In its place stands entry ${JSON.stringify(sequence) ?? '?'}.` };
  if (previous !== head.hash) return { why: `It names ${previous} as the hash before it, which is ${head.hash}.` };
  const own = sha256(previous + text);
  if (own !== hash) return { why: `It was changed: its hash is ${own}, recorded is ${hash}.` };
  if (enterprise !== null && entry.enterprise_id !== enterprise)
    return { why: "It is of another organisation's ledger." };
  return { why: null, entry, hash };
}

/** The chain, derived line by line. */
class Chain {
  constructor(checkpoints, partial) {
    this.partial = partial;
    this.head = { sequence: 0, hash: ZEROS };
    this.enterprise = checkpoints[0]?.enterprise_id ?? null;
    this.entries = 0;
    this.covered = 0;
    this.bad = null;
    this.notes = [];
    this.lastKind = null;
    this.broken = false;
    this.headsShown = false;
    /** Checkpoints whose stretch was reached, with the last entry on which both agree for sure; and those still ahead. */
    this.open = [];
    this.ahead = [...checkpoints].sort((a, b) => startOf(a) - startOf(b));
    if (!partial) this.compare(null);
  }

  /** What came before a part is not here: its hash is taken from the first line; only a checkpoint vouches for it. */
  beginInTheMiddle(line) {
    const first = JSON.parse(line);
    this.head = { sequence: first.sequence - 1, hash: first.previous };
    this.covered = first.sequence - 1;
    this.ahead = this.ahead.filter(({ count }) => count >= first.sequence - 1);
  }

  take(line) {
    if (this.partial && this.entries === 0) this.beginInTheMiddle(line);
    this.entries += 1;
    if (this.broken) return;
    const { why, entry, hash } = lookAt(line, this.head, this.enterprise);
    if (why !== null) {
      this.broken = true;
      this.missing(why);
      return;
    }
    this.enterprise ??= entry.enterprise_id;
    this.lastKind = entry.kind;
    this.head = { sequence: entry.sequence, hash };
    this.compare(entry.at);
  }

  /** The first thing that is wrong stays the first. */
  missing(why) {
    const next = this.head.sequence + 1;
    this.bad ??= { first: next, last: next, why };
  }

  compare(at) {
    const { sequence, hash } = this.head;
    while (this.ahead.length > 0 && startOf(this.ahead[0]) <= sequence) {
      const checkpoint = this.ahead.shift();
      this.open.push({ checkpoint, agreed: Math.min(this.covered, startOf(checkpoint) - 1) });
    }
    for (const reached of this.open) {
      const { checkpoint } = reached;
      if (at !== null && checkpoint.marks.from === sequence) this.lateness(checkpoint, at);
      const mark = markAt(checkpoint, sequence);
      if (mark !== undefined) this.agree(reached, mark === hash.slice(0, MARK_LENGTH), false);
      if (checkpoint.count === sequence) this.agree(reached, checkpoint.head === hash, true);
    }
    this.open = this.open.filter(({ checkpoint }) => checkpoint.count > sequence);
  }

  agree(reached, isSo, isHead) {
    if (!isSo) {
      this.disagree(reached, isHead);
      return;
    }
    reached.agreed = this.head.sequence;
    this.covered = Math.max(this.covered, this.head.sequence);
  }

  disagree({ checkpoint, agreed }, showHeads) {
    const why = `${called(checkpoint)} has another entry here.`;
    this.bad ??= { first: agreed + 1, last: this.head.sequence, why };
    if (!showHeads || this.headsShown) return;
    this.headsShown = true;
    this.bad.why = this.bothHeads(checkpoint);
  }

  bothHeads(checkpoint) {
    return [
      `${called(checkpoint)} is about another ledger than this one: this was written anew, or it is another copy.`,
      `  head of entry ${checkpoint.count} in the checkpoint: ${checkpoint.head}`,
      `  head of entry ${this.head.sequence} in this export: ${this.head.hash}`,
    ].join('\n');
  }

  lateness(checkpoint, at) {
    if (Date.parse(checkpoint.at) - Date.parse(at) <= DUE_MS) return;
    this.notes.push(`Between ${at} and ${checkpoint.at} no checkpoint was written, although there were new entries.`);
  }

  end() {
    if (this.bad && !this.broken && this.open.length > 0) this.disagree(this.open[0], true);
    const further = [...this.open.map(({ checkpoint }) => checkpoint), ...this.ahead];
    const [furthest] = further.sort((a, b) => b.count - a.count);
    if (this.bad || this.partial) return;
    if (furthest && furthest.count > this.head.sequence)
      this.missing(
        `It is missing, and all up to entry ${furthest.count}: the end was cut off, or an older copy was put back.\n${this.bothHeads(furthest)}`,
      );
    else if (this.lastKind !== 'ledger.exported')
      this.missing('It is missing: a whole export ends with the entry of the export itself.');
  }
}

const startOf = ({ marks, count }) => Math.min(marks.from, count);

/** The beginning of this entry's hash as the checkpoint has it, if it has it. */
function markAt({ marks: { from, step, hashes }, count }, sequence) {
  const offset = sequence - from;
  return offset < 0 || sequence > count || offset % step !== 0 ? undefined : hashes[offset / step];
}

/** Verifies the lines of an export, which may be many, one after the other. */
export async function verifyLines(lines, checkpoints, partial = false) {
  const chain = new Chain(checkpoints, partial);
  for await (const line of lines) chain.take(line);
  chain.end();
  return chain;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'public-key': { type: 'string', multiple: true },
      checkpoints: { type: 'string', multiple: true },
      partial: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const [path, ...others] = positionals;
  const keys = values['public-key'] ?? [];
  const places = values.checkpoints ?? [];
  if (!path || others.length > 0 || (places.length > 0 && keys.length === 0)) {
    console.error(
      'node verify-ledger.mjs EXPORT.jsonl --public-key BASE64 [--checkpoints FILE|DIRECTORY]... [--partial] [--json]\nThe public key is needed to check checkpoints.',
    );
    return 2;
  }
  const checked = readCheckpoints(places.flatMap(checkpointLines), keys);
  const report = await verifyLines(linesOf(path), checked.checkpoints, values.partial);
  const notes = [...checked.notes, ...report.notes];
  const whole = report.bad === null && checked.problems.length === 0;
  if (values.json) {
    console.log(
      JSON.stringify({
        whole,
        entries: report.entries,
        head: report.head,
        first_bad: report.bad,
        covered: report.covered,
        checkpoints: checked.checkpoints.length,
        problems: checked.problems,
        notes,
      }),
    );
    return whole ? 0 : 1;
  }
  const { bad, head } = report;
  console.log(`${report.entries} entries.`);
  if (bad)
    console.log(
      `First bad entry: ${bad.first === bad.last ? bad.first : `one of ${bad.first} to ${bad.last}`}\n${bad.why}`,
    );
  else
    console.log(
      `Head: ${head.hash} (entry ${head.sequence})\n${checked.checkpoints.length} checkpoints agree, up to entry ${report.covered}.`,
    );
  for (const problem of checked.problems) console.log(problem);
  for (const note of notes) console.log(`Note: ${note}`);
  if (places.length === 0)
    console.log('Note: without checkpoints, a ledger that was written anew as a whole would not show.');
  console.log(whole ? 'The ledger is whole.' : 'THE LEDGER IS NOT WHOLE.');
  return whole ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  process.exitCode = await main().catch((error) => {
    console.error(error.message);
    return 2;
  });
