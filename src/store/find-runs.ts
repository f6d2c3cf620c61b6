import type { Records } from '../engine/ports.js';
import type { Database } from './database.js';

/** As many runs as one sweep looks at; the next one takes the rest. */
const SWEEP = 100;

/** Finds runs by how they stand; what is done about them is decided by whoever reads them then. */
export function runsFoundIn(
  db: Database,
  enterpriseId: string,
): Pick<Records, 'due' | 'abandoned' | 'remindersDue' | 'waiting'> {
  const ids = () => db.selectFrom('runs').select('id').where('enterprise_id', '=', enterpriseId);
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

    abandoned: async (now) => {
      const abandoned = ids()
        .select('holder')
        .where('state', '=', 'executing')
        .where('lease_until', '<=', now)
        .limit(SWEEP);
      return (await abandoned.execute()).map(({ id, holder }) => ({ id, holder: holder ?? '' }));
    },
  };
}
