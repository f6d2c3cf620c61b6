import { setTimeout as pause } from 'node:timers/promises';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import type { Simulator } from '../../src/simulator/simulator.js';
import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { audited, plans, runs, settled, submits, textOf } from '../support/steps.js';

/** At first the app reads the organisation by itself; then it asks Slack for nothing until somebody does something. */
async function quiet(slack: Simulator): Promise<void> {
  for (let seen = -1; seen !== slack.calls().length;) {
    seen = slack.calls().length;
    await pause(400);
  }
}

/** What must come before what: the modal before everything, the intent before the call, the ledger before the deed. */
describe('the order of things', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  it('opens the modal before the database is asked for anything', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    let free = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    // Nobody else gets at the database meanwhile: on PostgreSQL by a lock, on the embedded one because there is one
    // connection only.
    const holding = database.current.db.transaction().execute(async (trx) => {
      await sql`lock table runs in access exclusive mode`.execute(trx);
      await held;
    });
    try {
      await katherine.command('/grant-admin', '@ada in marketing');
      const view = await slack.waitFor(() => katherine.view(), { timeout: 2000 });
      expect(textOf(view)).toMatch(/^⏳ One moment…$/mu);
    } finally {
      free();
      await holding;
    }
    expect((await settled(slack, katherine)).callback_id).toBe('run.form:0');
  });

  it('asks Slack for nothing else before the modal stands', async () => {
    const { slack } = grid.current;
    await quiet(slack);
    const before = slack.calls().length;
    await slack.as('katherine').command('/grant-admin', '@ada in marketing');
    await settled(slack, slack.as('katherine'));
    expect(slack.calls()[before]?.method).toBe('views.open');
  });

  it('has the intent in the ledger before the call leaves, and the outcome only after it', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'slow', delay_ms: 700, times: 1 });
    const kinds = async (): Promise<string[]> => {
      const rows = await database.current.db.selectFrom('ledger_entries').select('kind').orderBy('sequence').execute();
      return rows.map(({ kind }) => kind);
    };

    await katherine.submit();
    await slack.waitFor(() => slack.calls('admin.users.setAdmin').length === 1);
    expect((await kinds()).slice(-2)).toEqual(['run.confirmed', 'call.intent']);

    await settled(slack, katherine);
    expect((await kinds()).slice(-3)).toEqual(['call.intent', 'call.outcome', 'run.succeeded']);
  });

  it.each([
    ['before the run starts', 'run.confirmed'],
    ['at the intent', 'call.intent'],
  ])('makes no call where the ledger cannot be written %s', async (_, kind) => {
    const { slack, log } = grid.current;
    const { db } = database.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    await sql`
      create function disk_full() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`.execute(
      db,
    );
    await sql`
      create trigger disk_full before insert on ledger_entries
      for each row when (new.kind = ${sql.lit(kind)}) execute function disk_full()`.execute(db);
    try {
      const view = await submits(slack, katherine);
      expect(textOf(view)).toMatch(/The app could not record what it was doing, so it stopped\..*reference/u);
      expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
      expect(log.join('')).toContain('No space left on device');
    } finally {
      await sql`drop trigger disk_full on ledger_entries`.execute(db);
      await sql`drop function disk_full()`.execute(db);
    }
  });

  it('reads state and rank again before the call, and does not make it where they have changed', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    slack.org.person('ada').workspaces['T0MARKETNG2'] = 'owner';
    const view = await submits(slack, katherine);
    expect(textOf(view)).toContain('Things have changed since you looked');
    expect(textOf(view)).toContain('owner → admin of Marketing');
    expect(view.submit?.['text']).toBe('Ask for approval');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('does not read the whole organisation again whenever there is something to post', async () => {
    const { slack } = grid.current;
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    await audited(slack, 'succeeded');
    expect(slack.calls('admin.users.list')).toHaveLength(0);
  });

  it('waits out a rate limit, visibly, and makes the call once', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'rate_limited', retry_after: 2, times: 1 });
    await katherine.submit();
    await slack.waitFor(() => textOf(katherine.view()).includes('Slack asks us to wait 2 s before the call'));
    expect(textOf(await settled(slack, katherine))).toContain('Done');
    expect(slack.calls('admin.users.setAdmin').map(({ ok }) => ok)).toEqual([false, true]);
    const rows = await database.current.db.selectFrom('calls').select(['attempt', 'state']).execute();
    expect(rows.slice(-2)).toEqual([
      { attempt: 1, state: 'waiting' },
      { attempt: 2, state: 'succeeded' },
    ]);
  });

  it.each([
    ['the answer is lost after the effect', 'reply_lost', 'succeeded'],
    ['a server error hides the effect', 'http_500', null],
    ['the answer is a page of HTML', 'html', null],
  ] as const)('says that it does not know, and finds out by reading, where %s', async (_, fault, end) => {
    const { slack } = grid.current;
    slack.setFault({ method: 'admin.users.setAdmin', fault, times: 1 });
    const view = await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    expect(textOf(view)).toContain('It is not known yet whether it happened');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
    if (end) {
      await slack.waitFor(
        () =>
          slack
            .as('katherine')
            .directMessages()
            .some(({ text }) => text.includes('Done')),
        { timeout: 15_000 },
      );
      await audited(slack, end);
    }
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
  });
});
