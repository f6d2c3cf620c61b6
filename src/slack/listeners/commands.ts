import type { App, SlashCommand } from '@slack/bolt';

import { authorise } from '../../engine/authorise.js';
import { OPEN_FOR_MS } from '../../engine/keep-plan.js';
import type { AnyOperation } from '../../engine/operation.js';
import { isSlackError } from '../../engine/slack-errors.js';
import { toMrkdwn, words } from '../../engine/words.js';
import { formView } from '../../forms/form-view.js';
import { helpText } from '../../forms/help.js';
import { prefill, typedPerson } from '../../forms/prefill.js';
import { loadingView, plainView, refusalView } from '../../forms/run-views.js';
import { choiceOf } from '../choices.js';
import { apology, reading, type Desk } from '../desk.js';

/** Slash commands: one per operation that has one. */
export function listenToCommands(app: App, desk: Desk): void {
  for (const operation of desk.ports.catalogue.all) {
    if (!operation.command) continue;
    app.command(`/${desk.commandPrefix}${operation.command.slice(1)}`, async ({ command: sent, ack, respond }) => {
      // Slack always sends a text, if an empty one; not everything that speaks like Slack does.
      const command = { ...sent, text: sent.text ?? '' };
      if (command.text.trim().toLowerCase() === 'help') {
        await ack({ response_type: 'ephemeral', text: helpText(operation, command.command) });
        return;
      }
      await ack();
      await desk.jobs.run(() => begin(desk, operation, command, respond));
    });
  }
}

type Respond = (message: { response_type: 'ephemeral'; text: string }) => Promise<unknown>;

/** The trigger lives three seconds, so the modal is opened before anything is looked up or stored. */
async function begin(desk: Desk, operation: AnyOperation, command: SlashCommand, respond: Respond): Promise<void> {
  const run = desk.newId();
  const viewId = await openModal(desk, operation, { run, command, respond });
  if (viewId === null) return;
  try {
    await proceed(desk, operation, { run, command, viewId });
  } catch (error) {
    await desk.screen.show(viewId, plainView(operation.title, run, apology(desk, operation, error)));
  }
}

async function openModal(
  desk: Desk,
  operation: AnyOperation,
  { run, command, respond }: { run: string; command: SlashCommand; respond: Respond },
): Promise<string | null> {
  try {
    return await desk.screen.open(command.trigger_id, loadingView(operation.title, run));
  } catch (error) {
    if (!isSlackError(error)) throw error;
    const says = words`The form could not be opened. ${apology(desk, operation, error)} Type ${command.command} again.`;
    await respond({ response_type: 'ephemeral', text: toMrkdwn(says, {}) });
    return null;
  }
}

async function proceed(
  desk: Desk,
  operation: AnyOperation,
  { run: id, command, viewId }: { run: string; command: SlashCommand; viewId: string },
): Promise<void> {
  const { ports, screen } = desk;
  const now = ports.clock.now();
  const newRun = { id, operation: operation.method, requester: command.user_id, origin: command.trigger_id, viewId };
  if (!(await ports.records.open(newRun, now, new Date(now.getTime() + OPEN_FOR_MS)))) return;
  const run = await ports.records.find(id);
  if (!run) return;

  if (command.text.trim() !== '') await namesRead(ports);
  const subject = typedPerson(command.text, operation.fields, ports);
  const gate = await reading(desk, { viewId, title: operation.title, run: id }, () => authorise(ports, run, subject));
  if (!gate.open) {
    if (gate.because) await screen.show(viewId, refusalView(operation, id, gate.because, gate.names));
    return;
  }
  const { values, notes } = prefill(command.text, operation.fields, ports);
  const form = formView(operation, { run: id, step: run.step, values, notes, optionFor: choiceOf(ports) });
  await screen.show(viewId, form);
}

/** As long as somebody who typed a name waits for the very first copy of the organisation, which is being read. */
const WAIT_FOR_NAMES_MS = 5_000;

async function namesRead({ directory, clock }: Desk['ports']): Promise<void> {
  if (directory.freshness('people') && directory.freshness('workspaces')) return;
  await Promise.race([directory.read('people', 'workspaces'), clock.sleep(WAIT_FOR_NAMES_MS)]);
}
