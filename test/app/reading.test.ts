import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { exportAll } from '../../src/engine/reading/export.js';
import type { Ports } from '../../src/engine/ports.js';
import { readNow } from '../../src/engine/reading/read.js';
import type { Run } from '../../src/engine/run.js';
import { settleAbandoned } from '../../src/engine/settling/settle.js';
import { SlackRefused } from '../../src/engine/errors/slack-errors.js';
import { turnPage, type Towards, type Turned } from '../../src/engine/reading/turn-page.js';
import { toPlain } from '../../src/engine/words.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { FakeClock, MINUTE } from '../support/clock.js';
import { Crash, crashing } from '../support/crash.js';
import { withDatabase } from '../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../support/engine.js';
import { AUDIT } from '../support/gridkeeper.js';
import { fileInMemory, hasRead, moreMembers, pressAt, theRun, wantsToRead } from '../support/readings.js';

const MARKETING = 'T0MARKETNG2';

interface Entry {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** What only reads: asked for, turned page by page, and sent as a file. */
describe('a run that reads', () => {
  const database = withDatabase();
  const clock = new FakeClock(new Date().toISOString());
  let slack: Simulator;
  let app: EngineProcess;
  let ports: Ports;

  beforeAll(async () => {
    slack = await startGrid();
    app = await startEngineProcess(slack, database.current, clock, 'first');
    ({ ports } = app);
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.reset();
    clock.slept.length = 0;
  });

  const margaret = (): string => slack.org.person('margaret').id;
  const planned = (input = {}): Promise<Run> => wantsToRead(ports, margaret(), input);
  const read = (input: Record<string, string | number> = { limit: 20 }): Promise<Run> =>
    hasRead(ports, margaret(), input);
  const lists = (): unknown[] => slack.calls('admin.users.list').map(({ args }) => args);
  const entries = async (run: Run): Promise<Entry[]> => {
    const rows = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('run_id', '=', run.id)
      .orderBy('sequence')
      .execute();
    return rows.map(({ entry }): Entry => JSON.parse(entry));
  };
  const kinds = async (run: Run): Promise<string[]> => (await entries(run)).map(({ kind }) => kind);
  /** The store, of which nothing can be written after so many writes more. */
  const unwritableAfter = (writes: number): Ports => {
    let left = writes;
    const advance: Ports['records']['advance'] = async (move) => {
      left -= 1;
      if (left < 0) throw new Error('The database is gone.');
      return ports.records.advance(move);
    };
    return { ...ports, records: { ...ports.records, advance } };
  };
  const turn = (run: Run, towards: Towards, on: Ports = ports): Promise<Turned> =>
    turnPage(on, run, pressAt(run), towards);

  describe('for the first time', () => {
    it('goes from planned through executing to succeeded, with an entry before the call and one after it', async () => {
      const run = await planned({ limit: 20 });
      const answer = await readNow(ports, run);
      expect(answer).toMatchObject({ kind: 'page', run: { state: 'succeeded', pages: { at: 0 } } });
      expect(answer.kind === 'page' && answer.page.rows).toHaveLength(20);
      expect(lists()).toEqual([{ limit: '20' }]);
      expect(await entries(run)).toMatchObject([
        { kind: 'run.planned', target: { kind: 'organisation' } },
        { kind: 'run.reading', actor: margaret(), arguments: { limit: 20 }, detail: { page: 1, attempt: 1 } },
        { kind: 'run.succeeded', outcome: 'succeeded', detail: { page: 1, rows: 20, more: true } },
      ]);
    });

    it('keeps no name of anybody it has read, anywhere', async () => {
      const run = await read({ limit: 100 });
      const all = JSON.stringify(await database.current.db.selectFrom('ledger_entries').selectAll().execute());
      const stored = JSON.stringify(await database.current.db.selectFrom('runs').selectAll().execute());
      for (const name of ['Hypatia', 'hypatia@engines.example']) {
        expect(all).not.toContain(name);
        expect(stored).not.toContain(name);
      }
      expect(JSON.stringify(await theRun(ports, run.id))).not.toContain('Hypatia');
    });

    it('posts one message: who read what, and how many, and nobody’s name', async () => {
      const run = await read({ team_id: MARKETING });
      await app.deliver();
      const posts = slack.messages(AUDIT).filter(({ metadata }) => metadata?.event_payload['run_id'] === run.id);
      expect(posts.map(({ text }) => text)).toMatchInlineSnapshot(`
       [
         "✅ *List people: done*
       *Requested by* Margaret Hamilton (W0MARGAR003) with \`admin.users.list\`
       *About* Marketing (T0MARKETNG2)
       *Outcome* Done: Margaret Hamilton (W0MARGAR003) listed the people of Marketing (T0MARKETNG2). 22 rows.",
       ]
      `);
    });

    it('tells by direct message where the modal has not shown it, without the rows and without a name', async () => {
      const run = await read();
      clock.pass(4_000);
      await app.deliver();
      const told = (): string[] =>
        slack
          .as('margaret')
          .directMessages()
          .filter(({ metadata }) => metadata?.event_payload['run_id'] === run.id)
          .map(({ text }) => text);
      expect(told()).toEqual([]);
      clock.pass(1_000);
      await app.deliver();
      expect(told()).toMatchInlineSnapshot(`
       [
         "✅ *List people*
       Done: Margaret Hamilton (W0MARGAR003) listed the people of the whole organisation. 20 rows, and there are more. The window was closed before it could be shown, and what is read is not kept: ask again to see it.",
       ]
      `);
    });

    it('happens once where it is carried out twice at the same time', async () => {
      const run = await planned();
      const answers = await Promise.all([readNow(ports, run), readNow(ports, run)]);
      expect(answers.map(({ kind }) => kind).sort()).toEqual(['page', 'stale']);
      expect(lists()).toHaveLength(1);
    });

    it('does not happen where it cannot be recorded', async () => {
      const run = await planned();
      await expect(readNow(unwritableAfter(0), run)).rejects.toThrow('The database is gone.');
      expect(lists()).toEqual([]);
      expect((await theRun(ports, run.id)).state).toBe('planned');
    });

    it('answers nothing where its end cannot be recorded, and has failed once its process is given up', async () => {
      const run = await planned();
      await expect(readNow(unwritableAfter(1), run)).rejects.toThrow('The database is gone.');
      expect(lists()).toHaveLength(1);
      clock.pass(MINUTE);
      await settleAbandoned(ports);
      expect((await theRun(ports, run.id)).state).toBe('failed');
      expect(await kinds(run)).toEqual(['run.planned', 'run.reading', 'run.failed']);
    });

    it.each(
      [0, 1, 2].flatMap((step) => [
        { step, when: 'before' as const },
        { step, when: 'after' as const },
      ]),
    )('leaves no call without an entry, and nothing open, where the process ends $when step $step', async (point) => {
      const run = await planned();
      const ending = crashing(ports, point);
      await expect(readNow(ending.ports, run)).rejects.toBeInstanceOf(Crash);
      const ended = (await kinds(run)).filter((kind) => kind === 'run.reading').length;
      expect(ended).toBeGreaterThanOrEqual(lists().length);
      clock.pass(MINUTE);
      await settleAbandoned(ports);
      const { state } = await theRun(ports, run.id);
      expect(['planned', 'succeeded', 'failed']).toContain(state);
      expect(state === 'planned').toBe(ended === 0);
    });

    it('waits as long as Slack asks, visibly, with an entry before every try and the lease held', async () => {
      slack.setFault({ method: 'admin.users.list', fault: 'rate_limited', retry_after: 45, times: 2 });
      const waits: number[] = [];
      const watched: Ports = {
        ...ports,
        progress: { ...ports.progress, waiting: async (_, seconds) => void waits.push(seconds) },
      };
      const run = await planned();
      const other = { ...ports, holder: 'another process' };
      const sleep = watched.clock.sleep.bind(watched.clock);
      const answer = await readNow(
        {
          ...watched,
          clock: {
            now: () => clock.now(),
            sleep: async (milliseconds) => {
              await sleep(milliseconds);
              await settleAbandoned(other);
            },
          },
        },
        run,
      );
      expect(answer).toMatchObject({ kind: 'page' });
      expect(waits).toEqual([45, 45]);
      expect((await entries(run)).filter(({ kind }) => kind === 'run.reading')).toMatchObject(
        [1, 2, 3].map((attempt) => ({ detail: { page: 1, attempt } })),
      );
    });

    it('gives up after five tries, and says why', async () => {
      slack.setFault({ method: 'admin.users.list', fault: 'rate_limited', retry_after: 1 });
      const run = await planned();
      expect(await readNow(ports, run)).toMatchObject({ kind: 'ended', run: { state: 'failed' } });
      expect(slack.calls('admin.users.list')).toHaveLength(5);
      expect((await entries(run)).at(-1)).toMatchObject({ kind: 'run.failed', error: 'ratelimited' });
    });

    it('stops where another process has taken the run over while Slack made it wait', async () => {
      slack.setFault({ method: 'admin.users.list', fault: 'rate_limited', retry_after: 1, times: 1 });
      const run = await planned();
      const slow: Ports = {
        ...ports,
        clock: {
          now: () => clock.now(),
          sleep: async () => {
            clock.pass(2 * MINUTE);
            await settleAbandoned({ ...ports, holder: 'another process' });
          },
        },
      };
      expect(await readNow(slow, run)).toEqual({ kind: 'stale' });
      expect(slack.calls('admin.users.list')).toHaveLength(1);
    });

    it.each([
      ['error', 'refused', 'team_not_found'],
      ['http_500', 'failed', 'http_500'],
      ['html', 'failed', 'unreadable_answer'],
      ['reply_lost', 'failed', 'connection_lost'],
    ] as const)('ends where Slack answers badly: %s', async (fault, state, error) => {
      slack.setFault({ method: 'admin.users.list', fault, times: 1, ...(fault === 'error' ? { error } : {}) });
      const run = await planned();
      expect(await readNow(ports, run)).toMatchObject({ kind: 'ended', run: { state, calls: [{ error }] } });
      expect((await entries(run)).at(-1)).toMatchObject({ kind: `run.${state}`, error });
    });

    it('takes an answer of another shape for none', async () => {
      const odd: Ports = { ...ports, admin: { call: async () => ({ ok: true }) } };
      const answer = await readNow(odd, await planned());
      expect(answer).toMatchObject({ run: { state: 'failed', calls: [{ error: 'unreadable_answer' }] } });
    });

    it('records what a successful answer warns of', async () => {
      slack.setFault({ method: 'admin.users.list', fault: 'warning', warnings: ['missing_charset'], times: 1 });
      expect((await entries(await read())).at(-1)).toMatchObject({ warnings: ['missing_charset'] });
    });
  });

  describe('page by page', () => {
    it('goes to the hundred and first row and back, by Slack’s cursors', async () => {
      moreMembers(slack, 45);
      const run = await read({});
      const second = await turn(run, 'next');
      if (second.kind !== 'page') throw new Error(second.kind);
      expect(second.page.rows.map((row) => row[0])).toHaveLength(slack.org.people.filter(isListed).length - 100);
      const first = await turn(second.run, 'back');
      expect(first.kind === 'page' && first.page.rows[0]?.[0]).toBe('Ada Lovelace');
      expect(lists()).toEqual([{}, { cursor: expect.any(String) }, {}]);
      expect((await kinds(run)).slice(2)).toEqual([
        'run.succeeded',
        'run.reading',
        'run.read',
        'run.reading',
        'run.read',
      ]);
    });

    it('shows the page again that was shown last', async () => {
      const run = await read();
      const second = await turn(run, 'next');
      const again = second.kind === 'page' ? await turn(second.run, 'same') : second;
      expect(again).toMatchObject({ kind: 'page', run: { pages: { at: 1 } } });
    });

    it.each(['back', 'next'] as const)('leads nowhere: %s from the only page', async (towards) => {
      const run = await read({ limit: 100 });
      expect(await turn(run, towards)).toEqual({ kind: 'stale' });
      expect(lists()).toHaveLength(1);
    });

    it('counts one of two presses at the same page, at once or one after the other', async () => {
      const run = await read();
      const at = await Promise.all([turn(run, 'next'), turn(run, 'next')]);
      expect(at.map(({ kind }) => kind).sort()).toEqual(['page', 'stale']);
      const later = await theRun(ports, run.id);
      expect(await turnPage(ports, later, pressAt(run), 'next')).toEqual({ kind: 'stale' });
      expect(lists()).toHaveLength(2);
    });

    it('is not turned by somebody else, whatever their rank', async () => {
      const run = await read();
      const by = slack.org.person('grace').id;
      expect(await turnPage(ports, run, pressAt(run, { by }), 'next')).toEqual({ kind: 'stale' });
      expect(await exportAll(ports, run, pressAt(run, { by }), fileInMemory())).toEqual({ kind: 'stale' });
      expect(lists()).toHaveLength(1);
    });

    it('reads nothing where nobody is looking any more', async () => {
      const run = await read();
      expect(await turnPage(ports, run, pressAt(run, { onTaken: async () => false }), 'next')).toEqual({
        kind: 'stale',
      });
      expect(lists()).toHaveLength(1);
    });

    it('stops where the rights are lost between two pages; it is recorded, and posted', async () => {
      const run = await read();
      slack.org.person('margaret').org_role = 'member';
      const turned = await turn(run, 'next');
      expect(turned).toMatchObject({ kind: 'denied', because: { rule: 'deny-by-default' } });
      expect((await entries(run)).at(-1)).toMatchObject({ kind: 'run.denied', because: 'deny-by-default' });
      expect(lists()).toHaveLength(1);
      await app.deliver();
      expect(slack.messages(AUDIT).filter(({ text }) => text.includes('was refused'))).toHaveLength(1);
    });

    it('stops where what is read is gone, without asking Slack for it', async () => {
      const run = await read({ team_id: MARKETING, limit: 10 });
      const gone: Ports = { ...ports, readAnew: () => ({ ...ports.readAnew(), workspace: async () => null }) };
      const turned = await turn(run, 'next', gone);
      expect(turned.kind === 'obstacle' && toPlain(turned.says, {})).toContain('no workspace');
      expect(lists()).toHaveLength(1);
    });

    it('says what went wrong with a cursor, and can go on from the page before it', async () => {
      const run = await read();
      slack.setFault({ method: 'admin.users.list', fault: 'error', error: 'invalid_cursor', times: 1 });
      const turned = await turn(run, 'next');
      expect(turned).toMatchObject({ kind: 'trouble', error: { code: 'invalid_cursor' }, run: { pages: { at: 0 } } });
      expect((await entries(run)).at(-1)).toMatchObject({ kind: 'run.read', error: 'invalid_cursor' });
      const again = turned.kind === 'trouble' ? await turn(turned.run, 'same') : turned;
      expect(again).toMatchObject({ kind: 'page' });
    });

    it('waits out a rate limit, and tells', async () => {
      const run = await read();
      slack.setFault({ method: 'admin.users.list', fault: 'rate_limited', retry_after: 7, times: 1 });
      const waits: number[] = [];
      const watched = {
        ...ports,
        progress: { ...ports.progress, waiting: async (_: Run, s: number) => void waits.push(s) },
      };
      expect(await turn(run, 'next', watched)).toMatchObject({ kind: 'page' });
      expect(waits).toEqual([7]);
    });

    it.each([0, 1, 2])('shows nothing that cannot be recorded: %d writes, then none', async (writes) => {
      const run = await read();
      await expect(turn(run, 'next', unwritableAfter(writes))).rejects.toThrow('The database is gone.');
      // The press, the entry before the call, the entry after it.
      expect(lists()).toHaveLength(writes < 2 ? 1 : 2);
      expect((await theRun(ports, run.id)).pages?.at).toBe(0);
    });
  });

  describe('as a file', () => {
    it('has every row of two thousand, an entry before every call, and one message about it', async () => {
      moreMembers(slack, 2_000);
      const run = await read({ team_id: MARKETING });
      const file = fileInMemory();
      const exported = await exportAll(ports, run, pressAt(run), file);
      const members = slack.org.people.filter((person) => MARKETING in person.workspaces && !person.deactivated).length;
      expect(exported).toMatchObject({ kind: 'sent', rows: members });
      expect(file.sent).toEqual([members]);
      expect(file.pages.flatMap(({ rows }) => rows)).toHaveLength(members);
      const written = (await kinds(run)).slice(3);
      expect(written).toEqual([
        'run.export',
        ...file.pages.map(() => 'run.reading'),
        'run.exported',
        'run.export_sent',
      ]);
      expect((await entries(run)).at(-1)).toMatchObject({ detail: { rows: members } });
      await app.deliver();
      const step = `Margaret Hamilton (W0MARGAR003) was sent all of it as a CSV file: 2,0${members - 2000} rows.`;
      expect(slack.messages(AUDIT).filter(({ text }) => text === step)).toHaveLength(1);
    });

    it('is made once where the button is pressed twice', async () => {
      const run = await read();
      const file = fileInMemory();
      const both = [exportAll(ports, run, pressAt(run), file), exportAll(ports, run, pressAt(run), file)];
      expect((await Promise.all(both)).map(({ kind }) => kind).sort()).toEqual(['sent', 'stale']);
      expect(file.sent).toHaveLength(1);
    });

    it('goes on where the window is closed', async () => {
      const run = await read();
      const closed = pressAt(run, { onTaken: async () => false });
      expect(await exportAll(ports, run, closed, fileInMemory())).toMatchObject({ kind: 'sent' });
    });

    it('is not begun by somebody who may not any more', async () => {
      const run = await read();
      slack.org.person('margaret').org_role = 'member';
      expect(await exportAll(ports, run, pressAt(run), fileInMemory())).toMatchObject({ kind: 'denied' });
      expect(lists()).toHaveLength(1);
    });

    it('is not sent to somebody who has lost the right while it was made', async () => {
      const run = await read();
      const file = fileInMemory();
      const exported = await exportAll(ports, run, pressAt(run), {
        ...file,
        add: async () => {
          slack.org.person('margaret').org_role = 'member';
        },
      });
      expect(exported).toMatchObject({ kind: 'denied' });
      expect(file.sent).toEqual([]);
      expect((await kinds(run)).at(-1)).toBe('run.denied');
    });

    it('does not come where a page is missing; whoever has closed the window hears of it', async () => {
      const run = await read();
      slack.setFault({ method: 'admin.users.list', fault: 'error', error: 'invalid_cursor', times: 1 });
      const file = fileInMemory();
      const exported = await exportAll(ports, run, pressAt(run), file);
      expect(exported).toMatchObject({ kind: 'trouble', during: 'reading', error: { code: 'invalid_cursor' } });
      expect(file.sent).toEqual([]);
      expect((await entries(run)).at(-1)).toMatchObject({ kind: 'run.export_failed', error: 'invalid_cursor' });
      clock.pass(MINUTE);
      await app.deliver();
      const told = slack.as('margaret').directMessages();
      expect(told.filter(({ text }) => text.includes('could not be made or sent'))).toHaveLength(1);
    });

    it('says where Slack does not take it', async () => {
      const run = await read();
      const refuse = async (): Promise<void> => {
        throw new SlackRefused('files.uploadV2', 'missing_scope');
      };
      const exported = await exportAll(ports, run, pressAt(run), fileInMemory(refuse));
      expect(exported).toMatchObject({ kind: 'trouble', during: 'sending', error: { code: 'missing_scope' } });
      expect((await kinds(run)).slice(-2)).toEqual(['run.exported', 'run.export_failed']);
    });

    it('does not go round in circles where Slack gives the same cursor for ever', async () => {
      const run = await read();
      let calls = 0;
      const circling: Ports = {
        ...ports,
        admin: {
          call: async () => {
            calls += 1;
            return { ok: true, users: [], response_metadata: { next_cursor: 'again' } };
          },
        },
      };
      const exported = await exportAll(circling, run, pressAt(run), fileInMemory());
      expect(exported).toMatchObject({ kind: 'trouble', error: { problem: 'unreadable_answer' } });
      expect(calls).toBe(2);
    });

    it.each([0, 1, 2, 5])('leaves only what was recorded: %d writes, then none', async (writes) => {
      const run = await read();
      const file = fileInMemory();
      await expect(exportAll(unwritableAfter(writes), run, pressAt(run), file)).rejects.toThrow(
        'The database is gone.',
      );
      const readings = (await kinds(run)).filter((kind) => kind === 'run.reading').length;
      expect(lists()).toHaveLength(readings);
      // Three pages and the entry that they were read: then the file may leave.
      expect(file.sent).toHaveLength(writes < 5 ? 0 : 1);
    });
  });
});

function isListed({ kind, deactivated }: { kind: string; deactivated: boolean }): boolean {
  return kind !== 'stranger' && !deactivated;
}
