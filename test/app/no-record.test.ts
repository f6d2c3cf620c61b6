import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import { verifyLedger } from '../../src/cli/audit/verify.js';
import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { ledgerSourceIn } from '../../src/store/ledger-source.js';
import { withDatabase } from '../support/database.js';
import { startGrid } from '../support/engine.js';
import { openFaulty, type DatabaseFault, type FaultyDatabase } from '../support/faulty-database.js';
import { APPROVALS, startOn, type Grid } from '../support/gridkeeper.js';
import { audited, card, plans, submits, textOf } from '../support/steps.js';

const METHOD = 'admin.users.setAdmin';
/** Slack's three seconds, in which somebody has to read something (and a little, because this machine does more). */
const TOLD_WITHIN_MS = 3_000;

/** What PostgreSQL says where it takes no writes. */
const REFUSALS = { 'read-only': '25006', 'out of disk': '53100' } as const;
type Fault = DatabaseFault | keyof typeof REFUSALS;
/** With the embedded database, which is a part of it, the process ends. */
const FAULTS: readonly Fault[] = [
  ...(process.env['TEST_DATABASE_URL'] ? ['lost' as const] : []),
  'hanging',
  'read-only',
  'out of disk',
];

describe('a run that cannot be recorded', () => {
  let slack: Simulator;
  let grid: Grid;
  let faulty: FaultyDatabase;
  // Before the schema goes (hooks run in this order): what the app still asks would break off in the middle otherwise,
  // and the engine, which other test files use too, would wait for the rest.
  afterAll(async () => {
    await grid.app.stop();
    await slack.stop();
    await faulty.close();
  });
  const database = withDatabase();

  beforeAll(async () => {
    slack = await startGrid();
    faulty = await openFaulty(database.current.schema);
    grid = await startOn(slack, { ...database.current, db: faulty.db });
    // What is typed is looked up in a copy of the organisation, which has to be there before the database goes.
    await plans(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
  });
  beforeEach(() => slack.reset());
  afterEach(() => works());

  const breaks = async (fault: Fault): Promise<void> => {
    if (fault === 'lost' || fault === 'hanging') {
      faulty.fault = fault;
      return;
    }
    const { db } = faulty;
    await sql`create function refuse() returns trigger language plpgsql as ${sql.lit(`begin raise exception 'refused by a test' using errcode = '${REFUSALS[fault]}'; end`)}`.execute(
      db,
    );
    for (const table of ['runs', 'ledger_entries'])
      await sql`create trigger refused before insert or update on ${sql.table(table)} execute function refuse()`.execute(
        db,
      );
  };
  const works = async (): Promise<void> => {
    faulty.fault = null;
    await sql`drop function if exists refuse cascade`.execute(faulty.db);
  };

  /** What somebody reads, wherever that is. */
  const read = (who: PersonAtWork): string =>
    [...who.views().map(textOf), ...[...who.ephemerals(), ...who.directMessages()].map(({ text }) => text)].join('\n');
  const NOT_DONE = /could not record|does not answer/u;
  const isTold = async (who: PersonAtWork, since: number): Promise<void> => {
    await slack.waitFor(() => NOT_DONE.test(read(who)), { timeout: 2 * TOLD_WITHIN_MS, what: read(who) });
    expect(Date.now() - since).toBeLessThan(TOLD_WITHIN_MS);
  };
  /** Nothing happens, neither while the database is away nor when it is back. */
  const expectNothing = async (): Promise<void> => {
    await works();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(slack.calls(METHOD)).toEqual([]);
  };

  describe.each(FAULTS)('because the database is %s', (fault) => {
    it('is told to whoever types a command', async () => {
      const katherine = slack.as('katherine');
      await breaks(fault);
      const since = Date.now();
      await katherine.command('/grant-admin', '@ada in marketing');
      await isTold(katherine, since);
      await expectNothing();
    });

    it('is told to whoever confirms it, and nothing is called', async () => {
      const katherine = slack.as('katherine');
      await plans(slack, katherine, '/grant-admin', '@ada in marketing');
      await breaks(fault);
      const since = Date.now();
      await katherine.submit();
      await isTold(katherine, since);
      await expectNothing();
    });

    it('is told to whoever approves it, and nothing is called before it is recorded', async () => {
      const margaret = slack.as('margaret');
      await plans(slack, margaret, '/grant-admin', '@ada in the org because she runs IT now');
      await submits(slack, margaret);
      const { ts } = await card(slack);
      const grace = slack.as('grace');
      await breaks(fault);
      const since = Date.now();
      await grace.press('run.approve', { channel: APPROVALS, ts });
      await isTold(grace, since);
      if (fault !== 'hanging') return expectNothing();
      expect(slack.calls(METHOD)).toEqual([]);
      await works();
      await audited(slack, 'succeeded');
    });
  });

  it('goes on by itself where the database answers again within seconds, and has its intent then', async () => {
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    slack.setFault({ method: 'users.info', fault: 'slow', delay_ms: 200 });
    const reads = slack.calls('users.info').length;
    await katherine.submit();
    await slack.waitFor(() => slack.calls('users.info').length > reads);
    await breaks('hanging');
    const since = Date.now();
    await isTold(katherine, since);
    expect(slack.calls(METHOD)).toEqual([]);
    slack.clearFaults();
    await works();
    await slack.waitFor(() => slack.calls(METHOD).length === 1);
    await slack.waitFor(() => textOf(katherine.view()).includes('Done'));
  });

  it('leaves a whole ledger, with an intent and an outcome for every call that was made', async () => {
    await works();
    const kinds = await faulty.db.selectFrom('ledger_entries').select('kind').where('kind', 'like', 'call.%').execute();
    expect(kinds.map(({ kind }) => kind)).toEqual(['call.intent', 'call.outcome', 'call.intent', 'call.outcome']);
    const source = ledgerSourceIn(faulty.db, slack.org.id, () => new Date());
    expect(await verifyLedger(source, { outside: [], trusted: [] })).toMatchObject({ whole: true });
  });
});
