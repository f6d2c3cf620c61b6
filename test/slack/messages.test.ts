import { describe, expect, it } from '@jest/globals';

import { outcomeInWords, STATE_MOVED_ON } from '../../src/engine/outcome.js';
import type { Run } from '../../src/engine/run.js';
import { STATES as EVERY_STATE, type State } from '../../src/engine/state.js';
import { person, words, type Words } from '../../src/engine/words.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { setAdmin } from '../../src/operations/users/set-admin.js';
import { approvalCard } from '../../src/slack/messages/approval-card.js';
import { auditPost, auditStep } from '../../src/slack/messages/audit-post.js';
import { directMessage } from '../../src/slack/messages/direct-message.js';
import type { Message } from '../../src/slack/messages/message.js';
import { MARKETING, ORG } from '../support/org.js';
import { aRun, INPUT, planOf, REQUESTER, SUBJECT } from '../support/runs.js';
import { expectShowableMessage, readAloud } from '../support/showable.js';

const AT = new Date('2026-03-02T09:00:00.000Z');
const APPROVER = 'W0OWNER';
/** A run that was only received has nothing to say yet. */
const STATES = EVERY_STATE.filter((state) => state !== 'received');

/** A run in this state, with everything that can be said of it. */
function runIn(state: State, { reason = 'launch week', name }: { reason?: string; name?: string } = {}): Run {
  const input = { ...INPUT, reason };
  const error = ['refused', 'failed', 'unknown', 'partly'].includes(state) ? 'invalid_role_for_user' : null;
  const denied = state === 'denied';
  return aRun({
    state,
    input,
    plan: { ...planOf({ input }), warnings: [words`${person(SUBJECT)} is a guest now.`] },
    names: {
      [REQUESTER]: name ?? 'Katherine Johnson',
      [SUBJECT]: name ?? 'Ada Lovelace',
      [APPROVER]: name ?? 'Margaret Hamilton',
      [MARKETING]: name ?? 'Marketing',
      [ORG]: name ?? 'the whole organisation, Engines',
    },
    because: {
      rule: 'owners-lose-roles-by-another-owner',
      says: denied
        ? words`${person(APPROVER)} denied it. Nothing was changed.`
        : words`Taking a role from an owner needs the yes of another org owner.`,
    },
    approvals: [{ by: APPROVER, verdict: denied ? 'denied' : 'approved', planHash: 'h', at: AT }],
    calls: error
      ? [{ index: 0, attempt: 1, method: setAdmin.method, arguments: INPUT, state: 'refused', error, answer: null }]
      : [],
    dueAt: AT,
  });
}

const saysOf = (run: Run): Words => outcomeInWords({ catalogue }, run, run.state, run.calls[0]?.error ?? null);

/** Ways to end before anything was filled in. */
const ENDED_BEFORE_A_FORM: ReadonlySet<State> = new Set(['denied', 'expired']);

/** Every message that can be posted about a run. */
function messagesOf(run: Run): Message[] {
  const { reason } = run.input;
  const closing = typeof reason === 'string' ? reason : '-';
  return [
    auditPost(catalogue, run, 1),
    auditPost(catalogue, { ...run, undoneBy: 'another' }, 2),
    auditPost(catalogue, { ...run, undoes: 'another', remarks: { closing } }, 3),
    ...(ENDED_BEFORE_A_FORM.has(run.state) ? [auditPost(catalogue, { ...run, plan: null, input: {} }, 4)] : []),
    auditStep(run, saysOf(run), 5),
    approvalCard(catalogue, run, saysOf(run), 1),
    directMessage(catalogue, run, saysOf(run), 1),
  ];
}

describe('every message', () => {
  it.each(STATES)('about a run that is %s says to the end how it is, however long the names are', (state) => {
    for (const message of messagesOf(runIn(state, { name: 'Ö'.repeat(200), reason: 'x'.repeat(500) }))) {
      // A name is cut, and the cut is seen; no sentence is.
      const said = readAloud(message.blocks).replaceAll(/Ö{23,79}…/gu, 'NAME');
      expect(said).not.toContain('…');
    }
  });

  it('says in its metadata which run, operation, state and step, and nothing else', () => {
    const run = runIn('succeeded');
    const payload = { run_id: run.id, operation: 'admin.users.setAdmin', state: 'succeeded', sequence: 7 };
    const metadata = [
      auditPost(catalogue, run, 7),
      auditStep(run, [], 7),
      approvalCard(catalogue, run, [], 7),
      directMessage(catalogue, run, [], 7),
    ];
    expect(metadata.map(({ metadata }) => metadata)).toEqual([
      { event_type: 'gridkeeper_run', event_payload: payload },
      { event_type: 'gridkeeper_run', event_payload: payload },
      { event_type: 'gridkeeper_approval', event_payload: payload },
      { event_type: 'gridkeeper_result', event_payload: payload },
    ]);
  });
});

describe('auditPost', () => {
  const read = (run: Run): string => readAloud(auditPost(catalogue, run, 1).blocks);

  it('tells who did what to whom, where, why, who approved it and how it ended', () => {
    expect(read(runIn('succeeded'))).toMatchInlineSnapshot(`
     "✅ *Grant admin: done*
     *Requested by* Katherine Johnson (W0ADMIN) with \`admin.users.setAdmin\`
     *Change* Ada Lovelace (W0MEMBER): member → admin of Marketing (T0MARKET01)
     *Approved by* Margaret Hamilton (W0OWNER)
     *Outcome* Done: Katherine Johnson (W0ADMIN) made Ada Lovelace (W0MEMBER) an admin of Marketing (T0MARKET01).
     *Reason*
     launch week
     Undo
     Run \`7d9f5e0c-3a54-4c44-9a51-0f7f6a0b1c2d\`"
    `);
  });

  it('shows Slack’s own code and the next step where it failed', () => {
    expect(read(runIn('refused'))).toMatchInlineSnapshot(`
     "⛔ *Grant admin: refused by Slack*
     *Requested by* Katherine Johnson (W0ADMIN) with \`admin.users.setAdmin\`
     *Change* Ada Lovelace (W0MEMBER): member → admin of Marketing (T0MARKET01)
     *Approved by* Margaret Hamilton (W0OWNER)
     *Outcome* Slack refused with \`invalid_role_for_user\`. Nothing was changed. Somebody with the role they have now cannot become an admin; a guest cannot, for one. Make them a full member first, then ask again.
     *Reason*
     launch week
     Run \`7d9f5e0c-3a54-4c44-9a51-0f7f6a0b1c2d\`"
    `);
  });

  it('says how it ended however long the list of changes is', () => {
    const changes = Array.from({ length: 12 }, (_, index) => words`${index} ${'x'.repeat(1000)}`);
    const run = runIn('succeeded');
    const post = auditPost(catalogue, { ...run, plan: { ...planOf(), changes } }, 1);
    expectShowableMessage(post);
    expect(readAloud(post.blocks)).toContain('*Outcome* Done: Katherine Johnson');
  });

  it('tells why somebody was refused', () => {
    expect(read(runIn('denied'))).toMatchInlineSnapshot(`
     "⛔ *Grant admin: denied*
     *Requested by* Katherine Johnson (W0ADMIN) with \`admin.users.setAdmin\`
     *Change* Ada Lovelace (W0MEMBER): member → admin of Marketing (T0MARKET01)
     *Denied by* Margaret Hamilton (W0OWNER)
     *Why* Margaret Hamilton (W0OWNER) denied it. Nothing was changed. (rule \`owners-lose-roles-by-another-owner\`)
     *Reason*
     launch week
     Run \`7d9f5e0c-3a54-4c44-9a51-0f7f6a0b1c2d\`"
    `);
  });

  it('says the same to a screen reader, reason included', () => {
    expect(auditPost(catalogue, runIn('succeeded'), 1).text).toMatchInlineSnapshot(`
     "✅ *Grant admin: done*
     *Requested by* Katherine Johnson (W0ADMIN) with \`admin.users.setAdmin\`
     *Change* Ada Lovelace (W0MEMBER): member → admin of Marketing (T0MARKET01)
     *Approved by* Margaret Hamilton (W0OWNER)
     *Outcome* Done: Katherine Johnson (W0ADMIN) made Ada Lovelace (W0MEMBER) an admin of Marketing (T0MARKET01).
     *Reason* launch week"
    `);
  });

  it.each(STATES)('has Undo only where something was done: %s', (state) => {
    const shown = JSON.stringify(auditPost(catalogue, runIn(state), 1).blocks);
    expect(shown.includes('run.undo')).toBe(state === 'succeeded');
  });

  it('asks a person how it ended only where nothing else can tell', () => {
    const shown = (run: Run): string => JSON.stringify(auditPost(catalogue, run, 1).blocks);
    expect(shown({ ...runIn('unknown'), dueAt: null })).toContain('run.close');
    expect(shown(runIn('unknown'))).not.toContain('run.close');
    expect(shown({ ...runIn('failed'), dueAt: null })).not.toContain('run.close');
  });

  it('says that it was undone', () => {
    expect(read({ ...runIn('succeeded'), undoneBy: 'another' })).toContain('*Grant admin: done, and undone since*');
  });

  it('is about nobody in particular where no form came yet', () => {
    expect(read({ ...aRun({ state: 'denied', plan: null }), input: {} })).not.toContain('undefined');
  });
});

describe('approvalCard', () => {
  it('tells whoever decides what will change, and why, and by when', () => {
    expect(readAloud(approvalCard(catalogue, runIn('awaiting_approval'), [], 1).blocks)).toMatchInlineSnapshot(`
     "⏳ *Grant admin*: Katherine Johnson (W0ADMIN) asks for an approval
     *About* Ada Lovelace (W0MEMBER) in Marketing (T0MARKET01)
     *What will change*
     Ada Lovelace (W0MEMBER): member → admin of Marketing (T0MARKET01)
     ⚠️ Ada Lovelace (W0MEMBER) is a guest now.
     *Risk* It widens somebody’s rights or access. It can be undone afterwards.
     *Reason*
     launch week
     Taking a role from an owner needs the yes of another org owner.
     *Said yes already* Margaret Hamilton (W0OWNER)
     Approve
     Approve this?
     Ada Lovelace (W0MEMBER): member → admin of Marketing (T0MARKET01). With the last yes it is carried out at once.
     Approve
     Cancel
     Deny
     Details
     Why?
     Expires on <!date^1772442000^{date_long}, {time}|2 March 2026 at 09:00 UTC> unless it is decided. Run \`7d9f5e0c-3a54-4c44-9a51-0f7f6a0b1c2d\`"
    `);
  });

  it.each(STATES)('has buttons only as long as it waits: %s', (state) => {
    const shown = JSON.stringify(approvalCard(catalogue, runIn(state), saysOf(runIn(state)), 1).blocks);
    for (const button of ['run.approve', 'run.deny'])
      expect(shown.includes(button)).toBe(state === 'awaiting_approval');
  });

  it('says how it ended instead', () => {
    expect(readAloud(approvalCard(catalogue, runIn('superseded'), STATE_MOVED_ON, 2).blocks)).toContain(
      'What this plan was made on has changed since, so it was not carried out.',
    );
  });

  it('carries the run’s ID in its buttons and nothing else', () => {
    const run = runIn('awaiting_approval');
    const values = JSON.stringify(approvalCard(catalogue, run, [], 1).blocks).match(/"value":"[^"]*"/gu);
    expect(new Set(values)).toEqual(new Set([`"value":"${run.id}"`]));
  });
});

describe('directMessage', () => {
  it('tells whoever asked how it ended, with the way back', () => {
    const run = runIn('succeeded');
    const message = directMessage(catalogue, run, saysOf(run), 1);
    expect(readAloud(message.blocks)).toMatchInlineSnapshot(`
     "✅ *Grant admin*
     Ada Lovelace (W0MEMBER): member → admin of Marketing (T0MARKET01)
     Done: Katherine Johnson (W0ADMIN) made Ada Lovelace (W0MEMBER) an admin of Marketing (T0MARKET01).
     Undo
     Run \`7d9f5e0c-3a54-4c44-9a51-0f7f6a0b1c2d\`"
    `);
    expect(JSON.stringify(message.blocks)).toContain('run.undo');
  });
});
