import { sql } from 'kysely';

import { GENESIS } from '../engine/ledger/checkpoint.js';
import type { LedgerStream, StreamState } from '../engine/ledger/stream-ledger.js';
import type { Database } from './database.js';
import type { LedgerSource } from './ledger-source.js';

/** How far the ledger has been streamed, in the database: one row for the whole deployment. */
export function ledgerStreamIn(
  db: Database,
  { enterpriseId, rows }: Pick<LedgerSource, 'enterpriseId' | 'rows'>,
  holder: string,
): LedgerStream {
  const mine = () =>
    db.updateTable('ledger_streams').where('enterprise_id', '=', enterpriseId).where('holder', '=', holder);

  return {
    enterpriseId,
    rows,
    claim: async (now, until) => {
      await db
        .insertInto('ledger_streams')
        .values({ enterprise_id: enterpriseId, sequence: 0, hash: GENESIS, due_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const { rows: claimed } = await sql<{ sequence: number; hash: string; tries: number }>`
        update ledger_streams set holder = ${holder}, claimed_until = ${until}
        where enterprise_id = ${enterpriseId} and due_at <= ${now}
          and (holder = ${holder} or claimed_until is null or claimed_until <= ${now})
        returning sequence, hash, tries`.execute(db);
      return claimed[0] ?? null;
    },
    moved: async ({ sequence, hash }) => {
      await mine().set({ sequence, hash, claimed_until: null, tries: 0, problem: null, failing_since: null }).execute();
    },
    later: async ({ at, dueAt, problem }) => {
      await mine()
        .set((row) => ({
          due_at: dueAt,
          claimed_until: null,
          tries: row('tries', '+', 1),
          problem,
          failing_since: row.fn.coalesce('failing_since', row.val(at)),
        }))
        .execute();
    },
    state: async () => {
      const { rows: states } = await sql<StreamState>`
        select coalesce(heads.sequence, 0) - coalesce(streams.sequence, 0) as waiting,
          next.at as "waitingSince", streams.failing_since as "failingSince", streams.problem
        from (select ${enterpriseId}::text as enterprise_id) as org
        left join ledger_heads as heads using (enterprise_id)
        left join ledger_streams as streams using (enterprise_id)
        left join ledger_entries as next
          on next.enterprise_id = org.enterprise_id and next.sequence = coalesce(streams.sequence, 0) + 1`.execute(db);
      return states[0] ?? { waiting: 0, waitingSince: null, failingSince: null, problem: null };
    },
  };
}
