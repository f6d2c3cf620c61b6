import type { EventOfSlack, Revoked } from '../engine/installation.js';
import type { Handle } from './database.js';
import { appendEntries } from './ledger.js';

/** Deletes what Slack says is revoked, and records it once; answers whose tokens those were. */
export async function forget(
  trx: Handle,
  enterpriseId: string,
  { revoked, moment, event }: { revoked: Revoked; moment: Date; event: EventOfSlack },
): Promise<string[]> {
  const gone = await deleteRevoked(trx, enterpriseId, { revoked, moment });
  const isNew = await seeFirst(trx, event);
  if (!isNew && gone.length === 0) return [];
  const detail = { event: event.type, revoked: gone };
  const entry = { kind: gone.length > 0 ? 'install.revoked' : 'install.revocation_ignored', actor: null, detail };
  await appendEntries(trx, { enterpriseId, at: event.at }, [entry]);
  return gone;
}

/** Slack says the second only; what was installed in that very second was installed before it, as far as anybody knows. */
async function deleteRevoked(
  trx: Handle,
  enterpriseId: string,
  { revoked, moment }: { revoked: Revoked; moment: Date },
): Promise<string[]> {
  let query = trx
    .deleteFrom('installations')
    .where('enterprise_id', '=', enterpriseId)
    .where('installed_at', '<', new Date(moment.getTime() + 1_000));
  if (revoked !== 'everything') {
    const { users, bots } = revoked;
    if (users.length === 0 && bots.length === 0) return [];
    query = query.where((row) =>
      row.or([
        ...(users.length > 0 ? [row.and([row('kind', '=', 'user'), row('user_id', 'in', users)])] : []),
        ...(bots.length > 0 ? [row.and([row('kind', '=', 'bot'), row('user_id', 'in', bots)])] : []),
      ]),
    );
  }
  const rows = await query.returning('user_id').execute();
  return rows.map(({ user_id }) => user_id);
}

const REMEMBER_EVENTS_MS = 2 * 24 * 60 * 60_000;

/** Whether an event is seen for the first time, by whichever process. */
export async function seeFirst(trx: Handle, { id, at }: EventOfSlack): Promise<boolean> {
  await trx
    .deleteFrom('received_events')
    .where('at', '<', new Date(at.getTime() - REMEMBER_EVENTS_MS))
    .execute();
  const seen = await trx
    .insertInto('received_events')
    .values({ id, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return seen !== undefined;
}
