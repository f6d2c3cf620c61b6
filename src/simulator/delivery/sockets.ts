import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';

import type { JsonObject } from '../json.js';
import { isObject, parseJson } from '../json.js';
import { Refusal } from '../refusal.js';
import type { Outcome, Posted } from './post.js';

const Answer = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

/** Slack closes connections of one app beyond so many. */
const mostConnections = 10;

/**
 * Slack's side of Socket Mode: connections that the app opens, and envelopes that go over any one of them.
 * https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export class Sockets {
  /** What opens connections; null without Socket Mode. */
  readonly appToken: string | null;
  #tickets = new Set<string>();
  #open: WebSocket[] = [];
  #waiting = new Map<string, (payload: unknown) => void>();
  #server = new WebSocketServer({ noServer: true });

  constructor(appToken: string | null) {
    this.appToken = appToken;
  }

  /** https://docs.slack.dev/reference/methods/apps.connections.open: an address that is good once. */
  address(token: string | undefined, simulator: string): JsonObject {
    if (token === undefined || token === '') throw new Refusal('not_authed');
    if (token !== this.appToken) throw new Refusal('invalid_auth');
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return { url: `${simulator.replace(/^http/, 'ws')}/link/?ticket=${ticket}` };
  }

  /** Somebody comes to such an address. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const ticket = searchParams.get('ticket') ?? '';
    if (pathname !== '/link/' || !this.#tickets.delete(ticket)) {
      socket.destroy();
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#greet(opened));
  }

  /** Sends what a request would have carried, and waits `patience` milliseconds for the answer. */
  async deliver(posted: Posted, patience: number): Promise<Outcome> {
    const socket = this.#open.shift();
    if (!socket) return { kind: 'unreachable', reason: 'no app is connected' };
    // Each payload goes to one connection: the next one to another.
    this.#open.push(socket);
    const envelope = { envelope_id: randomUUID(), ...envelopeOf(posted) };
    return new Promise((resolve) => {
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer);
        this.#waiting.delete(envelope.envelope_id);
        socket.off('close', broken);
        resolve(outcome);
      };
      const broken = (): void => settle({ kind: 'unreachable', reason: 'the connection broke' });
      const timer = setTimeout(() => settle({ kind: 'timeout' }), patience);
      socket.once('close', broken);
      this.#waiting.set(envelope.envelope_id, (payload) => settle(answered(payload)));
      socket.send(JSON.stringify(envelope));
    });
  }

  /** Tells the app that its connections are to be replaced; nothing more goes over them. */
  refresh(): void {
    for (const socket of this.#open.splice(0)) goodbye(socket, 'refresh_requested');
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #greet(socket: WebSocket): void {
    socket.on('close', () => (this.#open = this.#open.filter((other) => other !== socket)));
    socket.on('message', (data: Buffer) => {
      const answer = Answer.safeParse(parseJson(data.toString()));
      if (answer.success) this.#waiting.get(answer.data.envelope_id)?.(answer.data.payload);
    });
    if (this.#open.length >= mostConnections) {
      goodbye(socket, 'too_many_websockets');
      return;
    }
    this.#open.push(socket);
    socket.send(JSON.stringify({ type: 'hello', num_connections: this.#open.length }));
  }
}

function goodbye(socket: WebSocket, reason: string): void {
  socket.send(JSON.stringify({ type: 'disconnect', reason }));
}

function envelopeOf({ headers, body }: Posted): JsonObject {
  if (headers['content-type'] === 'application/json') {
    const attempt = headers['x-slack-retry-num'];
    const retry = { retry_attempt: Number(attempt), retry_reason: headers['x-slack-retry-reason'] };
    const payload = parseJson(body);
    return { type: 'events_api', payload, accepts_response_payload: false, ...(attempt === undefined ? {} : retry) };
  }
  const form = new URLSearchParams(body);
  const interaction = form.get('payload');
  return interaction === null
    ? { type: 'slash_commands', payload: Object.fromEntries(form), accepts_response_payload: true }
    : { type: 'interactive', payload: parseJson(interaction), accepts_response_payload: true };
}

/** An answer looks to the rest of the simulator like that to a request. */
function answered(payload: unknown): Outcome {
  const says = isObject(payload) && Object.keys(payload).length > 0;
  const headers: Record<string, string> = says ? { 'content-type': 'application/json' } : {};
  return { kind: 'answered', status: 200, headers, body: says ? JSON.stringify(payload) : '' };
}
