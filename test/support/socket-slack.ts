import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { WebSocketServer, type WebSocket } from 'ws';

import { isObject } from '../../src/simulator/json.js';
import type { Simulator } from '../../src/simulator/simulator.js';

/*
 * Slack's side of Socket Mode as its documentation describes it (docs.slack.dev/apis/events-api/using-socket-mode), written
 * for these tests and sharing nothing with the simulator's own. Who types and clicks is the simulated Slack: what it would
 * send over HTTP goes out as an envelope here, and the answer back.
 */

/** An envelope that went out, and everything that came back for it. */
export interface Sent {
  readonly id: string;
  readonly type: string;
  readonly payload: unknown;
  /** How often it was sent: more than once where a connection broke before it was answered. */
  times: number;
  readonly answers: unknown[];
}

export class SocketSlack {
  /** Where the app finds the Web API. */
  apiUrl = '';
  /** Where the simulated Slack sends its requests. */
  door = '';
  readonly sent: Sent[] = [];
  /** What `apps.connections.open` says in place of an address. */
  refusal: { readonly status: number; readonly error: string } | null = null;
  /** How long it takes to say anything. */
  opensAfterMs = 0;
  /** How long Slack takes to greet, or `null` where it never does. */
  greetsAfterMs: number | null = 0;
  opened = 0;
  readonly #token: string;
  readonly #slack: Simulator;
  readonly #tickets = new Set<string>();
  readonly #sockets = new Set<WebSocket>();
  readonly #greeted = new Set<WebSocket>();
  readonly #frozen = new Set<WebSocket>();
  readonly #waiting = new Map<string, (answer: unknown) => void>();
  readonly #wss = new WebSocketServer({ noServer: true });
  readonly #api = createServer((request, response) => {
    void this.#call(request).then(
      ({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(body),
      () => response.destroy(),
    );
  });
  readonly #front = createServer((request, response) => {
    void this.#relay(request).then(
      (answer) => response.writeHead(answer === null ? 504 : 200).end(answer ?? ''),
      () => response.destroy(),
    );
  });
  #next = 0;

  private constructor(slack: Simulator, token: string) {
    this.#slack = slack;
    this.#token = token;
    this.#api.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
      if (!this.#tickets.delete(ticket)) return socket.destroy();
      this.#wss.handleUpgrade(request, socket, head, (opened) => void this.#welcome(opened));
      return undefined;
    });
  }

  static async start(slack: Simulator, token: string): Promise<SocketSlack> {
    const one = new SocketSlack(slack, token);
    for (const server of [one.#api, one.#front]) await once(server.listen(0, '127.0.0.1'), 'listening');
    const at = (server: Server): string => {
      const address = server.address();
      return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    };
    one.apiUrl = `http://${at(one.#api)}/api/`;
    one.door = `http://${at(one.#front)}`;
    return one;
  }

  /** Connections that something could be sent over. */
  get connections(): number {
    return this.#greeted.size;
  }

  /** Connections that are not closed, whatever was said over them. */
  get sockets(): number {
    return this.#sockets.size;
  }

  /** Says over the oldest connection that it is to be replaced; nothing is sent over it any more. */
  refresh(reason = 'refresh_requested'): void {
    const [oldest] = this.#greeted;
    if (!oldest) return;
    this.#greeted.delete(oldest);
    oldest.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-1' } }));
  }

  /** Breaks connections without a word. */
  drop(howMany = 1): void {
    for (const socket of [...this.#greeted].slice(0, howMany)) {
      this.#greeted.delete(socket);
      socket.terminate();
    }
  }

  /** Hears nothing more over the connections that there are, not even a goodbye. */
  freeze(): void {
    for (const socket of this.#sockets) {
      socket.pause();
      this.#frozen.add(socket);
    }
    this.#sockets.clear();
    this.#greeted.clear();
  }

  /** Says anything at all, over every connection. */
  say(text: string | Buffer): void {
    for (const socket of this.#greeted) socket.send(text);
  }

  /** Sends an envelope and waits for its answer, again and elsewhere where the connection breaks; `null` after 3 s. */
  async send(type: string, payload: unknown, known: Partial<Pick<Sent, 'id'>> = {}): Promise<unknown> {
    const sent: Sent = { id: known.id ?? randomUUID(), type, payload, times: 0, answers: [] };
    this.sent.push(sent);
    const until = Date.now() + 3_000;
    const answer = new Promise<unknown>((resolve) => {
      this.#waiting.set(sent.id, (said) => {
        sent.answers.push(said);
        resolve(said);
      });
    });
    let socket: WebSocket | null = null;
    for (;;) {
      const left = until - Date.now();
      if (left <= 0) return null;
      if (!socket || socket.readyState !== socket.OPEN) {
        socket = this.#any();
        if (socket) this.#put(socket, sent);
      }
      const answered = await Promise.race([answer.then((said) => ({ said })), sleep(10).then(() => null)]);
      if (answered) return answered.said;
    }
  }

  #put(socket: WebSocket, sent: Sent): void {
    sent.times += 1;
    const retry = sent.times > 1 ? { retry_attempt: sent.times - 1, retry_reason: 'timeout' } : {};
    socket.send(
      JSON.stringify({
        envelope_id: sent.id,
        type: sent.type,
        payload: sent.payload,
        accepts_response_payload: true,
        ...retry,
      }),
    );
  }

  /** Each payload goes to any one of the connections. */
  #any(): WebSocket | null {
    const all = [...this.#greeted];
    this.#next += 1;
    return all[this.#next % Math.max(all.length, 1)] ?? null;
  }

  async #welcome(socket: WebSocket): Promise<void> {
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#greeted.delete(socket);
    });
    socket.on('message', (data: Buffer) => {
      const said: unknown = JSON.parse(data.toString());
      if (isObject(said)) this.#waiting.get(String(said['envelope_id']))?.(said['payload'] ?? {});
    });
    if (this.greetsAfterMs === null) return;
    await sleep(this.greetsAfterMs);
    if (socket.readyState !== socket.OPEN) return;
    this.opened += 1;
    this.#greeted.add(socket);
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: this.#greeted.size, connection_info: { app_id: 'A' } }),
    );
  }

  async #call(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const method = String(request.url).slice('/api/'.length);
    const sent = await bodyOf(request);
    if (method === 'apps.connections.open') return this.#address(request.headers.authorization);
    const answer = await fetch(new URL(method, this.#slack.apiUrl), {
      method: 'POST',
      headers: {
        'content-type': request.headers['content-type'] ?? 'application/x-www-form-urlencoded',
        authorization: request.headers.authorization ?? '',
      },
      body: sent,
    });
    return { status: answer.status, body: await answer.text() };
  }

  async #address(authorization = ''): Promise<{ status: number; body: string }> {
    await sleep(this.opensAfterMs);
    if (this.refusal) {
      const { status, error } = this.refusal;
      return { status, body: JSON.stringify({ ok: false, error }) };
    }
    if (authorization !== `Bearer ${this.#token}`) {
      return { status: 200, body: JSON.stringify({ ok: false, error: 'invalid_auth' }) };
    }
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    const url = `${this.apiUrl.replace('http:', 'ws:').replace('/api/', '/link')}/?ticket=${ticket}&app_id=A`;
    return { status: 200, body: JSON.stringify({ ok: true, url }) };
  }

  async #relay(request: IncomingMessage): Promise<string | null> {
    const raw = String(await bodyOf(request));
    const form = new URLSearchParams(raw);
    const payload = form.get('payload');
    const [type, body]: [string, unknown] = raw.startsWith('{')
      ? ['events_api', JSON.parse(raw)]
      : payload === null
        ? ['slash_commands', Object.fromEntries(form)]
        : ['interactive', JSON.parse(payload)];
    const answer = await this.send(type, body);
    if (answer === null) return null;
    return isObject(answer) && Object.keys(answer).length > 0 ? JSON.stringify(answer) : '';
  }

  async stop(): Promise<void> {
    for (const socket of [...this.#sockets, ...this.#frozen]) socket.terminate();
    this.#wss.close();
    for (const server of [this.#api, this.#front]) {
      server.closeAllConnections();
      server.close();
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
