import type { App, SlashCommand } from '@slack/bolt';

import type { AnyOperation } from '../../engine/operation.js';
import { words } from '../../engine/words.js';
import { helpText, prefixed } from '../../forms/help.js';
import { attend, tell, type Audience } from '../screens/audience.js';
import type { Desk } from '../desk.js';
import { openLoading, startRun } from '../start-run.js';

/** Slash commands: one per operation that has one. */
export function listenToCommands(app: App, desk: Desk): void {
  for (const operation of desk.ports.catalogue.all) {
    if (!operation.command) continue;
    app.command(prefixed(operation.command, desk.commandPrefix), async ({ command: sent, ack, respond }) => {
      // Slack always sends a text, if an empty one; not everything that speaks like Slack does.
      const command = { ...sent, text: sent.text ?? '' };
      if (command.text.trim().toLowerCase() === 'help') {
        await ack({ response_type: 'ephemeral', text: helpText(operation, command.command) });
        return;
      }
      await ack();
      const audience = audienceOf(command, respond);
      await attend(desk, audience, () => begin(desk, operation, command, audience));
    });
  }
}

/** Answers a command where it was typed, to whoever typed it. */
export type Respond = (message: { response_type: 'ephemeral'; text: string }) => Promise<unknown>;

/** Whoever typed a command, before they have a modal. */
export function audienceOf({ user_id: person }: SlashCommand, respond: Respond): Audience {
  return { person, modal: null, reply: (text) => respond({ response_type: 'ephemeral', text }) };
}

async function begin(desk: Desk, operation: AnyOperation, command: SlashCommand, audience: Audience): Promise<void> {
  const { trigger_id: triggerId, user_id: requester, text } = command;
  const run = desk.newId();
  const viewId = await openLoading(desk, {
    triggerId,
    title: operation.title,
    run,
    operation,
    tell: (says) => tell(desk, audience, words`${says} Type ${command.command} again.`),
  });
  if (viewId === null) return;
  await startRun(desk, operation, { run, requester, origin: triggerId, viewId, text });
}
