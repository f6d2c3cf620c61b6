import type { Selectable } from 'kysely';
import { z } from 'zod';

import type { JsonObject, Plan } from '../engine/planning/plan.js';
import type { Grant } from '../engine/grants/grants.js';
import type { Approval, Asking, Because, CallRecord, CallState, Pages, Run } from '../engine/run.js';
import { STATES } from '../engine/state.js';
import { typedName, type Names } from '../engine/words.js';
import { clearTextsOf, type ClearTexts } from './clear-texts.js';
import type { Handle } from './database.js';
import { findGrant } from './grants.js';
import { stored } from './stored.js';
import type { Tables } from './tables.js';

/** IDs come back from clients in buttons and views: anything may stand there, also what no database takes as text. */
const RUN_ID = /^[\w-]{1,64}$/u;

/** The little that is asked of a run again and again, in one query. */
export async function glanceAt(
  handle: Handle,
  id: string,
): Promise<Pick<Run, 'operation' | 'requester' | 'state'> | null> {
  if (!RUN_ID.test(id)) return null;
  const row = await handle
    .selectFrom('runs')
    .select(['operation', 'requester', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { ...row, state: States.parse(row.state) } : null;
}

/** One run with everything that belongs to it, or `null`. */
export async function readRun(handle: Handle, id: string): Promise<Run | null> {
  if (!RUN_ID.test(id)) return null;
  const row = await handle.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  return runFrom(row, {
    approvals: await approvalsOf(handle, id),
    calls: await callsOf(handle, id),
    later: await laterRuns(handle, id),
    clear: await clearTextsOf(handle, id),
    grant: await findGrant(handle, row.ends ?? row.undoes ?? id),
  });
}

/** What belongs to a run besides its own row. */
interface Belongings {
  readonly approvals: readonly Approval[];
  readonly calls: readonly CallRecord[];
  readonly later: Pick<Run, 'undoneBy' | 'replacedBy'>;
  readonly clear: ClearTexts;
  readonly grant: Grant | null;
}

/** What belongs to a run that has just been opened. */
export const NOTHING_YET: Belongings = {
  approvals: [],
  calls: [],
  later: { undoneBy: null, replacedBy: null },
  clear: { input: {}, remarks: {}, names: {} },
  grant: null,
};

/** A run of its row and what belongs to it. */
export function runFrom(row: Selectable<Tables['runs']>, { approvals, calls, later, clear, grant }: Belongings): Run {
  return {
    id: row.id,
    enterpriseId: row.enterprise_id,
    operation: row.operation,
    requester: row.requester,
    state: States.parse(row.state),
    stateSince: row.state_since,
    step: row.step,
    input: { ...stored<JsonObject>(row.input), ...clear.input },
    plan: row.plan ? stored<Plan>(row.plan) : null,
    policyHash: row.policy_hash,
    because: row.because ? stored<Because>(row.because) : null,
    approvals,
    calls,
    remarks: clear.remarks,
    pages: row.pages ? stored<Pages>(row.pages) : null,
    viewId: row.view_id,
    undoes: row.undoes,
    replaces: row.replaces,
    ...later,
    asking: row.asking ? stored<Asking>(row.asking) : null,
    remindAt: row.remind_at,
    ends: row.ends,
    grant,
    looks: row.looks,
    dueAt: row.due_at,
    createdAt: row.created_at,
    names: { ...clear.names, ...typedNames(clear.input) },
  };
}

async function approvalsOf(handle: Handle, run: string): Promise<Approval[]> {
  const rows = await handle.selectFrom('approvals').selectAll().where('run_id', '=', run).orderBy('at').execute();
  return rows.map((row) => ({
    by: row.approver,
    verdict: row.verdict === 'approved' ? 'approved' : 'denied',
    planHash: row.plan_hash,
    at: row.at,
  }));
}

async function callsOf(handle: Handle, run: string): Promise<CallRecord[]> {
  const rows = await handle
    .selectFrom('calls')
    .selectAll()
    .where('run_id', '=', run)
    .orderBy('index')
    .orderBy('attempt')
    .execute();
  return rows.map(callFrom);
}

/** Where a run stands that took the place of another one, once its requester has said yes to it. */
const CONFIRMED: ReadonlySet<string> = new Set(['awaiting_approval', 'executing', 'unknown', 'succeeded', 'partly']);

/** The runs that undid this one, and took its place. */
async function laterRuns(handle: Handle, id: string): Promise<Pick<Run, 'undoneBy' | 'replacedBy'>> {
  const later = await handle
    .selectFrom('runs')
    .select(['id', 'state', 'undoes', 'replaces'])
    .where((row) => row.or([row('undoes', '=', id), row('replaces', '=', id)]))
    .execute();
  const undoing = later.find(({ undoes, state }) => undoes === id && state === 'succeeded');
  const replacing = later.find(({ replaces, state }) => replaces === id && CONFIRMED.has(state));
  return { undoneBy: undoing?.id ?? null, replacedBy: replacing?.id ?? null };
}

function callFrom(call: Selectable<Tables['calls']>): CallRecord {
  return {
    index: call.index,
    attempt: call.attempt,
    method: call.method,
    arguments: stored<JsonObject>(call.arguments),
    state: CallStates.parse(call.state),
    error: call.error,
    answer: call.answer ? stored<JsonObject>(call.answer) : null,
    at: call.at,
  };
}

/** Words refer to what was typed by its key; it is shown as long as nobody had it erased. */
function typedNames(input: JsonObject): Names {
  return Object.fromEntries(
    Object.entries(input).flatMap(([key, text]) => (typeof text === 'string' ? [[typedName(key), text]] : [])),
  );
}

/** What these columns can hold; anything else would be a row that this version did not write. */
const CallStates: z.ZodType<CallState> = z.enum([
  'intended',
  'succeeded',
  'partly',
  'refused',
  'unsent',
  'waiting',
  'unknown',
]);
const States = z.enum(STATES);
