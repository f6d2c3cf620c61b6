import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { missingInWords } from '../../engine/approvals.js';
import { approve, deny, type Reviewed } from '../../engine/approve.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import type { Run } from '../../engine/run.js';
import { withdraw } from '../../engine/withdraw.js';
import { code, toMrkdwn, words, type Names, type Words } from '../../engine/words.js';
import { plainView } from '../../forms/run-views.js';
import { apology, type Desk } from '../desk.js';
import { withPatience } from '../patience.js';

/** Buttons of a request that waits: Approve and Deny on its card, Withdraw in the requester's modal. */
export function listenToDecisions(app: App, desk: Desk): void {
  for (const [actionId, review] of [
    ['run.approve', approve],
    ['run.deny', deny],
  ] as const) {
    app.action(actionId, async ({ ack, body, action, respond }) => {
      await ack();
      if (action.type !== 'button') return;
      const tell = (text: string): Promise<unknown> =>
        respond({ response_type: 'ephemeral', replace_original: false, text });
      await desk.jobs.run(() => decide(desk, { runId: action.value ?? '', by: body.user.id, review, tell }));
    });
  }

  app.action<BlockAction<ButtonAction>>('run.withdraw', async ({ ack, body, action }) => {
    await ack();
    const run = await desk.ports.records.find(action.value ?? '');
    const withdrawn = run && (await withdraw(desk.ports, run, body.user.id));
    if (withdrawn && body.view) {
      await desk.screen.showResult(body.view.id, withdrawn, outcomeOfRun(desk.ports, withdrawn));
    }
  });
}

interface Pressed {
  readonly runId: string;
  readonly by: string;
  readonly review: typeof approve;
  readonly tell: (text: string) => Promise<unknown>;
}

/** Who presses is checked at the press; the card itself is brought up to date by the outbox. */
async function decide(desk: Desk, { runId, by, review, tell }: Pressed): Promise<void> {
  const { ports } = desk;
  const run = await ports.records.find(runId);
  if (!run) return;
  const say = (says: Words, names: Names): Promise<unknown> => tell(toMrkdwn(says, names));
  try {
    const onWait = (seconds: number): Promise<unknown> => say(words`Slack asks us to wait ${seconds} s…`, {});
    await answer(desk, await withPatience(ports.clock, onWait, () => review(ports, run, by)), say);
  } catch (error) {
    await say(apology(desk, ports.catalogue.byMethod(run.operation), error), {});
  }
}

async function answer(
  desk: Desk,
  reviewed: Reviewed,
  say: (says: Words, names: Names) => Promise<unknown>,
): Promise<void> {
  const { run } = reviewed;
  switch (reviewed.kind) {
    case 'done':
      return showRequester(desk, run);
    case 'waits':
      await say(
        words`Your yes has been recorded. Still missing: the yes of ${missingInWords(reviewed.wants)}.`,
        run.names,
      );
      return;
    case 'not_you': {
      const { says, rule } = reviewed.because;
      await say(words`${says} Your press has been recorded and changes nothing. (rule ${code(rule)})`, run.names);
      return;
    }
    case 'too_late':
      await say(words`This has been decided already. ${outcomeOfRun(desk.ports, run)}`, run.names);
  }
}

/** The requester's modal may still be open; the direct message comes in any case. */
async function showRequester({ ports, screen }: Desk, run: Run): Promise<void> {
  if (!run.viewId) return;
  const { title } = ports.catalogue.byMethod(run.operation);
  await screen.show(run.viewId, plainView(title, run.id, outcomeOfRun(ports, run), run.names)).catch(() => false);
}
