import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';

import { isObject } from '../../src/simulator/json.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { signatureOf } from './requests.js';

/*
 * Another implementation of Slack in front of the simulated one: it says as little as Slack's reference promises, null
 * where something is optional, and more where nobody asked. What works with it depends on no way of the simulator's own.
 */

export interface LeanSlack {
  /** Where the app finds the Web API. */
  readonly apiUrl: string;
  /** Where requests go in; the app gets them as another Slack would send them. */
  readonly deliverTo: (appUrl: string) => string;
  readonly stop: () => Promise<void>;
}

export async function leanSlack(slack: Simulator): Promise<LeanSlack> {
  let app = '';
  const api = createServer((request, response) => {
    void (async () => {
      const answer = await fetch(new URL(String(request.url).replace(/^\/api\//u, ''), slack.apiUrl), {
        method: 'POST',
        headers: {
          'content-type': request.headers['content-type'] ?? 'application/x-www-form-urlencoded',
          authorization: request.headers.authorization ?? '',
        },
        body: outgoing(String(await bodyOf(request))),
      });
      const method = String(request.url).slice('/api/'.length);
      const said: unknown = await answer.json();
      response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(isObject(said) ? lean(method, said) : said));
    })().catch(() => response.destroy());
  });
  const door = createServer((request, response) => {
    void (async () => {
      const contentType = request.headers['content-type'] ?? '';
      const raw = String(await bodyOf(request));
      const body = contentType.startsWith('application/json') ? raw : inbound(raw);
      const timestamp = String(Math.floor(Date.now() / 1000));
      const answer = await fetch(new URL(String(request.url), app), {
        method: 'POST',
        headers: {
          'content-type': contentType,
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': signatureOf(slack.signingSecret, timestamp, body),
        },
        body,
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
      response.end(await answer.text());
    })().catch(() => response.destroy());
  });
  const [apiPort, doorPort] = [await listening(api), await listening(door)];
  return {
    apiUrl: `http://127.0.0.1:${apiPort}/api/`,
    deliverTo: (appUrl) => {
      app = appUrl;
      return `http://127.0.0.1:${doorPort}`;
    },
    stop: async () => {
      for (const server of [api, door]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

type Json = Record<string, unknown>;

/** What of these answers Slack's reference promises; everything else is left out. */
const PROMISED: Record<string, (said: Json) => Json> = {
  'auth.test': ({ user_id, enterprise_id, team_id, is_enterprise_install }) => ({
    user_id,
    enterprise_id,
    team_id,
    is_enterprise_install,
    team: null,
  }),
  'views.open': ({ view }) => ({ view: { id: theirs(Object(view)['id']) } }),
  'users.info': ({ user }) => ({ user: leanUser(Object(user)) }),
  'admin.teams.list': ({ teams, ...rest }) => ({
    ...rest,
    teams: listOf(teams).map(({ id, name, primary_owner }) => ({ primary_owner, name, id })),
  }),
  'views.update': () => ({}),
  'views.publish': () => ({}),
  'chat.postMessage': ({ ts }) => ({ ts, message: null }),
  'chat.update': () => ({}),
  'conversations.open': ({ channel }) => ({ channel: { id: Object(channel)['id'] } }),
};

/** IDs of views are Slack's own affair: here they are longer and begin otherwise. */
const PREFIX = 'Modal-0123456789abcdef-';
const theirs = (id: unknown): string => `${PREFIX}${String(id)}`;
const outgoing = (body: string): string => body.replaceAll(PREFIX, '');

/** Without a profile, without the list of workspaces, and with everything in another order. */
function leanUser(user: Json): Json {
  const { enterprise_user: org, is_bot, is_restricted, is_ultra_restricted, deleted, name, real_name, id } = user;
  const { teams: _, ...known } = { ...Object(org) };
  const turned = Object.fromEntries(Object.entries(known).toReversed());
  const flags = { deleted, is_ultra_restricted, is_restricted, is_bot };
  return { ...(org ? { enterprise_user: turned } : {}), ...flags, name, real_name: real_name ?? null, id };
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map((each) => Object(each)) : []);

function lean(method: string, said: Json): Json {
  if (said['ok'] !== true) return { ok: false, error: said['error'], warning: null, brand_new_field: [1] };
  const promised = PROMISED[method]?.(said) ?? said;
  const { response_metadata: metadata, ...rest } = promised;
  const cursor = Object(metadata)['next_cursor'];
  return {
    ok: true,
    ...rest,
    ...(rest['next_cursor'] === '' ? { next_cursor: null } : {}),
    ...(cursor ? { response_metadata: { next_cursor: cursor } } : {}),
    brand_new_field: { of: 'a later Slack' },
  };
}

/** In an org install `team` is often null; deprecated tokens and domains are not sent by everybody. */
function inbound(body: string): string {
  const form = new URLSearchParams(body);
  for (const name of ['token', 'team_domain', 'enterprise_name', 'channel_name', 'user_name']) form.delete(name);
  const payload = form.get('payload');
  if (payload === null) {
    form.set('is_enterprise_install', 'true');
    for (const name of ['response_url', 'channel_id', 'api_app_id', 'team_id']) form.delete(name);
    if (form.get('text') === '') form.delete('text');
    return form.toString();
  }
  const sent: unknown = JSON.parse(payload);
  if (!isObject(sent)) return body;
  form.set(
    'payload',
    JSON.stringify({
      ...sent,
      ...('view' in sent ? { view: leanView(Object(sent['view'])) } : {}),
      token: undefined,
      api_app_id: undefined,
      response_urls: undefined,
      container: undefined,
      is_enterprise_install: true,
      team: null,
      user: { id: Object(sent['user'])['id'] },
      brand_new: null,
    }),
  );
  return form.toString();
}

/** A view as it comes back: what the app has to know of it, and no more. */
function leanView({ id, type, callback_id, private_metadata, state, blocks }: Json): Json {
  return { id: theirs(id), type, callback_id, private_metadata, state, blocks };
}
