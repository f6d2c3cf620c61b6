import { sql } from 'kysely';

import type { Records } from '../engine/ports.js';
import type { State } from '../engine/state.js';
import type { Database } from './database.js';

/** As many runs as one sweep looks at; the next one takes the rest. */
const SWEEP = 100;

/** States in which a run's requester may sit before a window that waits for its answer. */
export const IN_A_WINDOW: readonly State[] = ['received', 'planned', 'awaiting_approval'];

/** Finds runs by how they stand; what is done about them is decided by whoever reads them then. */
export function runsFoundIn(
  db: Database,
  enterpriseId: string,
): Pick<Records, 'due' | 'abandoned' | 'leftInHand' | 'remindersDue' | 'waiting' | 'underWay' | 'executingAt'> {
  const ids = () => db.selectFrom('runs').select('id').where('enterprise_id', '=', enterpriseId);
  const leasesOver = (now: Date) => ids().select('holder').where('lease_until', '<=', now).limit(SWEEP);
  const heldIn = async (query: ReturnType<typeof leasesOver>) =>
    (await query.execute()).map(({ id, holder }) => ({ id, holder: holder ?? '' }));
  const waiting = () => ids().where('state', '=', 'awaiting_approval');

  return {
    due: async (states, now) => {
      const due = ids().where('state', 'in', states).where('due_at', '<=', now).orderBy('due_at').limit(SWEEP);
      return (await due.execute()).map(({ id }) => id);
    },

    remindersDue: async (now) => {
      const due = waiting().where('remind_at', '<=', now).orderBy('remind_at').limit(SWEEP);
      return (await due.execute()).map(({ id }) => id);
    },

    waiting: async (most) => {
      const first = waiting().orderBy('due_at').orderBy('id').limit(most);
      return (await first.execute()).map(({ id }) => id);
    },

    executingAt: async ({ person, place }) => {
      const about = JSON.stringify({ user_id: person, team_id: place });
      const executing = ids()
        .where('state', '=', 'executing')
        .where('ends', 'is', null)
        .where(sql<boolean>`input::jsonb @> ${about}::jsonb`);
      return (await executing.executeTakeFirst()) !== undefined;
    },

    underWay: async (most) => {
      const open = ids().where('state', 'in', ['executing', 'unknown']).orderBy('state_since').limit(most);
      return (await open.execute()).map(({ id }) => id);
    },

    abandoned: (now) => heldIn(leasesOver(now).where('state', '=', 'executing')),

    leftInHand: (now) => heldIn(leasesOver(now).where('state', 'in', IN_A_WINDOW).where('due_at', 'is not', null)),
  };
}
