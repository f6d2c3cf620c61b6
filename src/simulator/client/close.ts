import { presentView } from '../present/view.js';
import type { OpenView } from '../views/model.js';
import type { Actor, Client, Reply } from './client.js';
import { interaction, sendPayload } from './payload.js';

async function tellApp(client: Client, actor: Actor, view: OpenView, is_cleared: boolean): Promise<Reply> {
  if (!view.notify_on_close) return { ok: true, delivery: null };
  const shown = presentView(client.slack, view, view.values);
  const payload = { ...interaction(client, actor, 'view_closed'), view: shown, is_cleared };
  return { ok: true, delivery: await sendPayload(client, payload) };
}

/**
 * Closes the topmost modal, or with `clear_on_close` all of them. The app hears of it only for views with
 * `notify_on_close`: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed
 */
export async function closeView(client: Client, actor: Actor, view: OpenView): Promise<Reply> {
  const { views } = client.slack;
  const clear = view.clear_on_close;
  const closing = clear ? [...views.stack(view.person)].reverse() : [view];
  if (clear) views.clear(view.person);
  else views.close(view);
  const replies = await Promise.all(closing.map((each) => tellApp(client, actor, each, clear)));
  return replies.find((reply) => reply.delivery !== null) ?? { ok: true, delivery: null };
}
