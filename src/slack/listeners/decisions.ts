import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { outcomeOfRun } from '../../engine/outcome.js';
import { withdraw } from '../../engine/withdraw.js';
import type { Desk } from '../desk.js';

/** Withdraw, in the requester's modal. */
export function listenToDecisions(app: App, desk: Desk): void {
  app.action<BlockAction<ButtonAction>>('run.withdraw', async ({ ack, body, action }) => {
    await ack();
    const run = await desk.ports.records.find(action.value ?? '');
    const withdrawn = run && (await withdraw(desk.ports, run, body.user.id));
    if (withdrawn && body.view) {
      await desk.screen.showResult(body.view.id, withdrawn, outcomeOfRun(desk.ports, withdrawn));
    }
  });
}
