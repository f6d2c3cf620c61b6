import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import { z } from 'zod';

import { GRANT_ENDS, type Grant, type GrantEnd, type Grants } from '../engine/grants/grants.js';
import { ROLES, type Role } from '../engine/organisation/people.js';
import type { Database, Handle } from './database.js';
import type { GrantRow, Tables } from './tables.js';

/** As many as one sweep looks at; the next one takes the rest. */
const SWEEP = 200;
/** More than anybody reads in one list. */
const SHOWN = 500;
const RUN_ID = /^[\w-]{1,64}$/u;

/** The record of rights for a time, in the database. */
export function grantsIn(db: Database, enterpriseId: string): Grants {
  const inForce = () =>
    withBase(db).where('grants.enterprise_id', '=', enterpriseId).where('grants.ended_at', 'is', null);
  const idsDue = async (column: 'try_at' | 'remind_at', now: Date): Promise<string[]> => {
    const rows = await db
      .selectFrom('grants')
      .select('run_id')
      .where('enterprise_id', '=', enterpriseId)
      .where('ended_at', 'is', null)
      .where(column, '<=', now)
      .orderBy(column)
      .orderBy('due_at')
      .limit(SWEEP)
      .execute();
    return rows.map(({ run_id }) => run_id);
  };
  return {
    find: (id) => findGrant(db, id),
    at: async (place) => (await inForce().where('grants.place', '=', place).orderBy('due_at').execute()).map(grantFrom),
    inForce: async (whose) => {
      const all = inForce().orderBy('due_at').limit(SHOWN);
      const shown =
        whose === undefined
          ? all
          : all.where((is) => is.or([is('grants.requester', '=', whose), is('grants.person', '=', whose)]));
      return (await shown.execute()).map(grantFrom);
    },
    due: (now) => idsDue('try_at', now),
    toRemind: (now) => idsDue('remind_at', now),
    nextDue: async () => {
      const row = await db
        .selectFrom('grants')
        .select(sql<Date | null>`min(least(try_at, remind_at))`.as('next'))
        .where('enterprise_id', '=', enterpriseId)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return row?.next ?? null;
    },
  };
}

/** One grant, in force or ended, by the ID of the run that made it. */
export async function findGrant(handle: Handle, id: string): Promise<Grant | null> {
  if (!RUN_ID.test(id)) return null;
  const row = await withBase(handle).where('grants.run_id', '=', id).executeTakeFirst();
  return row ? grantFrom(row) : null;
}

/** Every grant that has not ended at one level, inside the caller's transaction. */
export async function grantsAtLevel(
  trx: Handle,
  enterpriseId: string,
  { person, place }: { readonly person: string; readonly place: string },
): Promise<readonly Grant[]> {
  const rows = await withBase(trx)
    .where('grants.enterprise_id', '=', enterpriseId)
    .where('grants.person', '=', person)
    .where('grants.place', '=', place)
    .where('grants.ended_at', 'is', null)
    .orderBy('due_at')
    .execute();
  return rows.map(grantFrom);
}

type Row = Selectable<GrantRow> & { readonly base: string };

function withBase(handle: Handle): SelectQueryBuilder<Tables, 'grants' | 'grant_levels', Row> {
  return handle
    .selectFrom('grants')
    .innerJoin('grant_levels', (join) =>
      join
        .onRef('grant_levels.enterprise_id', '=', 'grants.enterprise_id')
        .onRef('grant_levels.person', '=', 'grants.person')
        .onRef('grant_levels.place', '=', 'grants.place'),
    )
    .selectAll('grants')
    .select('grant_levels.base');
}

function grantFrom(row: Row): Grant {
  return {
    id: row.run_id,
    person: row.person,
    place: row.place,
    role: Roles.parse(row.role),
    requester: row.requester,
    base: Roles.parse(row.base),
    startedAt: row.started_at,
    endsAt: row.ends_at,
    dueAt: row.due_at,
    releasedBy: row.released_by,
    endedAt: row.ended_at,
    end: row.ended_how === null ? null : Ends.parse(row.ended_how),
    ending: row.ending,
    tryAt: row.try_at,
    told: row.told,
    toldAt: row.told_at,
    remindAt: row.remind_at,
    askedAt: row.asked_at,
  };
}

/** What these columns can hold; anything else would be a row that this version did not write. */
const Roles: z.ZodType<Role> = z.enum(ROLES);
const Ends: z.ZodType<GrantEnd> = z.enum(GRANT_ENDS);
