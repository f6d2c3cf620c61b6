import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';

import type { Client } from '../client/client.js';
import { readJson } from '../http/read-json.js';
import { sendJson, sendText } from '../http/send.js';
import type { Route, Serve } from '../http/server.js';
import * as deeds from './deeds.js';
import { serveEvents } from './events.js';
import { pageMessages } from './messages.js';
import * as requests from './requests.js';
import { chosenViewer, pageState } from './state.js';

function query(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? '/', 'http://localhost').searchParams;
}

function only(method: string, serve: Serve): Serve {
  return (request, response) => {
    if (request.method === method) return serve(request, response);
    sendText(response, 405, `This takes ${method}.`);
    return undefined;
  };
}

/** One of the page's POSTs: read, done, answered. */
function doing<Schema extends z.ZodType>(
  client: Client,
  schema: Schema,
  deed: (client: Client, body: z.output<Schema>) => Promise<unknown>,
): Serve {
  return only('POST', async (request: IncomingMessage, response: ServerResponse) => {
    sendJson(response, 200, await deed(client, await readJson(request, schema)));
  });
}

/** The page's own HTTP API, `page/api.ts`. */
export function pageRoutes(client: Client): Route[] {
  const { slack } = client;
  const viewer = (request: IncomingMessage) =>
    chosenViewer(slack, query(request).get('as'), query(request).get('team'));
  return [
    {
      path: '/page/state',
      serve: only('GET', (request, response) =>
        sendJson(response, 200, pageState(slack, viewer(request), query(request).get('keep') === '1')),
      ),
    },
    {
      path: '/page/messages',
      serve: only('GET', (request, response) => {
        const wish = { channel: query(request).get('channel') ?? '', thread: query(request).get('thread') };
        sendJson(response, 200, pageMessages(slack, viewer(request).person, wish));
      }),
    },
    {
      path: '/page/events',
      serve: only('GET', (request, response) => serveEvents(slack, viewer(request), request, response)),
    },
    { path: '/page/message', serve: doing(client, requests.PostMessage, deeds.sayOrRun) },
    { path: '/page/read', serve: doing(client, requests.MarkRead, deeds.markRead) },
    { path: '/page/submit', serve: doing(client, requests.SubmitView, deeds.submit) },
    { path: '/page/close', serve: doing(client, requests.CloseView, deeds.close) },
    { path: '/page/action', serve: doing(client, requests.PressAction, deeds.pressAction) },
    { path: '/page/options', serve: doing(client, requests.AskOptions, deeds.options) },
    { path: '/page/home', serve: doing(client, requests.OpenHome, deeds.home) },
    { path: '/page/shortcut', serve: doing(client, requests.RunShortcut, deeds.shortcut) },
  ];
}
