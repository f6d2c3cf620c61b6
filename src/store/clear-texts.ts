import type { Handle } from './database.js';
import { sha256 } from '../engine/canonical.js';
import type { JsonObject } from '../engine/planning/plan.js';
import { storable } from '../engine/text.js';
import type { Names } from '../engine/words.js';
import { erasePauseReasons } from './pauses.js';

/*
 * People's names and words, apart from everything that is kept for good. The ledger has their salted digests; with the
 * row the salt goes too, and the digest says nothing any more.
 */

const INPUT = 'input:';
const REMARK = 'remark:';
const NAME = 'name:';

export interface ClearTexts {
  readonly input: JsonObject;
  readonly remarks: Readonly<Record<string, string>>;
  readonly names: Names;
}

/** Stores what people wrote and how people are called; answers the digest of each text for the ledger. */
export async function keepClearTexts(
  trx: Handle,
  run: string,
  { input, remarks, names }: ClearTexts,
  newSalt: () => string,
): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  const rows = [];
  const written = [
    ...Object.entries(input).map(([key, content]) => ({ key, content, field: INPUT + key })),
    ...Object.entries(remarks).map(([key, content]) => ({ key, content, field: REMARK + key })),
  ];
  for (const { key, content: said, field } of written) {
    if (typeof said !== 'string') continue;
    const content = storable(said);
    const salt = newSalt();
    digests[key] = sha256(salt + content);
    rows.push({ run_id: run, field, salt, content });
  }
  for (const [id, content] of Object.entries(names))
    rows.push({ run_id: run, field: NAME + id, salt: '', content: storable(content) });
  if (rows.length > 0) {
    await trx
      .insertInto('clear_texts')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['run_id', 'field']).doUpdateSet({
          salt: (row) => row.ref('excluded.salt'),
          content: (row) => row.ref('excluded.content'),
        }),
      )
      .execute();
  }
  return digests;
}

/** Forgets what was written into an earlier form of this run. */
export async function dropInputTexts(trx: Handle, run: string): Promise<void> {
  await trx.deleteFrom('clear_texts').where('run_id', '=', run).where('field', 'like', `${INPUT}%`).execute();
}

/** Names and free text of one run, as far as nobody had them erased. */
export async function clearTextsOf(handle: Handle, run: string): Promise<ClearTexts> {
  const rows = await handle.selectFrom('clear_texts').select(['field', 'content']).where('run_id', '=', run).execute();
  const under = (prefix: string): Record<string, string> =>
    Object.fromEntries(
      rows
        .filter(({ field }) => field.startsWith(prefix))
        .map(({ field, content }) => [field.slice(prefix.length), content]),
    );
  return { input: under(INPUT), remarks: under(REMARK), names: under(NAME) };
}

/**
 * Erases a person's clear text: their name everywhere, and the free text of every run they asked for or were the
 * subject of, and why they paused changes. Ledger entries stay as they are, and the chain still verifies. Answers how many texts there were.
 */
export async function eraseClearTexts(handle: Handle, person: string): Promise<number> {
  const concerned = handle
    .selectFrom('clear_texts')
    .innerJoin('runs', 'runs.id', 'clear_texts.run_id')
    .select('runs.id')
    .where((row) => row.or([row('clear_texts.field', '=', NAME + person), row('runs.requester', '=', person)]));
  const written = await handle
    .deleteFrom('clear_texts')
    .where('field', 'not like', `${NAME}%`)
    .where('run_id', 'in', concerned)
    .executeTakeFirst();
  const names = await handle
    .deleteFrom('clear_texts')
    .where('field', '=', NAME + person)
    .executeTakeFirst();
  const pauses = await erasePauseReasons(handle, person);
  return Number(written.numDeletedRows + names.numDeletedRows) + pauses;
}
