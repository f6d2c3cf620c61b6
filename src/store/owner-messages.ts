import { sql, type Selectable } from 'kysely';

import type { OwnerMessage, OwnerMessages } from '../engine/owner-messages.js';
import type { Words } from '../engine/words.js';
import type { Database, Handle } from './database.js';
import { stored } from './stored.js';
import type { OwnerMessageRow } from './tables.js';

/** Messages to org owners in the database. */
export function ownerMessagesIn(db: Database, enterpriseId: string): OwnerMessages {
  const at = ({ occasion, person }: OwnerMessage) => ({ enterprise_id: enterpriseId, occasion, person });
  return {
    put: (messages, now) => putOwnerMessages(db, enterpriseId, messages, now),
    claim: async (now, until) => {
      const { rows } = await sql<Selectable<OwnerMessageRow>>`
        update owner_messages set due_at = ${until}, tries = tries + 1
        where (enterprise_id, occasion, person) = (
          select enterprise_id, occasion, person from owner_messages
          where enterprise_id = ${enterpriseId} and done_at is null and due_at <= ${now}
          order by due_at, occasion, person limit 1
          for update skip locked
        )
        returning *`.execute(db);
      const row = rows[0];
      if (!row) return null;
      const { occasion, person, buttons: asks, created_at: createdAt, tries } = row;
      return { occasion, person, says: stored<Words>(row.says), asks, createdAt, tries };
    },
    done: async (message, now, problem) => {
      await db
        .updateTable('owner_messages')
        .set({ done_at: now, problem: problem ?? null })
        .where((row) => row.and(at(message)))
        .execute();
    },
    later: async (message, dueAt, problem) => {
      await db
        .updateTable('owner_messages')
        .set({ due_at: dueAt, problem })
        .where((row) => row.and(at(message)))
        .execute();
    },
  };
}

/** The same inside a transaction, where what is told and what happened belong together. */
export async function putOwnerMessages(
  trx: Handle,
  enterpriseId: string,
  messages: readonly OwnerMessage[],
  at: Date,
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ occasion, person, says, asks }) => ({
    enterprise_id: enterpriseId,
    occasion,
    person,
    says: JSON.stringify(says),
    buttons: asks,
    created_at: at,
    due_at: at,
  }));
  await trx
    .insertInto('owner_messages')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
