import { describe, expect, it } from '@jest/globals';

import type { Decision } from '../../src/engine/decision.js';
import type { Eligible } from '../../src/engine/approvals/eligible-approvers.js';
import type { Run } from '../../src/engine/run.js';
import type { State } from '../../src/engine/state.js';
import { person, place, words } from '../../src/engine/words.js';
import {
  CHANGED_SINCE,
  loadingView,
  obstacleView,
  plainView,
  planView,
  refusalView,
  resultView,
  waitingView,
} from '../../src/forms/run-views.js';
import { setAdmin } from '../../src/operations/users/set-admin.js';
import { setRegular } from '../../src/operations/users/set-regular.js';
import { ANOTHER } from '../../src/policy/four-eyes.js';
import { MARKETING } from '../support/org.js';
import { aRun, INPUT, planOf, REQUESTER, SUBJECT } from '../support/runs.js';
import { readAloud } from '../support/showable.js';

const ALLOW: Decision = {
  verdict: 'allow',
  because: { rule: 'org-admins-may-run', says: words`Org owners and org admins may do this without asking anybody.` },
};
const APPROVE: Decision = {
  verdict: 'approve',
  approval: { needs: [ANOTHER.org_owner] },
  because: {
    rule: 'org-roles-need-approval',
    says: words`A role in the whole organisation needs the yes of another org owner.`,
  },
};
const eligible = (ids: readonly string[], orMore = false): Eligible => ({
  ids,
  orMore,
  needs: [{ ids, orMore }],
  channelProblem: null,
});
const SAYS = words`${person(SUBJECT)} is a guest in ${place(MARKETING)}.`;
const because = { rule: 'nobody-acts-upwards', says: SAYS };
const ENDED: readonly State[] = [
  'succeeded',
  'partly',
  'refused',
  'failed',
  'unknown',
  'unchanged',
  'superseded',
  'denied',
];

/** Every view that a run can come to be shown in. */
function viewsOf(run: Run): unknown[] {
  return [
    loadingView(setAdmin.title, run.id),
    planView(setAdmin, { run, decision: ALLOW, eligible: null }),
    planView(setAdmin, { run, decision: APPROVE, eligible: eligible(['W1', 'W2'], true), note: CHANGED_SINCE }),
    obstacleView(setAdmin, { run, paragraphs: [SAYS, SAYS], names: run.names, because }),
    refusalView(setAdmin, run.id, because, run.names),
    waitingView(setAdmin, run),
    plainView(setAdmin.title, run.id, SAYS, run.names),
    ...ENDED.map((state) => resultView(setAdmin, { ...run, state }, SAYS)),
  ];
}

/** A run in which everybody has this name, and this reason was given, as far as the form lets it through. */
const called = (name: string, given: string): Run => {
  const { reason = '-' } = setAdmin.input.parse({ ...INPUT, reason: given });
  const input = { ...INPUT, reason };
  const plan = { ...planOf({ input }), warnings: [SAYS, SAYS] };
  return aRun({ input, plan, names: { [REQUESTER]: name, [SUBJECT]: name, [MARKETING]: name } });
};

describe('the views of a run', () => {
  it('carry the run’s ID and nothing else', () => {
    for (const view of viewsOf(called('Ada', 'a secret'))) {
      expect(view).toMatchObject({ private_metadata: called('Ada', '-').id });
    }
  });
});

describe('planView', () => {
  const run = { ...called('Ada', 'launch week'), names: aRun().names };

  it('says before and after, who decides, whether there is a way back, and the call', () => {
    expect(
      readAloud(
        planView(setAdmin, {
          run: { ...run, plan: planOf({ input: { ...INPUT, reason: 'launch week' } }) },
          decision: ALLOW,
          eligible: null,
        }),
      ),
    ).toMatchInlineSnapshot(`
     "Grant admin
     Cancel
     Confirm
     *What will change*
     Ada Lovelace (W0MEMBER): member → admin of Marketing (T0MARKET01)
     *Reason*
     launch week
     Org owners and org admins may do this without asking anybody.
     It can be undone afterwards.
     Change
     Risk: privileged. Call: \`admin.users.setAdmin\` user_id=W0MEMBER team_id=T0MARKET01"
    `);
  });

  it('says who could approve, how many they are, and that things have changed', () => {
    const view = planView(setAdmin, {
      run,
      decision: APPROVE,
      eligible: eligible(['W1']),
      note: CHANGED_SINCE,
    });
    const text = readAloud(view);
    expect(text).toContain('Things have changed since you looked.');
    expect(text).toContain('*1 person* could give it now.');
    expect(view.submit?.text).toBe('Ask for approval');
  });

  it('says aloud that there is no way back', () => {
    const plan = planOf({ operation: 'admin.users.setRegular', from: 'guest' });
    const view = planView(setRegular, {
      run: aRun({ operation: 'admin.users.setRegular', plan }),
      decision: ALLOW,
      eligible: null,
    });
    expect(readAloud(view)).toContain(
      '*It cannot be undone from here.* Slack offers no call that turns a full member back into a guest.',
    );
  });

  it('wants its confirmation at its own step', () => {
    expect(planView(setAdmin, { run: { ...run, step: 7 }, decision: ALLOW, eligible: null }).callback_id).toBe(
      'run.confirm:7',
    );
  });

  it('has no Change where it undoes another run', () => {
    const undoing = { ...run, undoes: 'another' };
    expect(JSON.stringify(planView(setAdmin, { run: undoing, decision: ALLOW, eligible: null }))).not.toContain(
      'run.change',
    );
    expect(
      JSON.stringify(obstacleView(setAdmin, { run: undoing, paragraphs: [SAYS], names: {}, because: null })),
    ).not.toContain('run.change');
  });
});

describe('refusalView', () => {
  it('names the rule, and that the attempt was recorded', () => {
    expect(readAloud(refusalView(setAdmin, 'run-1', because, aRun().names))).toMatchInlineSnapshot(`
     "Grant admin
     Close
     ⛔ Ada Lovelace (W0MEMBER) is a guest in Marketing (T0MARKET01).
     Nothing was changed. The attempt has been recorded.
     Why?
     Rule: \`nobody-acts-upwards\`"
    `);
  });
});

describe('waitingView', () => {
  it('says what it waits for, that the window may be closed, and can be withdrawn', () => {
    const view = waitingView(setAdmin, aRun({ state: 'awaiting_approval' }));
    expect(readAloud(view)).toContain('You can close this window; the result reaches you by direct message.');
    expect(JSON.stringify(view)).toContain('run.withdraw');
  });
});

describe('resultView', () => {
  it.each(ENDED)('has Undo only where something was done: %s', (state) => {
    const shown = JSON.stringify(resultView(setAdmin, aRun({ state }), SAYS));
    expect(shown.includes('run.undo')).toBe(state === 'succeeded');
  });

  it('has no Undo where there is no way back, nor where it has been gone', () => {
    const done = aRun({ state: 'succeeded' });
    const gone = { ...done, undoneBy: 'another' };
    const oneWay = { ...done, plan: planOf({ operation: 'admin.users.setRegular', from: 'guest' }) };
    for (const run of [gone, oneWay]) expect(JSON.stringify(resultView(setAdmin, run, SAYS))).not.toContain('run.undo');
  });
});
