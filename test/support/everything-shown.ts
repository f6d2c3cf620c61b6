import type { Button, KnownBlock } from '@slack/web-api';

import type { Decision } from '../../src/engine/decision.js';
import type { Eligible } from '../../src/engine/approvals/eligible-approvers.js';
import type { Grant } from '../../src/engine/grants/grants.js';
import { menuFor } from '../../src/engine/menu.js';
import type { Page } from '../../src/engine/reading/page.js';
import { pauseSaid, type Said } from '../../src/engine/pausing/pause-words.js';
import type { Run } from '../../src/engine/run.js';
import type { State } from '../../src/engine/state.js';
import { clean } from '../../src/engine/text.js';
import { moment, person, place, toPlain, words, type Words } from '../../src/engine/words.js';
import { buttons } from '../../src/forms/blocks.js';
import { closeView } from '../../src/forms/close-view.js';
import { denyView } from '../../src/forms/deny-view.js';
import { detailsView } from '../../src/forms/details-view.js';
import { formView } from '../../src/forms/form-view.js';
import { historyView } from '../../src/forms/history-view.js';
import { homeApprovals } from '../../src/forms/home-approvals.js';
import { homeGrants } from '../../src/forms/home-grants.js';
import { homeHealth, homeRuns, homeWhomToAsk } from '../../src/forms/home-looking-back.js';
import { homePause } from '../../src/forms/home-pause.js';
import { homeLoadingView, homeTroubleView, homeView } from '../../src/forms/home-view.js';
import { menuView, standing } from '../../src/forms/menu-view.js';
import { moreTimeView } from '../../src/forms/more-time-view.js';
import { nextSteps, undoButton } from '../../src/forms/next-steps.js';
import { runLine } from '../../src/forms/run-line.js';
import { optionOf } from '../../src/forms/options.js';
import { besidePageView, pageView } from '../../src/forms/page-view.js';
import { denialBlocks } from '../../src/forms/remarks.js';
import {
  approveButton,
  denyButton,
  detailsButton,
  whyButton,
  withdrawButton,
} from '../../src/forms/request-buttons.js';
import { requestBlocks } from '../../src/forms/request.js';
import { whyView } from '../../src/forms/why-view.js';
import * as views from '../../src/forms/run-views.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { defaultPolicy } from '../../src/policy/default-policy.js';
import { ANOTHER } from '../../src/policy/four-eyes.js';
import { approvalCard, approvalReminder } from '../../src/slack/messages/approval-card.js';
import { auditPost, auditStep } from '../../src/slack/messages/audit-post.js';
import { backlogPost } from '../../src/slack/messages/backlog-post.js';
import { directMessage } from '../../src/slack/messages/direct-message.js';
import { grantCard, grantStep } from '../../src/slack/messages/grant-card.js';
import { ledgerNotice } from '../../src/slack/messages/ledger-notice.js';
import { requestMessage } from '../../src/slack/messages/request-message.js';
import { somebody } from './org.js';
import { aRun, planOf, REQUESTER, SUBJECT } from './runs.js';
import { sampleOf } from './samples.js';

/*
 * Everything that the app can put before somebody, made of runs in which everybody and everything has the same name and
 * everything that people write is the same text.
 */

const AT = new Date('2026-03-02T09:00:00.000Z');
const PEOPLE = ['W1', 'W2', 'W3'];
const CALLED = [REQUESTER, SUBJECT, ...PEOPLE, 'T0MARKET01', 'E0TEST0001', 'T1', 'T2', 'C1', 'S1'];

function whyAnswered(run: Run): Parameters<typeof whyView>[1] {
  const policy = { kind: 'file' as const, hash: 'h'.repeat(64), name: 'policy.yaml', text: '', number: 1, since: AT };
  const because = { rule: 'a-rule', says: SAYS, at: 'policy.yaml:12' };
  const eligible = { ids: PEOPLE, orMore: true, channelProblem: null, needs: [] };
  const decision = { verdict: 'approve' as const, approval: { needs: [ANOTHER.org_owner] }, because };
  const now = { kind: 'decision' as const, decision, eligible };
  return { kind: 'answer', run, policy, still: false, now, names: run.names };
}

/** A run of this operation, with everything that can be said of it. */
export function runShown(method: string, state: State, { name, text }: { name: string; text: string }): Run {
  const operation = catalogue.byMethod(method);
  const { input, before } = sampleOf(operation);
  const written = clean(text).trim().slice(0, 500) || '-';
  const error = ['refused', 'failed', 'unknown', 'partly'].includes(state) ? 'invalid_role_for_user' : null;
  const call = { method, arguments: input };
  const changes = Array.from(
    { length: name.length < 200 ? 3 : 100 },
    () => words`${person(SUBJECT)}: member → admin of ${place('T1')}`,
  );
  return {
    ...aRun(),
    operation: method,
    state,
    input: { ...input, reason: written },
    plan: {
      ...planOf(),
      calls: [call, call],
      before,
      changes,
      warnings: Array.from({ length: 10 }, () => words`${person(SUBJECT)} is a guest in ${place('T1')}.`),
      undo: operation.undo(input, before),
      asksTwice: words`${person('W1')} is an owner.`,
    },
    names: Object.fromEntries(CALLED.map((id) => [id, name])),
    because: { rule: 'a-rule', says: words`${person('W2')} has a say in ${place('T1')}.` },
    approvals: PEOPLE.map((by) => ({ by, verdict: 'approved' as const, planHash: 'h', at: AT })),
    calls: [{ index: 0, attempt: 1, ...call, state: error ? 'refused' : 'succeeded', error, answer: null }],
    asking: {
      at: AT.getTime(),
      eligible: { count: 3, orMore: true },
      missing: words`another org owner`,
      people: PEOPLE,
    },
    remarks: { denial: written, closing: written },
    pages: operation.page ? { cursors: ['next'], at: 0 } : null,
    grant: aGrant(),
    dueAt: AT,
  };
}

function aGrant(): Grant {
  return {
    id: 'a-run',
    person: SUBJECT,
    place: 'T1',
    role: 'admin',
    base: 'member',
    requester: REQUESTER,
    startedAt: AT,
    endsAt: AT,
    dueAt: AT,
    releasedBy: 'W2',
    endedAt: null,
    end: null,
    ending: 1,
    tryAt: AT,
    told: 0,
    toldAt: null,
    remindAt: null,
    askedAt: null,
  };
}

const SAYS: Words = words`${person(SUBJECT)} is in ${place('T1')}.`;
const ALLOW: Decision = { verdict: 'allow', because: { rule: 'a-rule', says: SAYS } };
const APPROVE: Decision = { ...ALLOW, verdict: 'approve', approval: { needs: [ANOTHER.org_owner] } };
const ELIGIBLE: Eligible = {
  ids: PEOPLE,
  orMore: true,
  needs: [{ ids: PEOPLE, orMore: true }],
  channelProblem: words`The channel is gone.`,
};
const MENU = menuFor({ catalogue, policy: defaultPolicy(['W1']) }, somebody('W1', { orgRole: 'owner' }));

const nameIn = (run: Run): string => run.names[SUBJECT] ?? '';
const writtenIn = ({ remarks }: Run): string => remarks['closing'] ?? '';
const asBlocks = (...elements: Button[]): KnownBlock[] => [buttons(...elements)];

function aPage(run: Run): Page {
  const cells = [nameIn(run), writtenIn(run), words`${place('T1')} until ${moment(2_053_879_200)}`];
  return {
    columns: ['Name', 'Text', 'Where'],
    rows: Array.from({ length: 50 }, () => cells),
    says: SAYS,
    next: 'next',
  };
}

function filledForm(run: Run): unknown {
  return formView(catalogue.byMethod(run.operation), {
    run: run.id,
    step: run.step,
    values: run.input,
    notes: [writtenIn(run)],
    optionFor: (_, id) => optionOf({ id, name: nameIn(run), detail: writtenIn(run) }),
  });
}

function fullHome(run: Run): unknown {
  const many = Array.from({ length: 30 }, () => run);
  const grants = many.flatMap(({ grant }) => grant ?? []);
  const goingOn = [
    ...homePause(paused(run), { id: run.id, mayResume: true }),
    ...homeApprovals(catalogue, { toDecide: many, mine: many, more: true, problem: SAYS }),
    ...homeRuns(catalogue, { underWay: many.slice(0, 5), recent: many.slice(0, 5) }),
    homeHealth({ auditChannel: SAYS, approvalChannel: SAYS, tokens: false, paused: true, namesAsOf: AT }, run.names),
    ...homeGrants(grants, { whose: SUBJECT, now: new Date(0), names: run.names }),
  ];
  return homeView({ menu: MENU, prefix: 'acme-', names: run.names, freshness: [['people', AT]], goingOn });
}

/** A pause whose reason is as long and as hostile as it may be. */
function paused(run: Run): Said {
  const { names } = run;
  const reason = writtenIn(run);
  const directory = {
    orgOwners: () => Object.keys(names),
    person: (id: string) => ({ id, name: names[id] ?? id, handle: id, mark: null, orgAdmin: true, orgOwner: true }),
  };
  return pauseSaid(directory, { id: 'a-pause', by: REQUESTER, byOperator: false, at: AT, reason });
}

/**
 * Each builder of views, messages and blocks, by its name, and what it makes of a run. A builder that is not in here is
 * not looked at: `everything-shown.test.ts` refuses one.
 */
export const SHOWN: Readonly<Record<string, (run: Run) => unknown[]>> = {
  closeView: (run) => [closeView(run)],
  denyView: (run) => [denyView(catalogue.byMethod(run.operation), run)],
  detailsView: (run) =>
    [null, { allowed: true, says: SAYS }, { allowed: false, says: SAYS }].map((mayDecide) =>
      detailsView(catalogue.byMethod(run.operation), { run, outcome: SAYS, mayDecide }),
    ),
  formView: (run) => [filledForm(run)],
  homeApprovals: (run) => [homeApprovals(catalogue, { toDecide: [run], mine: [run], more: true, problem: SAYS })],
  homeGrants: (run) => [homeGrants([aGrant()], { whose: REQUESTER, now: AT, names: run.names })],
  homePause: (run) => [homePause(paused(run), { id: run.id, mayResume: true })],
  historyView: (run) => [
    historyView(catalogue, {
      page: { runs: Array.from({ length: 10 }, () => run), older: true, newer: true },
      filter: { person: SUBJECT, target: 'T1', outcome: 'succeeded', from: AT, to: AT },
      row: 1,
      operations: catalogue.all,
      mayPick: true,
      now: AT,
      optionFor: (_, id) => optionOf({ id, name: nameIn(run), detail: writtenIn(run) }),
    }),
    historyView(catalogue, {
      page: { runs: [], older: false, newer: false },
      filter: {},
      row: 0,
      operations: catalogue.all,
      mayPick: false,
      now: AT,
      optionFor: (_, id) => optionOf({ id, name: nameIn(run), detail: null }),
    }),
  ],
  runLine: (run) => [[runLine(catalogue, run)]],
  ledgerNotice: () => [ledgerNotice('an-occasion', SAYS, 1)],
  homeRuns: (run) => [homeRuns(catalogue, { underWay: [run], recent: [{ ...run, id: 'another' }] })],
  homeHealth: (run) => [
    [homeHealth({ auditChannel: SAYS, approvalChannel: SAYS, tokens: false, paused: true, namesAsOf: AT }, run.names)],
    [homeHealth({ auditChannel: null, approvalChannel: null, tokens: true, paused: false, namesAsOf: null }, {})],
  ],
  homeWhomToAsk: (run) => [
    homeWhomToAsk(
      Array.from({ length: 9 }, () => SUBJECT),
      run.names,
    ),
  ],
  homeLoadingView: () => [homeLoadingView()],
  homeTroubleView: () => [homeTroubleView(SAYS)],
  homeView: (run) => [fullHome(run)],
  menuView: (run) => [menuView({ menu: MENU, prefix: 'acme-', names: run.names })],
  standing: (run) => [standing({ items: [], refusals: [{ rule: 'a-rule', says: SAYS }], others: [] }, run.names)],
  moreTimeView: (run) => [moreTimeView(run, aGrant())],
  nextSteps: (run) => [nextSteps(catalogue.byMethod(run.operation), run)],
  undoButton: (run) => [asBlocks(undoButton(run))],
  pageView: (run) => [pageView(catalogue.byMethod(run.operation), run, aPage(run), run.names)],
  besidePageView: (run) => [besidePageView(catalogue.byMethod(run.operation), run, SAYS)],
  denialBlocks: (run) => [denialBlocks(run)],
  approveButton: (run) => [asBlocks(approveButton(run))],
  denyButton: (run) => [asBlocks(denyButton(run))],
  detailsButton: (run) => [asBlocks(detailsButton(run))],
  withdrawButton: (run) => [asBlocks(withdrawButton(run))],
  requestBlocks: (run) => [requestBlocks(catalogue.byMethod(run.operation), run)],
  loadingView: (run) => [views.loadingView('Title', run.id, `${toPlain(SAYS, run.names)}…`)],
  planView: (run) => {
    const operation = catalogue.byMethod(run.operation);
    return [
      views.planView(operation, { run, decision: ALLOW, eligible: null }),
      views.planView(operation, { run, decision: APPROVE, eligible: ELIGIBLE, note: views.CHANGED_SINCE }),
      views.planView(operation, { run, decision: ALLOW, eligible: null, pause: paused(run) }),
    ];
  },
  planBlocks: (run) => [views.planBlocks(run)],
  secondQuestionView: (run) => [views.secondQuestionView(catalogue.byMethod(run.operation), run, SAYS)],
  obstacleView: (run) => [
    views.obstacleView(catalogue.byMethod(run.operation), {
      run,
      paragraphs: [SAYS, SAYS],
      names: run.names,
      because: { rule: 'a-rule', says: SAYS, at: 'policy.yaml:12' },
    }),
  ],
  refusalView: (run) => [
    views.refusalView(catalogue.byMethod(run.operation), run.id, { rule: 'a-rule', says: SAYS }, run.names),
  ],
  whyView: (run) => [whyView(catalogue.byMethod(run.operation), whyAnswered(run))],
  whyButton: (run) => [asBlocks(whyButton(run.id))],
  waitingView: (run) => [views.waitingView(catalogue.byMethod(run.operation), run)],
  resultView: (run) => [views.resultView(catalogue.byMethod(run.operation), run, SAYS)],
  plainView: (run) => [views.plainView('Title', run.id, SAYS, run.names)],
  approvalCard: (run) => [approvalCard(catalogue, run, SAYS, 1)],
  approvalReminder: (run) => [approvalReminder(run, SAYS, 1)],
  auditPost: (run) =>
    [run, { ...run, undoes: 'another' }, { ...run, undoneBy: 'another' }, { ...run, ends: 'another' }].map((shown) =>
      auditPost(catalogue, shown, 1),
    ),
  auditStep: (run) => [auditStep(run, SAYS, 1)],
  backlogPost: (run) => [
    backlogPost({ posts: 400, runs: 300, since: AT }, { run: run.id, sequence: 1, says: SAYS, createdAt: AT }),
  ],
  directMessage: (run) => [directMessage(catalogue, run, SAYS, 1)],
  grantCard: (run) =>
    [REQUESTER, SUBJECT].flatMap((whose) =>
      [aGrant(), { ...aGrant(), endedAt: AT, end: 'released' as const }].map((grant) =>
        grantCard(catalogue, { ...run, grant }, { whose, says: SAYS, sequence: 1 }),
      ),
    ),
  grantStep: (run) => [grantStep(run, SAYS, 1)],
  requestMessage: (run) => [requestMessage(catalogue, run, SAYS, 1)],
};
