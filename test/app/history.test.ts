import { randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, it } from '@jest/globals';

import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { OpenView } from '../../src/simulator/views/model.js';
import { withDatabase } from '../support/database.js';
import { APPROVALS, withGrid } from '../support/gridkeeper.js';
import { card, plans, runs, settled, submits, textOf, types } from '../support/steps.js';

const MARKETING = 'T0MARKETNG2';

describe('/admin history', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(async () => {
    grid.current.slack.reset();
    const { db } = database.current;
    // Whatever an earlier test has left is not this one’s history.
    await db.updateTable('runs').set({ enterprise_id: 'E0ELSEWHERE' }).execute();
  });

  const aloud = (view: OpenView): string => textOf(view).replaceAll(/<!date\^[^>]*>/gu, 'THEN');
  const opens = (who: PersonAtWork): Promise<OpenView> => types(grid.current.slack, who, '/admin', 'history');
  /** What stands below the filters. */
  const listIn = (view: OpenView): string => aloud(view).split('\nUntil\n')[1] ?? '';
  /** The runs that a view shows, in its order. */
  const shown = (view: OpenView): string[] =>
    aloud(view)
      .split('\n')
      .filter((line) => /^\S+ \*/u.test(line));
  const chooses = async (who: PersonAtWork, filter: string, value: unknown): Promise<OpenView> => {
    const before = who.view()?.hash;
    await who.choose(`history.${filter}`, value);
    await grid.current.slack.waitFor(() => who.view()?.hash !== before);
    return settled(grid.current.slack, who);
  };
  const pressesIn = async (who: PersonAtWork, action: string): Promise<OpenView> => {
    const before = who.view()?.hash;
    await who.press(action);
    await grid.current.slack.waitFor(() => who.view()?.hash !== before);
    return settled(grid.current.slack, who);
  };
  /** A change, a refusal of Slack’s, an approval by another owner, and a refusal of the policy. */
  const happened = async (): Promise<void> => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing because she helps');
    await katherine.close();
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'error', error: 'not_an_admin', times: 1 });
    await runs(slack, katherine, '/grant-admin', '@emmy in marketing');
    await katherine.close();
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    await submits(slack, margaret);
    await card(slack);
    await margaret.close();
    await slack.as('grace').press('run.approve', { channel: APPROVALS });
    await card(slack, (text) => text.includes('Done: Margaret'));
    const tommy = slack.as('tommy');
    await types(slack, tommy, '/grant-admin', '@joan in marketing');
    await tommy.close();
  };

  it('opens its window before anything is looked up, and is recorded', async () => {
    const { slack } = grid.current;
    const grace = slack.as('grace');
    expect(listIn(await opens(grace))).toMatchInlineSnapshot(`
     "You see every run of the operations that you may run, and what you took part in; newest first, days in UTC. That you looked is recorded.
     Nothing has been run yet that you could see here."
    `);
    const called = slack.calls().map(({ method }) => method);
    expect(called.filter((method) => method.startsWith('views.') || method === 'users.info')).toEqual([
      'views.open',
      'users.info',
      'views.update',
    ]);
    const entry = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('kind', '=', 'history.read')
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(entry.entry)).toMatchObject({ actor: grace.id, outcome: 'read' });
    expect(slack.breaches()).toEqual([]);
  });

  it('shows what was done, to whom, when, by whom, how it ended, and Slack’s code', async () => {
    await happened();
    expect(listIn(await opens(grid.current.slack.as('dorothy')))).toMatchInlineSnapshot(`
     "You see every run of the operations that you may run, and what you took part in; newest first, days in UTC. That you looked is recorded.
     ⛔ *Grant admin*  
     THEN · asked by Tommy Flowers (W0TOMMY0042) · denied (rule \`deny-by-default\`)
     Details
     ✅ *Grant admin*  Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
     THEN · asked by Margaret Hamilton (W0MARGAR003) · approved by Grace Hopper (W0GRACE0002) · done
     Details
     Undo
     ⛔ *Grant admin*  Emmy Noether (U0EMMY00046): member → admin of Marketing (T0MARKETNG2)
     THEN · asked by Katherine Johnson (W0KATHER005) · refused by Slack (\`not_an_admin\`)
     Details
     ✅ *Grant admin*  Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2)
     THEN · asked by Katherine Johnson (W0KATHER005) · done
     Details
     Undo"
    `);
  });

  it('shows whoever may run nothing only what they took part in', async () => {
    const { slack } = grid.current;
    await happened();
    expect(shown(await opens(slack.as('emmy')))).toEqual([
      '⛔ *Grant admin*  Emmy Noether (U0EMMY00046): member → admin of Marketing (T0MARKETNG2)',
    ]);
    const emmy = slack.as('emmy');
    await emmy.press('run.details');
    await slack.waitFor(() => emmy.views().length === 2);
    expect(textOf(await settled(slack, emmy))).toContain('Katherine Johnson (W0KATHER005) asked for this.');
    expect(shown(await opens(slack.as('tommy')))).toHaveLength(1);
    expect(aloud(await opens(slack.as('erna')))).toContain('Nothing has been run yet that you could see here.');
    const erna = slack.as('erna');
    expect(JSON.stringify(erna.view()?.blocks)).not.toContain('history.person');
  });

  it('is narrowed down by person, operation, outcome, target and day, and widened again', async () => {
    const { slack } = grid.current;
    await happened();
    const dorothy = slack.as('dorothy');
    expect(shown(await opens(dorothy))).toHaveLength(4);
    await dorothy.options('history.person', 'Emmy');
    expect(shown(await chooses(dorothy, 'person', slack.org.person('emmy').id))).toHaveLength(1);
    expect(shown(await pressesIn(dorothy, 'history.clear'))).toHaveLength(4);
    expect(shown(await chooses(dorothy, 'outcome', 'denied'))).toHaveLength(1);
    expect(aloud(await chooses(dorothy, 'operation', 'admin.users.invite'))).toContain('Nothing matches.');
    await pressesIn(dorothy, 'history.clear');
    await dorothy.options('history.target', 'Marketing');
    expect(shown(await chooses(dorothy, 'target', MARKETING)).length).toBeGreaterThanOrEqual(2);
    await pressesIn(dorothy, 'history.clear');
    expect(aloud(await chooses(dorothy, 'from', '2999-01-01'))).toContain('Nothing matches.');
    await pressesIn(dorothy, 'history.clear');
    expect(shown(await chooses(dorothy, 'to', new Date().toISOString().slice(0, 10)))).toHaveLength(4);
    expect(slack.breaches()).toEqual([]);
  });

  it('opens Details and Undo above itself, and is there again afterwards', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    await katherine.close();
    await opens(katherine);
    await katherine.press('run.details');
    await slack.waitFor(() => katherine.views().length === 2);
    expect(textOf(await settled(slack, katherine))).toContain('This call is made');
    await katherine.close();
    expect(katherine.view()?.callback_id).toBe('history.view');

    await katherine.press('run.undo');
    await slack.waitFor(() => katherine.views().length === 2);
    expect(textOf(await settled(slack, katherine))).toContain('admin → member of Marketing');
    expect(textOf(await submits(slack, katherine))).toContain('Done: Katherine Johnson');
    expect(slack.org.person('ada').workspaces[MARKETING]).toBe('member');
  });

  it('turns pages to the 101st run and back', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const begin = Date.now();
    const old = (index: number) => ({
      id: randomUUID(),
      enterprise_id: slack.org.id,
      operation: 'admin.users.setAdmin',
      requester: katherine.id,
      origin: randomUUID(),
      state: 'denied',
      state_since: new Date(begin),
      // Several have the same moment.
      created_at: new Date(begin - Math.floor(index / 3) * 1000),
      updated_at: new Date(begin),
      view_id: null,
      undoes: null,
      ends: null,
      due_at: null,
    });
    const rows = Array.from({ length: 101 }, (_, index) => old(index));
    for (const row of rows) await database.current.db.insertInto('runs').values(row).execute();
    let view = await opens(katherine);
    const seen: string[] = [];
    const detailsIn = (open: OpenView): string[] =>
      JSON.stringify(open.blocks).match(/(?<="action_id":"run\.details","value":")[^"]+/gu) ?? [];
    const pages = [detailsIn(view)];
    for (let turn = 0; turn < 10; turn += 1) {
      expect(JSON.stringify(view.blocks)).toContain('history.older');
      view = await pressesIn(katherine, 'history.older');
      pages.push(detailsIn(view));
    }
    seen.push(...pages.flat());
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 1]);
    expect(new Set(seen).size).toBe(101);
    expect(JSON.stringify(view.blocks)).not.toContain('history.older');
    for (const page of pages.slice(0, -1).reverse()) {
      view = await pressesIn(katherine, 'history.newer');
      expect(detailsIn(view)).toEqual(page);
    }
    expect(JSON.stringify(view.blocks)).not.toContain('history.newer');
  });
});
