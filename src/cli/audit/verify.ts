import { beginsAtTheBeginning, checkCheckpoints, type FoundLine } from '../../engine/ledger/check-checkpoints.js';
import { verifyChain, type ChainReport, type Head } from '../../engine/ledger/verify-ledger.js';
import type { LedgerSource } from '../../store/ledger-source.js';

/** Everything that was found out about a ledger. */
export interface Verdict extends ChainReport {
  readonly enterpriseId: string;
  readonly checkpoints: number;
  /** What is wrong with the checkpoints among themselves. */
  readonly problems: readonly string[];
  readonly whole: boolean;
}

/** What a ledger is held against. */
export interface Against {
  /** Checkpoints that were kept elsewhere. */
  readonly outside: readonly FoundLine[];
  /** Public keys that were noted elsewhere. */
  readonly trusted: readonly string[];
  /** What is to be said about the two. */
  readonly notes?: readonly string[];
}

/** Reads the whole ledger, a batch at a time, and holds it against every checkpoint there is. */
export async function verifyLedger(source: LedgerSource, { outside, trusted, notes = [] }: Against): Promise<Verdict> {
  const { enterpriseId } = source;
  const inside = (await source.checkpoints()).map((line) => ({ line, place: 'the database' }));
  const checked = checkCheckpoints([...inside, ...outside], { enterpriseId, trusted });
  const verifier = verifyChain(enterpriseId, checked.checkpoints);
  let last: number | null = null;
  let head: Head | null = null;
  for (;;) {
    const rows = await source.rows(last);
    for (const row of rows) verifier.take(row);
    last = rows.at(-1)?.sequence ?? last;
    if (rows.length > 0) continue;
    // Entries may be written meanwhile: the head is asked for when nothing was left, and then it is looked once more.
    const now = await source.head();
    if (isSame(head, now)) break;
    head = now;
  }
  const report = verifier.end(head);
  const missing = beginsAtTheBeginning(checked.checkpoints)
    ? []
    : ['The first checkpoints are missing: the oldest one here is not the first that was written.'];
  const problems = [...checked.problems, ...missing];
  return {
    ...report,
    enterpriseId,
    checkpoints: checked.checkpoints.length,
    notes: [...checked.notes, ...report.notes, ...notes],
    problems,
    whole: report.bad === null && problems.length === 0,
  };
}

function isSame(one: Head | null, other: Head | null): boolean {
  return one?.sequence === other?.sequence;
}

/** The verdict for people. */
export function verdictInWords(verdict: Verdict, isSigned: boolean): string {
  const { enterpriseId, entries, head, bad, problems, notes, whole } = verdict;
  const lines = [
    `Ledger of ${enterpriseId}: ${entries} ${entries === 1 ? 'entry' : 'entries'}.`,
    ...(bad ? badInWords(bad) : [`Head: ${head.hash} (entry ${head.sequence})`, coverage(verdict, isSigned)]),
    ...problems,
    ...notes.map((note) => `Note: ${note}`),
    whole ? 'The ledger is whole.' : 'THE LEDGER IS NOT WHOLE.',
  ];
  return lines.join('\n');
}

function badInWords({ first, last, why }: NonNullable<ChainReport['bad']>): string[] {
  const where = first === last ? `${first}` : `one of ${first} to ${last}`;
  return [`First bad entry: ${where}`, why];
}

function coverage({ checkpoints, covered, entries }: Verdict, isSigned: boolean): string {
  if (checkpoints === 0)
    return `No checkpoint was found, so an end that was cut off with its head, or a ledger written anew, would not show. ${isSigned ? 'The app signs one when it starts, and every hour.' : 'Set LEDGER_SIGNING_KEY and AUDIT_WORM_URL for the app.'}`;
  const rest = entries - covered;
  const behind = rest === 0 ? '' : ` The ${rest === 1 ? 'newest entry is' : `newest ${rest} are`} not covered yet.`;
  return `${checkpoints} signed ${checkpoints === 1 ? 'checkpoint agrees' : 'checkpoints agree'} with it, up to entry ${covered}.${behind}`;
}
