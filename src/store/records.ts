import type { JsonObject } from '../engine/planning/plan.js';
import type { EntryDraft, Move, Records } from '../engine/ports.js';
import type { NewRun, Run } from '../engine/run.js';
import { isTerminal, mayMove, type State } from '../engine/state.js';
import { countRun } from '../telemetry/metrics.js';
import { dropInputTexts, keepClearTexts } from './clear-texts.js';
import type { Database, Handle } from './database.js';
import { IN_A_WINDOW, runsFoundIn } from './find-runs.js';
import { changeGrants, lockGrants, runsConcerned } from './grant-rows.js';
import { appendEntries } from './ledger.js';
import { addNotices, lockOtherRuns } from './outbox-rows.js';
import { refuseInPause } from './pauses.js';
import { glanceAt, NOTHING_YET, readRun, runFrom } from './read-run.js';

export interface RecordsOptions {
  readonly db: Database;
  readonly enterpriseId: string;
  readonly newSalt: () => string;
  /** Called after every commit that put something into the outbox, so that nobody waits for the next sweep. */
  readonly onNotice: () => void;
  /** Called after the commit by which a run ended, or came to where its outcome is not known. */
  readonly onEnd?: (run: Run) => void;
}

/** Runs and their ledger in the database. Each write is one transaction, and no call to Slack happens inside it. */
export function recordsIn({ db, enterpriseId, newSalt, onNotice, onEnd }: RecordsOptions): Records {
  const advance = async (move: Move): Promise<Run | null> => {
    checkMove(move);
    const run = await db.transaction().execute((trx) => writeMove(trx, { enterpriseId, newSalt }, move));
    if (run && move.to) countRun(run.operation, move.to);
    if (run && move.to && (isTerminal(move.to) || move.to === 'unknown')) onEnd?.(run);
    if (run && (move.notices?.length || move.grants?.length)) onNotice();
    return run;
  };

  return {
    advance,
    find: (id) => readRun(db, id),
    glance: (id) => glanceAt(db, id),
    open: (run, at, dueAt) => openRun(db, enterpriseId, run, { at, dueAt }),
    ...runsFoundIn(db, enterpriseId),
    record: async (entry, at) => {
      await db.transaction().execute((trx) => appendEntries(trx, { enterpriseId, at }, [entry]));
    },

    letGo: async (run, holder) => {
      await db
        .updateTable('runs')
        .set({ holder: null, lease_until: null })
        .where('id', '=', run)
        .where('holder', '=', holder)
        .where('state', 'in', [...IN_A_WINDOW])
        .execute();
    },

    told: async (run, person, at) => {
      await db
        .updateTable('outbox')
        .set({ done_at: at, problem: 'told in the modal' })
        .where('run_id', '=', run)
        .where('destination', '=', `person:${person}`)
        .where('unless_told', '=', true)
        .where('done_at', 'is', null)
        .where('sending', '=', false)
        .execute();
    },
  };
}

/** Where only one process can have the database open, whoever else held a run is gone: their leases end now. */
export async function endLeasesOfOthers(db: Database, holder: string, now: Date): Promise<void> {
  await db
    .updateTable('runs')
    .set({ lease_until: now })
    .where('state', 'in', ['executing', ...IN_A_WINDOW])
    .where('holder', '!=', holder)
    .execute();
}

function checkMove({ from, to, run }: Move): void {
  if (!to) return;
  // A plan that replaces a plan stays where it is; everything else has to be on the table of states.
  const wrong = from.find((state) => state !== to && !mayMove(state, to));
  if (wrong) throw new Error(`Run ${run} cannot go from ${wrong} to ${to}.`);
}

async function openRun(
  db: Database,
  enterpriseId: string,
  run: NewRun,
  { at, dueAt }: { at: Date; dueAt: Date },
): Promise<Run> {
  const opened = await db
    .insertInto('runs')
    .values({
      id: run.id,
      enterprise_id: enterpriseId,
      operation: run.operation,
      requester: run.requester,
      origin: run.origin,
      state: 'received' satisfies State,
      state_since: at,
      view_id: run.viewId,
      undoes: run.undoes ?? null,
      replaces: run.replaces ?? null,
      ends: run.ends ?? null,
      due_at: dueAt,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('origin').doNothing())
    .returningAll()
    .executeTakeFirst();
  // Nothing belongs to it yet, so nothing has to be read; what ends or undoes something has that thing's grant.
  if (opened && !run.ends && !run.undoes) return runFrom(opened, NOTHING_YET);
  const there =
    opened ?? (await db.selectFrom('runs').select('id').where('origin', '=', run.origin).executeTakeFirst());
  const found = there && (await readRun(db, there.id));
  if (!found) throw new Error(`Run ${run.id} was opened and is not there.`);
  return found;
}

interface Writer {
  readonly enterpriseId: string;
  readonly newSalt: () => string;
}

async function writeMove(trx: Handle, { enterpriseId, newSalt }: Writer, move: Move): Promise<Run | null> {
  // Before the run itself: whoever waits for a level holds no run that its holder could want.
  const locked = await lockGrants(trx, enterpriseId, move.grants ?? []);
  const moved = locked && (await updateRun(trx, move));
  if (!moved) return null;
  const { changes, call, at } = move;
  await lockOtherRuns(trx, [...(move.notices ?? []).flatMap(({ run }) => run ?? []), ...runsConcerned(locked)]);
  const granted = await changeGrants(trx, { enterpriseId, at }, locked);
  const notices = [...(move.notices ?? []), ...granted.notices];
  if (call) await writeCall(trx, move.run, call, at);
  if (changes?.approval) await writeApproval(trx, move.run, changes.approval);
  if (changes?.input) await dropInputTexts(trx, move.run);
  const digest = await keepClearTexts(
    trx,
    move.run,
    { input: freeTextOf(move), remarks: changes?.remarks ?? {}, names: changes?.names ?? {} },
    newSalt,
  );
  const place = { enterpriseId, at, run: { id: move.run, operation: moved.operation } };
  await appendEntries(trx, place, [...move.entries.map((entry) => withDigest(entry, digest)), ...granted.entries]);
  if (move.unlessPaused) await refuseInPause(trx, enterpriseId);
  await addNotices(trx, move.run, at, notices);
  return readRun(trx, move.run);
}

/** The conditional update by which alone a run changes; it also locks the run's row for the rest of the transaction. */
async function updateRun(trx: Handle, move: Move): Promise<{ operation: string } | undefined> {
  const { changes = {}, to, at } = move;
  let update = trx
    .updateTable('runs')
    .set({
      updated_at: at,
      ...(to ? { state: to, state_since: at, ...(isHeldIn(to) ? {} : { holder: null, lease_until: null }) } : {}),
      ...(move.lease && (!to || isHeldIn(to)) ? { holder: move.lease.holder, lease_until: move.lease.until } : {}),
      ...(changes.step === undefined ? {} : { step: changes.step }),
      ...(changes.input ? { input: JSON.stringify(idsOf(move)) } : {}),
      ...(changes.plan === undefined
        ? {}
        : { plan: changes.plan && JSON.stringify(changes.plan), plan_hash: changes.plan?.hash ?? null }),
      ...(changes.policyHash === undefined ? {} : { policy_hash: changes.policyHash }),
      ...(changes.because === undefined ? {} : { because: changes.because && JSON.stringify(changes.because) }),
      ...(changes.viewId === undefined ? {} : { view_id: changes.viewId }),
      ...(changes.dueAt === undefined ? {} : { due_at: changes.dueAt }),
      ...(changes.asking === undefined ? {} : { asking: JSON.stringify(changes.asking) }),
      ...(changes.remindAt === undefined ? {} : { remind_at: changes.remindAt }),
      ...(changes.looks === undefined ? {} : { looks: changes.looks }),
      ...(changes.pages === undefined ? {} : { pages: JSON.stringify(changes.pages) }),
    })
    .where('id', '=', move.run)
    .where('state', 'in', [...move.from]);
  if (move.step !== undefined) update = update.where('step', '=', move.step);
  if (move.heldBy !== undefined) update = update.where('holder', '=', move.heldBy);
  if (move.remindAt !== undefined) update = update.where('remind_at', '=', move.remindAt);
  if (move.leaseRunOut) update = update.where('lease_until', '<=', at);
  return update.returning('operation').executeTakeFirst();
}

/** A process holds a run while it carries it out, and before that while somebody waits in front of its window. */
const isHeldIn = (state: State): boolean => state === 'executing' || IN_A_WINDOW.includes(state);

async function writeCall(trx: Handle, run: string, call: NonNullable<Move['call']>, now: Date): Promise<void> {
  const { index, attempt, method, state, error } = call;
  const answer = call.answer && JSON.stringify(call.answer);
  await trx
    .insertInto('calls')
    .values({
      run_id: run,
      index,
      attempt,
      method,
      arguments: JSON.stringify(call.arguments),
      state,
      error,
      answer,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['run_id', 'index', 'attempt']).doUpdateSet({ state, error, answer }))
    .execute();
}

async function writeApproval(
  trx: Handle,
  run: string,
  { by, verdict, planHash, at }: NonNullable<NonNullable<Move['changes']>['approval']>,
): Promise<void> {
  await trx
    .insertInto('approvals')
    .values({ run_id: run, approver: by, verdict, plan_hash: planHash, at })
    // Whoever said yes may still say no.
    .onConflict((conflict) =>
      conflict.columns(['run_id', 'approver']).doUpdateSet({ verdict, plan_hash: planHash, at }),
    )
    .execute();
}

function isFreeText({ changes }: Move, key: string): boolean {
  return changes?.freeText?.includes(key) ?? false;
}

function idsOf(move: Move): JsonObject {
  return Object.fromEntries(Object.entries(move.changes?.input ?? {}).filter(([key]) => !isFreeText(move, key)));
}

function freeTextOf(move: Move): JsonObject {
  return Object.fromEntries(Object.entries(move.changes?.input ?? {}).filter(([key]) => isFreeText(move, key)));
}

/** The digests stand in the entry that brought the text, whichever entry of the move that is. */
function withDigest(entry: EntryDraft, digest: Record<string, string>): EntryDraft {
  return Object.keys(digest).length > 0 ? { ...entry, digest } : entry;
}
