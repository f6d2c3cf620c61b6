import { sql, type Selectable } from 'kysely';

import { takesOver, type KeptPolicy, type Policies, type PolicyOffer } from '../engine/policies.js';
import type { Database, Handle } from './database.js';
import { appendEntries, lockHead } from './ledger.js';
import { putOwnerMessages } from './owner-messages.js';
import type { PolicyRow } from './tables.js';

/** The policies of one organisation in the database. */
export function policiesIn(db: Database, enterpriseId: string): Policies {
  return {
    inForce: (known) => newest(db, enterpriseId, known),
    withHash: async (hash) => {
      const row = await db
        .selectFrom('policies')
        .selectAll()
        .where('enterprise_id', '=', enterpriseId)
        .where('hash', '=', hash)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? keptOf(row) : null;
    },
    offer: async (offer) => {
      await hold(db, enterpriseId, offer);
      const now = await newest(db, enterpriseId, null);
      // Nothing to decide, as nearly always: the ledger's head is not locked for it.
      if (now?.hash === offer.policy.hash) return now;
      return db.transaction().execute((trx) => decide(trx, enterpriseId, offer));
    },
    leave: async (holder) => {
      await db
        .deleteFrom('policy_holders')
        .where('enterprise_id', '=', enterpriseId)
        .where('holder', '=', holder)
        .execute();
    },
  };
}

/** Where only one process can have the database open, no other one was given a policy. */
export async function endHolders(db: Database): Promise<void> {
  await db.deleteFrom('policy_holders').execute();
}

async function newest(db: Handle, enterpriseId: string, known: KeptPolicy | null): Promise<KeptPolicy | null> {
  const { rows } = await sql<Selectable<PolicyRow>>`
    select enterprise_id, number, kind, hash, name, since, put_by, why,
      case when number = ${known?.number ?? 0} then '' else text end as text
    from policies where enterprise_id = ${enterpriseId} order by number desc limit 1`.execute(db);
  const row = rows[0];
  if (!row) return null;
  return known?.number === row.number ? known : keptOf(row);
}

async function hold(db: Handle, enterpriseId: string, { holder, policy, at, until }: PolicyOffer): Promise<void> {
  await db
    .insertInto('policy_holders')
    .values({ enterprise_id: enterpriseId, holder, hash: policy.hash, held_until: until })
    .onConflict((conflict) =>
      conflict.columns(['enterprise_id', 'holder']).doUpdateSet({ hash: policy.hash, held_until: until }),
    )
    .execute();
  await db
    .deleteFrom('policy_holders')
    .where('enterprise_id', '=', enterpriseId)
    .where('held_until', '<=', at)
    .execute();
}

/** The ledger's head is locked first, so of several processes one decides after the other. */
async function decide(trx: Handle, enterpriseId: string, offer: PolicyOffer): Promise<KeptPolicy> {
  await lockHead(trx, enterpriseId);
  const { policy, holder, changed, at, tell } = offer;
  const before = await newest(trx, enterpriseId, null);
  const why = takesOver({
    offered: policy,
    changed,
    inForce: before,
    replaced: await isThere(trx, 'policies', { enterpriseId, hash: policy.hash, holder: null }),
    heldByOthers:
      before !== null && (await isThere(trx, 'policy_holders', { enterpriseId, hash: before.hash, holder })),
  });
  if (!why && before) return before;
  const now: KeptPolicy = { ...policy, number: (before?.number ?? 0) + 1, since: at };
  await trx
    .insertInto('policies')
    .values({
      ...policy,
      enterprise_id: enterpriseId,
      number: now.number,
      since: at,
      put_by: holder,
      why: why ?? 'first',
    })
    .execute();
  const detail = {
    number: now.number,
    kind: now.kind,
    file: now.name,
    why,
    process: holder,
    before: before?.hash ?? null,
  };
  await appendEntries(trx, { enterpriseId, at }, [
    { kind: 'policy.changed', actor: null, policy_hash: policy.hash, detail },
  ]);
  await putOwnerMessages(trx, enterpriseId, tell(now, before), at);
  return now;
}

async function isThere(
  trx: Handle,
  table: 'policies' | 'policy_holders',
  { enterpriseId, hash, holder }: { enterpriseId: string; hash: string; holder: string | null },
): Promise<boolean> {
  const others = holder === null ? sql`` : sql`and holder <> ${holder}`;
  const { rows } = await sql`
    select 1 from ${sql.table(table)} where enterprise_id = ${enterpriseId} and hash = ${hash} ${others} limit 1`.execute(
    trx,
  );
  return rows.length > 0;
}

function keptOf({ kind, hash, name, text, number, since }: Selectable<PolicyRow>): KeptPolicy {
  return { kind, hash, name, text, number, since };
}
