import { sql, type SelectQueryBuilder } from 'kysely';

import type { Ledger, LedgerEntry, LedgerFilter } from '../engine/ledger/ledger.js';
import type { Database } from './database.js';
import { stored } from './stored.js';
import type { Tables } from './tables.js';

/** As many entries as one page takes, however many somebody asks for. */
const LARGEST_PAGE = 1000;

/** The ledger of one organisation, for questions. */
export function ledgerIn(db: Database, enterpriseId: string): Ledger {
  return {
    search: async (filter, { limit, before }) => {
      const wanted = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
      let query = matching(db, enterpriseId, filter);
      if (before !== undefined) query = query.where('sequence', '<', before);
      const rows = await query
        .select(['sequence', 'entry'])
        .orderBy('sequence', 'desc')
        .limit(wanted + 1)
        .execute();
      const page = rows.slice(0, wanted);
      return {
        entries: page.map(({ entry }) => stored<LedgerEntry>(entry)),
        next: rows.length > wanted ? (page.at(-1)?.sequence ?? null) : null,
      };
    },
  };
}

type Query = SelectQueryBuilder<Tables, 'ledger_entries', unknown>;

function matching(db: Database, enterpriseId: string, filter: LedgerFilter): Query {
  const { person, target, operation, outcome, kind, run, from, to, seenBy } = filter;
  let query: Query = db.selectFrom('ledger_entries').where('enterprise_id', '=', enterpriseId);
  if (person !== undefined) query = query.where(named('people', person));
  if (target !== undefined) query = query.where(named('targets', target));
  if (operation !== undefined) query = query.where('operation', '=', operation);
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (run !== undefined) query = query.where('run_id', '=', run);
  if (from) query = query.where('at', '>=', from);
  if (to) query = query.where('at', '<', to);
  if (seenBy) {
    const { person, operations } = seenBy;
    query = query.where((row) =>
      row.or([named('people', person), ...(operations.length > 0 ? [row('operation', 'in', [...operations])] : [])]),
    );
  }
  return query;
}

/** In this form PostgreSQL answers from the index. */
export function named(column: 'people' | 'targets', id: string) {
  return sql<boolean>`${sql.ref(column)} @> array[${id}]::text[]`;
}
