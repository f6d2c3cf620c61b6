import type { Client } from '../client/client.js';
import { sendJson, sendText } from '../http/send.js';
import type { Route } from '../http/server.js';
import { uninstall } from '../oauth/uninstall.js';
import type { AppInstall } from '../page/control-api.js';

/** Who has installed the app, and where that begins; null where it was there beforehand. */
function installOf({ slack, app }: Client): AppInstall | null {
  if (slack.preinstalled) return null;
  const installers = slack.oauth.installers.map((id) => slack.org.person(id).real_name);
  return { url: new URL('/slack/install', app.appUrl ?? slack.address).href, installers };
}

/** `GET /control/install`, and `DELETE` to take the app off the organisation. */
export function installRoutes(client: Client): Route[] {
  return [
    {
      path: '/control/install',
      async serve(request, response) {
        if (request.method === 'DELETE') await uninstall(client);
        else if (request.method !== 'GET') return sendText(response, 405, 'This takes GET or DELETE.');
        return sendJson(response, 200, { install: installOf(client) });
      },
    },
  ];
}
