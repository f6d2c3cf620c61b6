import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';

import { outcomeOfRun } from '../../engine/outcome.js';
import type { Run } from '../../engine/run.js';
import { withdraw } from '../../engine/approvals/withdraw.js';
import { words } from '../../engine/words.js';
import type { Desk } from '../desk.js';
import { publishHome } from './home.js';
import { onRunPress, type Press } from './on-press.js';

/** Withdraw, wherever the requester has it: in the modal, in the direct message, and in their Home tab. */
export function listenToDecisions(app: App, desk: Desk, client: WebClient): void {
  onRunPress(app, desk, 'run.withdraw', async (press, run) => {
    if (!press.inHome) return takeBack(desk, press, run);
    // Whatever came of it, the tab shows how things stand now.
    await withdraw(desk.ports, run, press.by);
    return publishHome(desk, client, press.by);
  });
}

async function takeBack(desk: Desk, press: Press, run: Run): Promise<void> {
  const { ports, screen } = desk;
  if (press.by !== run.requester) return press.say(NOT_YOURS_TO_WITHDRAW, run.names);
  const withdrawn = await withdraw(ports, run, press.by);
  const now = withdrawn ?? (await ports.records.find(run.id)) ?? run;
  const says = outcomeOfRun(ports, now);
  if (withdrawn && press.view && (await screen.showResult(press.view.id, withdrawn, says))) return;
  return press.say(withdrawn ? says : words`It cannot be withdrawn any more. ${says}`, now.names);
}

const NOT_YOURS_TO_WITHDRAW = words`Only whoever asked for it can withdraw it. Nothing was changed.`;
