import type { Client } from '../client/client.js';
import { sendOrgEvent } from '../client/events.js';

/** Somebody takes the app off the organisation: no token opens anything from now on, and the app is told, twice. */
export async function uninstall(client: Client): Promise<void> {
  const { users, bots } = client.slack.oauth.uninstall();
  await sendOrgEvent(client, { type: 'tokens_revoked', tokens: { oauth: users, bot: bots } });
  await sendOrgEvent(client, { type: 'app_uninstalled' });
}
