import type { FoundEntries, LedgerEntry, LedgerFilter, LedgerPage } from '../../engine/ledger/ledger.js';
import type { Json, JsonObject } from '../../engine/planning/plan.js';
import { oneLine } from '../../engine/text.js';
import type { LedgerSource } from '../../store/ledger-source.js';

/** Looks for entries; that somebody looked is an entry first. */
export async function searchLedger(
  source: LedgerSource,
  actor: string,
  { filter, page }: { readonly filter: LedgerFilter; readonly page: LedgerPage },
): Promise<FoundEntries> {
  const { from, to, person, target, operation, outcome, kind, run } = filter;
  const moments = { from: from?.toISOString(), to: to?.toISOString() };
  const asked = { ...moments, person, target, operation, outcome, kind, run, before: page.before };
  const detail = Object.fromEntries(
    Object.entries(asked).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  await source.record({ kind: 'ledger.searched', actor, outcome: 'searched', detail });
  return source.search(filter, page);
}

const LONGEST = 200;

/** One entry on one line, for people. */
export function entryInWords(entry: LedgerEntry): string {
  const target = entry['target'];
  const about = isObject(target) ? [text(target['id']), text(target['place'])].filter(Boolean).join(' in ') : '';
  const outcome = text(entry['outcome']);
  const parts = [
    `#${entry.sequence}`,
    entry.at,
    entry.kind,
    text(entry['operation']),
    about,
    outcome && `= ${outcome}`,
    text(entry['error']) && `(${text(entry['error'])})`,
    `by ${entry.actor ?? 'the app'}`,
    text(entry['run_id']) && `run ${text(entry['run_id'])}`,
  ];
  return oneLine(parts.filter(Boolean).join('  '), LONGEST);
}

/** What the whole answer says. */
export function foundInWords({ entries, next }: FoundEntries): string {
  if (entries.length === 0) return 'Nothing was found.';
  const more = next === null ? [] : [`There is more: ask again with --before ${next}.`];
  return [...entries.map(entryInWords), ...more].join('\n');
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
