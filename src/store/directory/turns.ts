import type { DirectoryKind } from '../../engine/organisation/directory.js';
import type { DirectoryCopy, Hold, Page, Listed, Turn } from '../../engine/organisation/directory-copy.js';
import type { Database, Handle } from '../database.js';
import type { Tables } from '../tables.js';
import { addEntries, dropOldEntries } from './entries.js';

/** A kind is read again after this long, or after as long as reading it took: Slack's limits are for others too. */
const REST_MS = 15 * 60_000;
const LONGEST_REST_MS = 24 * 60 * 60_000;

export interface TurnsOptions {
  readonly db: Database;
  readonly enterpriseId: string;
  /** This process. */
  readonly holder: string;
}

/** Who reads what, and how far. Every write is conditional on the turn still being this process's. */
export function turnsIn({ db, enterpriseId, holder }: TurnsOptions): Omit<DirectoryCopy, 'refresh'> {
  const mine = (handle: Handle, { kind, generation }: Turn) =>
    handle
      .updateTable('directory_reads')
      .where('enterprise_id', '=', enterpriseId)
      .where('kind', '=', kind)
      .where('generation', '=', generation)
      .where('holder', '=', holder);

  return {
    takeTurn: async (kind, hold) => {
      await db
        .insertInto('directory_reads')
        .values({ enterprise_id: enterpriseId, kind, generation: 1, started_at: hold.at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return takeTurn(db, { enterpriseId, kind, holder }, hold);
    },

    keep: async <K extends DirectoryKind>(turn: Turn<K>, page: Page<Listed[K]>, hold: Hold) => {
      const kept = await db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await mine(trx, turn)
          .where('cursor', 'is not distinct from', turn.cursor)
          .set(page.next === null ? ended(turn, hold.at) : { cursor: page.next, held_until: hold.until })
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await addEntries(trx, { enterpriseId, kind: turn.kind, generation: turn.generation }, page.rows);
        return true;
      });
      if (!kept) return 'lost';
      if (page.next !== null) return { ...turn, cursor: page.next };
      await dropOldEntries(db, enterpriseId, turn.kind);
      return 'complete';
    },

    startOver: async (turn, { at, until }) => {
      const generation = turn.generation + 1;
      const { numUpdatedRows } = await mine(db, turn)
        .set({ generation, cursor: null, started_at: at, held_until: until })
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return null;
      await dropOldEntries(db, enterpriseId, turn.kind);
      return { ...turn, generation, cursor: null };
    },

    hold: async (turn, { until }) => {
      const { numUpdatedRows } = await mine(db, turn).set({ held_until: until }).executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    release: async (turn) => {
      await mine(db, turn).set({ holder: null, held_until: null }).execute();
    },
  };
}

/** Where only one process can have the database open, whoever else was reading is gone. */
export async function endTurns(db: Database): Promise<void> {
  await db.updateTable('directory_reads').set({ holder: null, held_until: null }).execute();
}

function ended({ generation }: Turn, at: Date) {
  return { complete: generation, completed_at: at, cursor: null, holder: null, held_until: null };
}

async function takeTurn<K extends DirectoryKind>(
  db: Database,
  { enterpriseId, kind, holder }: { enterpriseId: string; kind: K; holder: string },
  { at, until }: Hold,
): Promise<Turn<K> | null> {
  const row = await db
    .selectFrom('directory_reads')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  if (!row || !isDue(row, at)) return null;
  const begins = row.generation === row.complete;
  const taken = await db
    .updateTable('directory_reads')
    .set({
      holder,
      held_until: until,
      ...(begins ? { generation: row.generation + 1, cursor: null, started_at: at } : {}),
    })
    .where('enterprise_id', '=', enterpriseId)
    .where('kind', '=', kind)
    .where('generation', '=', row.generation)
    .where('complete', 'is not distinct from', row.complete)
    .where((row) => row.or([row('held_until', 'is', null), row('held_until', '<=', at), row('holder', '=', holder)]))
    .returning(['generation', 'cursor'])
    .executeTakeFirst();
  return taken ? { kind, ...taken } : null;
}

function isDue(row: Tables['directory_reads'], at: Date): boolean {
  if (!row.completed_at || row.generation !== row.complete) return true;
  const took = row.completed_at.getTime() - row.started_at.getTime();
  const rest = Math.min(Math.max(took, REST_MS), LONGEST_REST_MS);
  return row.completed_at.getTime() + rest <= at.getTime();
}
