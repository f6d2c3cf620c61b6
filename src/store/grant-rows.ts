import type { Updateable } from 'kysely';

import { isAbove } from '../engine/grants/grant-roles.js';
import type { Grant, GrantChange, GrantEnd, Level } from '../engine/grants/grants.js';
import type { EntryDraft, Notice } from '../engine/ports.js';
import { granted, howItEnded } from '../engine/grants/grant-words.js';
import type { Words } from '../engine/words.js';
import type { Handle } from './database.js';
import { grantsAtLevel } from './grants.js';
import type { GrantRow } from './tables.js';

/** Grants that a move has locked, as they stood then. */
export interface LockedGrants {
  readonly changes: readonly GrantChange[];
  readonly inForce: readonly Grant[];
}

export interface GrantWriter {
  readonly enterpriseId: string;
  readonly at: Date;
}

/**
 * Locks the level that a move's changes are about, before anything else of the move is locked, and looks whether they
 * still fit. `null` where they do not: the grant has ended meanwhile, or another process was there first.
 */
export async function lockGrants(
  trx: Handle,
  enterpriseId: string,
  changes: readonly GrantChange[],
): Promise<LockedGrants | null> {
  const [first] = changes;
  if (!first) return { changes, inForce: [] };
  const { person, place } = first;
  if (changes.some((change) => change.person !== person || change.place !== place))
    throw new Error('One move changes grants at one level only.');

  if (first.kind === 'start') {
    const level = { enterprise_id: enterpriseId, person, place, base: first.base };
    await trx
      .insertInto('grant_levels')
      .values(level)
      .onConflict((conflict) => conflict.columns(['enterprise_id', 'person', 'place']).doNothing())
      .execute();
  }
  await trx
    .selectFrom('grant_levels')
    .select('base')
    .where('enterprise_id', '=', enterpriseId)
    .where('person', '=', person)
    .where('place', '=', place)
    .forUpdate()
    .execute();
  const inForce = await grantsAtLevel(trx, enterpriseId, first);
  return changes.every((change) => fits(change, inForce)) ? { changes, inForce } : null;
}

function fits(change: GrantChange, inForce: readonly Grant[]): boolean {
  if (change.kind === 'start' || change.kind === 'for_good') return true;
  const grant = inForce.find(({ id }) => id === change.id);
  if (!grant) return false;
  switch (change.kind) {
    case 'end':
      return true;
    case 'release':
      return grant.releasedBy === null;
    case 'retry':
      return grant.ending === change.ending;
    case 'remind':
      return grant.remindAt?.getTime() === change.was.getTime();
    case 'ask':
      return grant.askedAt === null || grant.askedAt <= change.notAfter;
  }
}

/** The IDs of runs whose cards change with these grants. */
export function runsConcerned({ changes, inForce }: LockedGrants): string[] {
  return changes.length > 0 ? inForce.map(({ id }) => id) : [];
}

/** Writes the changes; answers what the ledger and the people concerned are told of it. */
export async function changeGrants(
  trx: Handle,
  writer: GrantWriter,
  { changes, inForce }: LockedGrants,
): Promise<{ entries: EntryDraft[]; notices: Notice[] }> {
  const told = { entries: new Array<EntryDraft>(), notices: new Array<Notice>() };
  const end = async (grant: Grant, how: GrantEnd, says?: Words): Promise<void> => {
    await update(trx, grant.id, { ended_at: writer.at, ended_how: how, remind_at: null });
    told.entries.push(entryOf(grant, 'grant.ended', { outcome: how }));
    const why = says ?? howItEnded({ ...grant, end: how });
    told.notices.push(...cardsOf(grant, why));
    // Of an undo the run says so itself.
    if (how !== 'undone') told.notices.push({ to: 'audit', says: why, run: grant.id });
  };
  for (const change of changes) {
    if (change.kind === 'start') {
      await start(trx, writer, change, inForce);
      told.entries.push(entryOf({ ...change, releasedBy: null }, 'grant.started', {}));
      told.notices.push(...cardsOf(change, granted(change)));
      for (const grant of inForce) if (isExtendedBy(grant, change)) await end(grant, 'extended');
    } else if (change.kind === 'for_good') {
      await setBase(trx, writer.enterpriseId, change, change.role === 'none' ? 'member' : change.role);
      for (const grant of inForce) {
        const how = endForGood(grant, change);
        if (how) await end(grant, how);
      }
    } else {
      const grant = inForce.find(({ id }) => id === change.id);
      if (!grant) continue;
      if (change.kind === 'end') await end(grant, change.end, change.says);
      else await update(trx, change.id, valuesOf(change, writer.at, grant));
    }
  }
  return told;
}

type OfOne = Extract<GrantChange, { kind: 'release' | 'retry' | 'remind' | 'ask' }>;

function valuesOf(change: OfOne, at: Date, { told }: Grant): Updateable<GrantRow> {
  switch (change.kind) {
    case 'release':
      return { released_by: change.by, due_at: at, try_at: at, remind_at: null };
    case 'retry':
      return {
        try_at: change.tryAt,
        ...(change.next ? { ending: change.ending + 1 } : {}),
        ...(change.tells ? { told: told + 1, told_at: at } : {}),
      };
    case 'remind':
      return { remind_at: change.remindAt };
    case 'ask':
      return { asked_at: at };
  }
}

async function start(
  trx: Handle,
  { enterpriseId }: GrantWriter,
  change: Extract<GrantChange, { kind: 'start' }>,
  inForce: readonly Grant[],
): Promise<void> {
  if (inForce.length === 0) await setBase(trx, enterpriseId, change, change.base);
  await trx
    .insertInto('grants')
    .values({
      run_id: change.id,
      enterprise_id: enterpriseId,
      person: change.person,
      place: change.place,
      role: change.role,
      requester: change.requester,
      started_at: change.startedAt,
      ends_at: change.endsAt,
      due_at: change.endsAt,
      try_at: change.endsAt,
      remind_at: change.remindAt,
    })
    .execute();
}

function isExtendedBy(grant: Grant, { role, endsAt }: Extract<GrantChange, { kind: 'start' }>): boolean {
  return grant.role === role && grant.dueAt <= endsAt;
}

/** Whether a grant is over because a role was given or taken for good. */
function endForGood(grant: Grant, { role, called }: Extract<GrantChange, { kind: 'for_good' }>): GrantEnd | null {
  if (role === 'none') return 'removed';
  if (!isAbove(grant.role, role)) return 'made_permanent';
  return called ? 'revoked' : null;
}

async function setBase(trx: Handle, enterpriseId: string, { person, place }: Level, base: string): Promise<void> {
  await trx
    .updateTable('grant_levels')
    .set({ base })
    .where('enterprise_id', '=', enterpriseId)
    .where('person', '=', person)
    .where('place', '=', place)
    .execute();
}

async function update(trx: Handle, id: string, values: Updateable<GrantRow>): Promise<void> {
  await trx.updateTable('grants').set(values).where('run_id', '=', id).execute();
}

type Told = Pick<Grant, 'id' | 'person' | 'place' | 'role' | 'requester' | 'endsAt' | 'releasedBy'>;

function entryOf(grant: Told, kind: string, more: Pick<EntryDraft, 'outcome'>): EntryDraft {
  return {
    kind,
    actor: grant.releasedBy,
    beneficiary: grant.person,
    target: { kind: 'person', id: grant.person, place: grant.place },
    ...more,
    detail: { grant: grant.id, role: grant.role, ends_at: grant.endsAt.toISOString() },
  };
}

/** The cards of whoever asked for it and of whoever has it; one card where they are the same person. */
function cardsOf({ id, requester, person }: Pick<Told, 'id' | 'requester' | 'person'>, says: Words): Notice[] {
  return [...new Set([requester, person])].map((whose) => ({ to: { card: whose }, says, run: id }));
}
