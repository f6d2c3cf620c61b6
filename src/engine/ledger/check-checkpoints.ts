import {
  GENESIS,
  hashOf,
  isCountersigned,
  isSigned,
  readCheckpoint,
  type Checkpoint,
  type SignedCheckpoint,
} from './checkpoint.js';

/** A line that should be a checkpoint, and where it was found. */
export interface FoundLine {
  readonly line: string;
  readonly place: string;
}

export interface CheckedCheckpoints {
  /** Well signed, each once, in the order of their numbers; of a fork, both. */
  readonly checkpoints: readonly Checkpoint[];
  readonly problems: readonly string[];
  /** What is no fault and should be known. */
  readonly notes: readonly string[];
}

/**
 * Checks checkpoints among themselves: signatures, keys, gaps, two with one number. `trusted` are public keys that were
 * noted somewhere else; without any, the key of the first checkpoint is taken at its word, and a note says so.
 */
export function checkCheckpoints(
  lines: readonly FoundLine[],
  { enterpriseId, trusted }: { readonly enterpriseId: string; readonly trusted: readonly string[] },
): CheckedCheckpoints {
  const problems: string[] = [];
  const known = new Map<string, SignedCheckpoint>();
  for (const { line, place } of lines) {
    // A line that was cut short by a crash and written once more is no fault.
    const signed = readCheckpoint(line);
    if (!signed && lines.some((other) => other.line !== line && other.line.startsWith(line))) continue;
    if (!signed) problems.push(`${place} holds something that is no checkpoint: ${line.slice(0, 60)}`);
    else if (signed.checkpoint.enterprise_id !== enterpriseId)
      problems.push(
        `${named(signed.checkpoint)} (${place}) is of another organisation, ${signed.checkpoint.enterprise_id}.`,
      );
    else if (isSigned(signed)) known.set(hashOf(signed.checkpoint), signed);
    else problems.push(`The signature of ${named(signed.checkpoint)} (${place}) is not right.`);
  }
  const sorted = [...known.values()].sort(
    (one, other) =>
      one.checkpoint.number - other.checkpoint.number || one.checkpoint.at.localeCompare(other.checkpoint.at),
  );
  const { keys, notes } = keysOf(sorted, trusted);
  const good = sorted.filter(({ checkpoint }) => keys.has(checkpoint.public_key));
  for (const { checkpoint } of sorted) {
    if (keys.has(checkpoint.public_key)) continue;
    problems.push(`${named(checkpoint)} is signed with the key ${checkpoint.public_key}, which is not known.`);
  }
  const checkpoints = good.map(({ checkpoint }) => checkpoint);
  return { checkpoints, problems: [...problems, ...forksAmong(checkpoints), ...problemsAmong(checkpoints)], notes };
}

/** “Checkpoint 7 of 2026-03-02T09:00:00.000Z” */
export function named({ number, at }: Checkpoint): string {
  return `Checkpoint ${number} of ${at}`;
}

/**
 * A known key makes another one known by signing the checkpoint at which the two change: the old one forwards, as it
 * countersigned it; the new one backwards, as everything before is what it continues.
 */
function keysOf(
  sorted: readonly SignedCheckpoint[],
  trusted: readonly string[],
): { keys: ReadonlySet<string>; notes: string[] } {
  const notes: string[] = [];
  const [first] = sorted;
  const keys = new Set(trusted);
  if (keys.size === 0 && first) {
    keys.add(first.checkpoint.public_key);
    notes.push(
      `The public key ${first.checkpoint.public_key} was taken from the first checkpoint. Compare it with the one you noted, or give that one with --public-key.`,
    );
  }
  const changes = sorted.filter(({ checkpoint }) => checkpoint.succeeds !== undefined);
  for (const signed of changes) {
    const { public_key, succeeds = '' } = signed.checkpoint;
    if (keys.has(succeeds) && isCountersigned(signed)) keys.add(public_key);
    notes.push(
      `The key was changed with ${named(signed.checkpoint)}, from ${succeeds} to ${public_key}, ${isCountersigned(signed) ? 'signed with both.' : 'and the old key did not sign that.'}`,
    );
  }
  for (const { checkpoint } of changes.toReversed()) {
    if (keys.has(checkpoint.public_key) && checkpoint.succeeds) keys.add(checkpoint.succeeds);
  }
  return { keys, notes };
}

/** After the first number that was given twice, all that follow may be: they tell nothing new. */
function forksAmong(sorted: readonly Checkpoint[]): string[] {
  const twice = sorted.flatMap((checkpoint, index) => {
    const before = sorted[index - 1];
    return before?.number === checkpoint.number ? [{ one: before, other: checkpoint }] : [];
  });
  const [first, ...more] = twice;
  if (!first) return [];
  const { one, other } = first;
  return [
    [
      `There are two checkpoints with the number ${other.number}. The ledger was continued twice, as with a restored backup or a second copy.`,
      headAt(one),
      headAt(other),
      ...(more.length > 0 ? [`  The same is true of ${more.length} after ${more.length === 1 ? 'it' : 'them'}.`] : []),
    ].join('\n'),
  ];
}

const headAt = ({ at, count, head }: Checkpoint): string => `  head of entry ${count}, signed ${at}: ${head}`;

function problemsAmong(sorted: readonly Checkpoint[]): string[] {
  return sorted.flatMap((checkpoint, index) => {
    const before = sorted[index - 1];
    if (!before || before.number === checkpoint.number) return [];
    const missing = checkpoint.number - before.number - 1;
    if (missing > 0)
      return [
        `${missing === 1 ? `Checkpoint ${before.number + 1} is` : `Checkpoints ${before.number + 1} to ${checkpoint.number - 1} are`} missing: there is none between ${before.at} and ${checkpoint.at}.`,
      ];
    const follows = sorted.some((other) => other.number === before.number && hashOf(other) === checkpoint.previous);
    return follows ? [] : [`${named(checkpoint)} does not follow from the one before it.`];
  });
}

/** Whether the first of them is the first there was. */
export function beginsAtTheBeginning([first]: readonly Checkpoint[]): boolean {
  return first === undefined || (first.number === 1 && first.previous === GENESIS);
}
