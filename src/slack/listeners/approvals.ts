import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';

import { missingInWords } from '../../engine/approvals/approvals.js';
import { approve } from '../../engine/approvals/approve.js';
import { decidedAlready } from '../../engine/approvals/decided.js';
import { deny } from '../../engine/approvals/deny.js';
import { at } from '../../engine/grants/grant-words.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import type { Run } from '../../engine/run.js';
import { review, type Reviewed } from '../../engine/approvals/review.js';
import { code, words, type Names, type Words } from '../../engine/words.js';
import { DenialInput, DENY, denyView } from '../../forms/deny-view.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import { valuesOf } from '../../forms/view-values.js';
import { apology, reading, type Desk } from '../desk.js';
import { withPatience } from '../clients/patience.js';
import { refreshHome } from './home.js';
import { onPress, onRunPress, type Press } from './on-press.js';
import { onSubmission } from './on-submission.js';

/** Approve and Deny: on the card, in the direct message that stands for it, and in the details. */
export function listenToApprovals(app: App, desk: Desk, client: WebClient): void {
  onRunPress(app, desk, 'run.approve', async (press, run) => {
    await sayYes(desk, press, run);
    // In a modal they have come from the Home tab, where it waited for them.
    if (press.view) await refreshHome(desk, client, press.by);
  });
  onPress(app, desk, 'run.deny', (press) => askWhyNot(desk, press));

  onSubmission(app, desk, DENY, async ({ view, by }) => {
    const read = DenialInput.safeParse(valuesOf(view.state.values, {}));
    if (!read.success) return { errors: { reason: read.error.issues[0]?.message ?? 'Say why.' } };
    const run = await desk.ports.records.find(view.private_metadata);
    if (!run) return { shows: plainView(TITLE, '', NOT_KNOWN) };
    const said = { run, by, viewId: view.id, reason: read.data.reason };
    return {
      shows: loadingView(TITLE, run.id),
      goesOn: () => sayNo(desk, said).then(() => refreshHome(desk, client, by)),
    };
  });
}

const TITLE = 'Deny this request';
const NOT_KNOWN = words`This request is not known here.`;

/** Who presses is checked at the press; the card itself is brought up to date by the outbox. */
async function sayYes(desk: Desk, press: Press, run: Run): Promise<void> {
  const { ports } = desk;
  const operation = ports.catalogue.byMethod(run.operation);
  try {
    if (press.view) await press.screen(loadingView(operation.title, run.id, 'Checking once more…'));
    const onWait = (seconds: number): Promise<unknown> => press.say(words`Slack asks us to wait ${seconds} s…`);
    const reviewed = await withPatience(ports.clock, onWait, () => approve(ports, run, press.by));
    await answer(desk, reviewed, press);
  } catch (error) {
    await press.say(apology(desk, operation, error));
  }
}

async function answer(desk: Desk, reviewed: Reviewed, press: Press): Promise<void> {
  const { run } = reviewed;
  if (reviewed.kind === 'done') await showRequester(desk, run);
  // On the card it is seen by itself.
  if (reviewed.kind === 'done' && !press.view) return;
  await press.say(inWords(desk, reviewed, press.by), namesFor(reviewed));
}

function inWords(desk: Desk, reviewed: Reviewed, by: string): Words {
  switch (reviewed.kind) {
    case 'done':
      return outcomeOfRun(desk.ports, reviewed.run);
    case 'waits':
      return words`Your yes has been recorded. Still missing: the yes of ${missingInWords(reviewed.wants)}.`;
    case 'not_you': {
      const { says, rule } = reviewed.because;
      return words`${says} Your press has been recorded and changes nothing. (rule ${code(rule)})`;
    }
    case 'paused':
      return words`Your yes has not been taken, and the request goes on waiting. ${reviewed.pause?.says ?? JUST_RESUMED} Press Approve again when changes have been resumed${expiry(reviewed.run)}.`;
    case 'too_late':
      return decidedAlready(desk.ports, reviewed.run, by);
  }
}

const JUST_RESUMED = words`Changes were paused until this moment.`;

const expiry = ({ dueAt }: Run): Words => (dueAt ? words`; the request expires on ${at(dueAt)}` : []);

function namesFor(reviewed: Reviewed): Names {
  return { ...reviewed.run.names, ...(reviewed.kind === 'paused' ? reviewed.pause?.names : {}) };
}

/** The requester's modal may still be open; the direct message comes in any case. */
async function showRequester({ ports, screen }: Desk, run: Run): Promise<void> {
  if (!run.viewId) return;
  const { title } = ports.catalogue.byMethod(run.operation);
  await screen.show(run.viewId, plainView(title, run.id, outcomeOfRun(ports, run), run.names)).catch(() => false);
}

/** Whose no would not count is not asked why; the attempt is recorded as that of a yes is. */
async function askWhyNot(desk: Desk, press: Press): Promise<void> {
  const { ports, screen } = desk;
  const viewId = await press.screen(loadingView(TITLE, press.value));
  const run = await ports.records.find(press.value);
  if (!run) {
    await screen.show(viewId, plainView(TITLE, '', NOT_KNOWN));
    return;
  }
  const operation = ports.catalogue.byMethod(run.operation);
  try {
    const reviewed = await reading(desk, { viewId, title: TITLE, run: run.id }, () => review(ports, run, press.by));
    const view =
      reviewed.kind === 'eligible'
        ? denyView(operation, { ...run, names: { ...run.names, ...reviewed.names } })
        : plainView(TITLE, run.id, inWords(desk, reviewed, press.by), namesFor(reviewed));
    await screen.show(viewId, view);
  } catch (error) {
    await screen.show(viewId, plainView(TITLE, run.id, apology(desk, operation, error)));
  }
}

interface SaidNo {
  readonly run: Run;
  readonly by: string;
  readonly viewId: string;
  readonly reason: string;
}

async function sayNo(desk: Desk, { run, by, viewId, reason }: SaidNo): Promise<void> {
  const { ports, screen } = desk;
  const { id: runId } = run;
  try {
    const reviewed = await reading(desk, { viewId, title: TITLE, run: runId }, () => deny(ports, run, { by, reason }));
    if (reviewed.kind === 'done') await showRequester(desk, reviewed.run);
    await screen.show(viewId, plainView(TITLE, runId, inWords(desk, reviewed, by), namesFor(reviewed)));
  } catch (error) {
    await screen.show(viewId, plainView(TITLE, runId, apology(desk, ports.catalogue.byMethod(run.operation), error)));
  }
}
