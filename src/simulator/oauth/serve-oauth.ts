import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';

import type { Client } from '../client/client.js';
import { readBody } from '../http/read-body.js';
import { sendText } from '../http/send.js';
import type { Ground } from '../tokens.js';
import { authorizePage } from './authorize-page.js';

const Asked = z.object({
  client_id: z.string(),
  scope: z.string().default(''),
  user_scope: z.string().default(''),
  state: z.string().default(''),
  redirect_uri: z.string().default(''),
});

const Answer = Asked.extend({
  person: z.string(),
  ground: z.string(),
  answer: z.enum(['allow', 'cancel']),
});

/** `/oauth/v2/authorize`: the page (GET), and what is chosen on it (POST), which leads back to the app. */
export async function serveAuthorize(
  client: Client,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { slack } = client;
  if (request.method === 'GET') {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const asked = Asked.safeParse(Object.fromEntries(query));
    const problem = asked.success ? problemWith(client, asked.data) : 'client_id is missing.';
    if (!asked.success || problem !== null) return sendText(response, 400, `Slack cannot install this: ${problem}`);
    const page = authorizePage(slack.manifest, slack.org, asked.data);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
    return undefined;
  }
  const form = new URLSearchParams((await readBody(request)).toString('utf8'));
  const chosen = Answer.safeParse(Object.fromEntries(form));
  if (!chosen.success) return sendText(response, 400, 'This is not what the page sends.');
  const problem = problemWith(client, chosen.data);
  const back = addressOfApp(client, chosen.data.redirect_uri);
  if (problem !== null || back === null) return sendText(response, 400, `Slack cannot install this: ${problem}`);
  const { answer, person, ground, state, scope, user_scope } = chosen.data;
  if (answer === 'cancel') back.searchParams.set('error', 'access_denied');
  else {
    const scopes = { bot: listed(scope), user: listed(user_scope) };
    back.searchParams.set('code', slack.oauth.agree({ person, ground: groundOf(ground), scopes }));
  }
  back.searchParams.set('state', state);
  response.writeHead(302, { location: back.href }).end();
  return undefined;
}

function problemWith(client: Client, { client_id, redirect_uri }: z.infer<typeof Asked>): string | null {
  if (client_id !== client.slack.oauth.client.id) return 'invalid_client_id';
  return addressOfApp(client, redirect_uri) ? null : 'bad_redirect_uri';
}

/** Where the app is, at one of the paths of the manifest's redirect URLs. */
function addressOfApp({ slack, app }: Client, asked: string): URL | null {
  const { redirects } = slack.manifest.paths;
  const path = asked === '' ? redirects[0] : URL.canParse(asked) ? new URL(asked).pathname : undefined;
  if (path === undefined || !redirects.includes(path) || app.appUrl === null) return null;
  return new URL(path, app.appUrl);
}

const listed = (scopes: string): string[] => scopes.split(/[ ,]+/).filter((scope) => scope !== '');

function groundOf(chosen: string): Ground {
  if (chosen === 'org' || chosen === 'elsewhere') return { kind: chosen };
  return { kind: 'workspace', team: chosen };
}
