import type { Actor, Client, Reply } from './client.js';
import { failed, trouble } from './client.js';
import { interaction, sendPayload } from './payload.js';

/** Runs a global shortcut: https://docs.slack.dev/interactivity/implementing-shortcuts */
export async function runShortcut(client: Client, actor: Actor, callback_id: string): Promise<Reply> {
  const { slack } = client;
  const known = slack.manifest.shortcuts.find((each) => each.callback_id === callback_id && each.type === 'global');
  if (!known) return failed(client, actor, `There is no shortcut called ${callback_id}.`, null);
  const trigger = { person: actor.person.id, team: actor.team, view_id: null };
  const delivery = await sendPayload(client, {
    ...interaction(client, actor, 'shortcut'),
    callback_id,
    action_ts: slack.timestamp(),
    trigger_id: slack.triggers.issue(trigger),
  });
  const { outcome } = delivery;
  const taken = outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300;
  return taken ? { ok: true, delivery } : failed(client, actor, trouble, delivery);
}
