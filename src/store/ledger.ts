import { canonical, sha256 } from '../engine/canonical.js';
import { GENESIS } from '../engine/ledger/checkpoint.js';
import { searchedBy, withOutcome } from '../engine/ledger/ledger.js';
import type { Json, JsonObject } from '../engine/planning/plan.js';
import type { EntryDraft } from '../engine/ports.js';
import { storable } from '../engine/text.js';
import type { Head } from '../engine/ledger/verify-ledger.js';
import type { Handle } from './database.js';

/** Where and when an entry is written. */
export interface EntryPlace {
  readonly enterpriseId: string;
  readonly at: Date;
  readonly run?: { readonly id: string; readonly operation: string };
}

/**
 * Appends entries to the chain of this organisation, inside the caller's transaction. The head's row is locked, so
 * sequences have no gaps and every entry names the one before it: `hash = sha256(previous || RFC 8785 JSON)`. Answers the new head.
 */
export async function appendEntries(
  trx: Handle,
  { enterpriseId, at, run }: EntryPlace,
  drafts: readonly EntryDraft[],
): Promise<Head | null> {
  if (drafts.length === 0) return null;
  let { sequence, hash } = await lockHead(trx, enterpriseId);
  const rows = drafts.map((draft) => {
    const previous = hash;
    sequence += 1;
    const said: JsonObject = {
      v: 1,
      sequence,
      at: at.toISOString(),
      enterprise_id: enterpriseId,
      ...(run ? { run_id: run.id, operation: run.operation } : {}),
      ...storableIn(withOutcome(draft)),
    };
    const entry = canonical(said);
    const { people, targets, ...columns } = searchedBy(said);
    hash = sha256(previous + entry);
    return {
      enterprise_id: enterpriseId,
      sequence,
      run_id: run?.id ?? null,
      kind: draft.kind,
      at,
      ...columns,
      people: [...people],
      targets: [...targets],
      entry,
      previous,
      hash,
    };
  });
  await trx.insertInto('ledger_entries').values(rows).execute();
  await trx.updateTable('ledger_heads').set({ sequence, hash }).where('enterprise_id', '=', enterpriseId).execute();
  return { sequence, hash };
}

/** The head of the chain, which nobody else moves before this transaction ends. */
export async function lockHead(trx: Handle, enterpriseId: string): Promise<Head> {
  await trx
    .insertInto('ledger_heads')
    .values({ enterprise_id: enterpriseId, sequence: 0, hash: GENESIS })
    .onConflict((conflict) => conflict.column('enterprise_id').doNothing())
    .execute();
  return trx
    .selectFrom('ledger_heads')
    .select(['sequence', 'hash'])
    .where('enterprise_id', '=', enterpriseId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Nothing that somebody said, and no answer of Slack’s, must keep an entry from being written. */
function storableIn(draft: EntryDraft): JsonObject {
  const said = Object.entries(draft).flatMap(([key, value]) => (value === undefined ? [] : [[key, made(value)]]));
  return Object.fromEntries(said);
}

function made(value: Json): Json {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(made);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[storable(key), made(inner)]])),
  );
}
