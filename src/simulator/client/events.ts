import type { Delivery } from '../delivery/app-link.js';
import type { JsonObject } from '../json.js';
import { presentView } from '../present/view.js';
import type { Actor, Client, Reply } from './client.js';
import { verificationToken } from './payload.js';

/** The envelope of the Events API: https://docs.slack.dev/apis/events-api#event-type-structure */
function envelope({ slack }: Client, team: string | null, event: JsonObject): JsonObject {
  const { org } = slack;
  return {
    token: verificationToken,
    team_id: team,
    enterprise_id: org.id,
    api_app_id: org.bot.app_id,
    event,
    type: 'event_callback',
    event_id: slack.ids.next('Ev'),
    event_time: Math.floor(slack.clock() / 1000),
    authorizations: [
      { enterprise_id: org.id, team_id: null, user_id: org.bot.user_id, is_bot: true, is_enterprise_install: true },
    ],
    is_ext_shared_channel: false,
  };
}

function failure({ outcome }: Delivery): string | null {
  if (outcome.kind === 'timeout') return 'http_timeout';
  if (outcome.kind === 'unreachable') return 'connection_failed';
  return outcome.status >= 200 && outcome.status < 300 ? null : 'http_error';
}

/**
 * Sends an event, and once more at once when the app did not take it. (Slack would try again after one and after five
 * minutes too; the simulator does not.) `X-Slack-No-Retry: 1` stops that.
 */
async function sendEvent(client: Client, team: string | null, event: JsonObject): Promise<Delivery> {
  const body = JSON.stringify(envelope(client, team, event));
  const wish = { kind: 'event', path: client.slack.manifest.paths.events, contentType: 'application/json', body };
  const first = await client.app.send(wish);
  const reason = failure(first);
  const stop = first.outcome.kind === 'answered' && first.outcome.headers['x-slack-no-retry'] === '1';
  if (reason === null || stop) return first;
  return client.app.send({ ...wish, headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': reason } });
}

/** Opens the app's Home tab: https://docs.slack.dev/reference/events/app_home_opened */
export async function openHome(client: Client, actor: Actor): Promise<Reply> {
  const { slack } = client;
  if (!slack.manifest.events.includes('app_home_opened')) return { ok: true, delivery: null };
  const { id } = actor.person;
  const channel = slack.openDirectMessage(id);
  const home = slack.views.home(id);
  const event = {
    type: 'app_home_opened',
    user: id,
    channel: channel.id,
    tab: 'home',
    event_ts: slack.timestamp(),
    // The first time there is no view yet.
    ...(home ? { view: presentView(slack, home, home.values) } : {}),
  };
  return { ok: true, delivery: await sendEvent(client, actor.team, event) };
}

/** An event about the organisation as a whole; nothing is sent where the manifest does not subscribe to it. */
export async function sendOrgEvent(client: Client, event: JsonObject): Promise<Delivery | null> {
  if (!client.slack.manifest.events.includes(String(event['type']))) return null;
  return sendEvent(client, null, { ...event, event_ts: client.slack.timestamp() });
}
