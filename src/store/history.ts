import { sql, type ExpressionBuilder } from 'kysely';

import type { History, HistoryFilter, Reader, Stretch } from '../engine/reading/history.js';
import type { State } from '../engine/state.js';
import type { Database } from './database.js';
import { named } from './ledger-search.js';
import type { Tables } from './tables.js';

type Runs = ExpressionBuilder<Tables, 'runs'>;

/** The runs of one organisation, looked back on. Who took part in them stands in the ledger. */
export function historyIn(db: Database, enterpriseId: string): History {
  return {
    find: async (reader, filter, stretch, most) => {
      const direction = stretch.of === 'newer' ? 'asc' : 'desc';
      const rows = await db
        .selectFrom('runs')
        .select('id')
        .where('enterprise_id', '=', enterpriseId)
        .where((run) => run.and([wasConfirmed(run), ...matching(run, filter), seenBy(run, reader)]))
        .where((run) => inStretch(run, stretch))
        .orderBy('created_at', direction)
        .orderBy('id', direction)
        .limit(most + 1)
        .execute();
      const ids = rows.slice(0, most).map(({ id }) => id);
      return { ids: stretch.of === 'newer' ? ids.reverse() : ids, more: rows.length > most };
    },
  };
}

const NEVER_CONFIRMED: readonly State[] = ['received', 'planned'];

/** A request that expired was put to people; a form that expired was not. */
function wasConfirmed(run: Runs) {
  const isOpen = run('state', 'in', NEVER_CONFIRMED);
  const wasLeft = run.and([run('state', '=', 'expired'), run('asking', 'is', null)]);
  return run.not(run.or([isOpen, wasLeft]));
}

function matching(run: Runs, { person, operation, target, outcome, from, to }: HistoryFilter) {
  return [
    ...(person === undefined ? [] : [tookPart(run, person)]),
    ...(target === undefined ? [] : [inLedger(run, named('targets', target))]),
    ...(operation === undefined ? [] : [run('operation', '=', operation)]),
    ...(outcome === undefined ? [] : [run('state', '=', outcome)]),
    ...(from ? [run('created_at', '>=', from)] : []),
    ...(to ? [run('created_at', '<', to)] : []),
  ];
}

function seenBy(run: Runs, { person, operations }: Reader) {
  return run.or([tookPart(run, person), ...(operations.length > 0 ? [run('operation', 'in', [...operations])] : [])]);
}

function tookPart(run: Runs, person: string) {
  return run.or([run('requester', '=', person), inLedger(run, named('people', person))]);
}

function inLedger(run: Runs, holds: ReturnType<typeof named>) {
  return run.exists(
    run.selectFrom('ledger_entries').select('sequence').whereRef('run_id', '=', 'runs.id').where(holds),
  );
}

function inStretch(run: Runs, stretch: Stretch) {
  if (stretch.of === 'newest') return run.lit(true);
  const than = sql`(select created_at, id from runs where id = ${stretch.than})`;
  return stretch.of === 'older' ? sql<boolean>`(created_at, id) < ${than}` : sql<boolean>`(created_at, id) > ${than}`;
}
