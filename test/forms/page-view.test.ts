import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { rowsInWords, type Cell, type Page } from '../../src/engine/reading/page.js';
import type { Run } from '../../src/engine/run.js';
import { moment, place, words } from '../../src/engine/words.js';
import { stepOf } from '../../src/forms/form-view.js';
import { besidePageView, pageView } from '../../src/forms/page-view.js';
import { listUsers } from '../../src/operations/users/list.js';
import { anyText, LONG_HOSTILE } from '../support/hostile.js';
import { aRun } from '../support/runs.js';
import { expectShowableView, readAloud } from '../support/showable.js';

const COLUMNS = ['Name', 'E-mail', 'Role', 'Workspaces', 'Ends', 'Created'];

function page(rows: readonly (readonly Cell[])[], changes: Partial<Page> = {}): Page {
  return { columns: COLUMNS, inFileOnly: ['Created'], rows, says: words`These are people.`, next: null, ...changes };
}

const reading = (at: number, cursors: readonly string[] = []): Run =>
  aRun({ state: 'succeeded', step: 4, pages: { at, cursors } });
const show = (shown: Page, run = reading(0)): ReturnType<typeof pageView> =>
  pageView(listUsers, run, shown, { T1: 'Sales & Field' });
const actions = (view: unknown): unknown[] =>
  [...JSON.stringify(view).matchAll(/"action_id":"([^"]+)"/gu)].map(([, action]) => action);

const ADA: Cell[] = ['Ada & <!channel>', 'ada@example.com', 'admin', words`${place('T1')}`, '', 'yesterday'];

describe('pageView', () => {
  it('reads well', () => {
    const gia: Cell[] = ['Gia', '', '', words`${place('T1')}, ${place('T2')}`, words`${moment(2_053_879_200)}`, ''];
    const view = show(page([ADA, gia], { next: 'x' }), reading(1, ['a', 'b']));
    expectShowableView(view);
    expect(readAloud(view)).toMatchInlineSnapshot(`
     "List people
     Done
     These are people. Page 2: 2 rows, and there are more.
     • Ada &amp; &lt;!channel&gt; · ada@example.com · Role: admin · Workspaces: Sales &amp; Field (T1)
     • Gia · Workspaces: Sales &amp; Field (T1), T2 · Ends: <!date^2053879200^{date_long}, {time}|31 January 2035 at 18:00 UTC>
     Back
     Next
     Send me all of it as CSV
     Run \`7d9f5e0c-3a54-4c44-9a51-0f7f6a0b1c2d\`"
    `);
  });

  it('carries the run’s step, so that a second press at the same page has no effect', () => {
    expect(stepOf(show(page([ADA])).callback_id ?? '')).toBe(4);
    expect(show(page([ADA])).private_metadata).toBe(reading(0).id);
  });

  it.each([
    ['the only page', page([ADA]), reading(0), ['run.export']],
    ['the first page', page([ADA], { next: 'x' }), reading(0, ['x']), ['run.page_next', 'run.export']],
    [
      'a middle page',
      page([ADA], { next: 'y' }),
      reading(1, ['x', 'y']),
      ['run.page_back', 'run.page_next', 'run.export'],
    ],
    ['the last page', page([ADA]), reading(1, ['x']), ['run.page_back', 'run.export']],
    ['an empty page before others', page([], { next: 'x' }), reading(0, ['x']), ['run.page_next', 'run.export']],
    ['nothing at all', page([]), reading(0), []],
    ['an answer in words', page([], { columns: [] }), reading(0), []],
  ])('has the buttons of %s', (_, shown, run, expected) => {
    expect(actions(show(shown, run))).toEqual(expected);
  });

  it.each([
    [page([]), reading(0), 'These are people. There is nothing to show.'],
    [page([ADA]), reading(0), 'These are people. 1 row.'],
    [page([], { next: 'x' }), reading(0, ['x']), 'Page 1: 0 rows, and there are more.'],
    [page([ADA, ADA]), reading(2, ['x', 'y']), 'Page 3: 2 rows, and that is the end.'],
  ])('says how much there is', (shown, run, says) => {
    expect(readAloud(show(shown, run))).toContain(says);
  });

  it('has room for a hundred people with everything Slack knows of them', () => {
    const full: Cell[] = [
      'Hubertus '.repeat(10),
      `${'x'.repeat(60)}@example.com`,
      'primary owner',
      words`${place('T1')}, ${place('T1')}, ${place('T1')}, ${place('T1')}`,
      words`${moment(2_053_879_200)}`,
      '',
    ];
    const view = show(
      page(
        Array.from({ length: 100 }, () => full),
        { next: 'x' },
      ),
    );
    expectShowableView(view);
    expect(readAloud(view).match(/• Hubertus/gu)).toHaveLength(100);
  });

  it('says how many it has no room for, rather than being refused by Slack', () => {
    const view = show(page(Array.from({ length: 1_000 }, () => [LONG_HOSTILE, LONG_HOSTILE, '', '', '', ''])));
    expectShowableView(view);
    expect(readAloud(view)).toMatch(/…and \d+ more\./u);
    expect(actions(view)).toEqual(['run.export']);
  });

  it('lets nothing of anybody’s live, and can always be shown', () => {
    const rows = fc.array(fc.array(anyText(400), { minLength: 6, maxLength: 6 }), { maxLength: 20 });
    fc.assert(
      fc.property(rows, anyText(), (given, name) =>
        expectShowableView(pageView(listUsers, reading(0), page([...given, ADA]), { T1: name })),
      ),
      { numRuns: 50 },
    );
  });
});

describe('besidePageView', () => {
  it('leads back to the page that was shown last', () => {
    const view = besidePageView(listUsers, reading(2, ['a', 'b']), words`⛔ It did not work.`);
    expectShowableView(view);
    expect(readAloud(view)).toContain('Show page 3 again');
    expect(stepOf(view.callback_id ?? '')).toBe(4);
  });

  it('leads nowhere where nothing was shown yet', () => {
    expect(actions(besidePageView(listUsers, aRun(), words`⛔ It did not work.`))).toEqual([]);
  });
});

describe('rowsInWords', () => {
  it.each([
    [0, '0 rows'],
    [1, '1 row'],
    [200_000, '200,000 rows'],
  ])('%d', (count, said) => {
    expect(rowsInWords(count)).toBe(said);
  });
});
