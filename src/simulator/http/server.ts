import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

import { Refusal } from '../refusal.js';
import { turnedAway } from './local-only.js';
import { sendJson, sendText } from './send.js';

/** Answers one request; what it throws becomes an error answer. */
export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Takes over a connection that is to become a WebSocket. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A path (or with a trailing slash everything below it) and who answers there. */
export interface Route {
  path: string;
  serve: Serve;
}

function routeFor(routes: readonly Route[], path: string): Route | undefined {
  return routes.find((route) =>
    route.path.endsWith('/') && route.path !== '/' ? path.startsWith(route.path) : path === route.path,
  );
}

async function answer(routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = turnedAway(request.headers, request.method ?? 'GET');
  if (refused !== null) {
    sendText(response, 403, refused);
    return;
  }
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const route = routeFor(routes, pathname);
  if (!route) {
    sendText(response, 404, 'There is nothing here.');
    return;
  }
  await route.serve(request, response);
}

function onError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof Refusal) sendJson(response, 400, { ok: false, error: error.code, ...error.extra });
  else sendText(response, 500, error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** One HTTP server for the Web API, the page and the control, on a loopback address. */
export class HttpServer {
  #server: Server;

  constructor(routes: readonly Route[], upgrade: Upgrade = (_, socket) => socket.destroy()) {
    this.#server = createServer((request, response) => {
      answer(routes, request, response).catch((error: unknown) => onError(response, error));
    });
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (turnedAway(request.headers, 'GET') === null) upgrade(request, socket, head);
      else socket.destroy();
    });
    // Longer than clients keep a connection they do not use, so that none is closed under a request.
    this.#server.keepAliveTimeout = 30_000;
  }

  /** Resolves with the port; rejects when it is taken. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        const address: AddressInfo | string | null = this.#server.address();
        resolve(address !== null && typeof address === 'object' ? address.port : port);
      });
    });
  }

  /** Ends at once, event streams and open connections included. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
