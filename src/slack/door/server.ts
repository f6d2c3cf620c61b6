import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Whether the app could do its work now; `why` is for the operator. */
export interface Health {
  readonly ready: boolean;
  readonly why: Readonly<Record<string, string>>;
}

type Answers = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly slackEvents: Answers;
  /** The pages of an install, where the app is installed in the browser. */
  readonly install?: { begin: Answers; finish: Answers } | null;
  readonly health: () => Promise<Health>;
  /** What monitoring may read, with the token that it has to show; without one there is no such page. */
  readonly metrics?: MetricsPage | null;
  readonly onFault: (error: unknown) => void;
}

export interface MetricsPage {
  readonly token: string;
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

export interface RunningServer {
  /** The port it listens on; another one than asked for where that was 0. */
  readonly port: number;
  /** Takes no new requests and ends when the last one is answered, within five seconds. */
  close(): Promise<void>;
}

/** Somebody else listens there already; says where, and what can be done. */
export class PortTaken extends Error {
  constructor({ host, port }: Pick<ServerOptions, 'host' | 'port'>, cause: unknown) {
    super(
      `Port ${port} at ${host} is taken, perhaps by a Gridkeeper that still runs. Stop what listens there, or set PORT to another one; each process on a machine needs a port of its own.`,
      { cause },
    );
    this.name = 'PortTaken';
  }
}

/** Slack gives a request three seconds; a client that is slower than this to send its headers and body is not Slack. */
const REQUEST_TIMEOUT_MS = 15_000;

/**
 * The app's HTTP side: Slack's requests, and two questions that a load balancer asks.
 * @throws PortTaken
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    route(options, request, response).catch((error: unknown) => {
      options.onFault(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject('code' in error && error.code === 'EADDRINUSE' ? new PortTaken(options, error) : error),
    );
    server.listen(options.port, options.host, resolve);
  });
  return { port: portOf(server), close: () => close(server) };
}

async function route(options: ServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0];
  switch (`${request.method} ${path}`) {
    case 'POST /slack/events':
      return options.slackEvents(request, response);
    case 'GET /slack/install':
      return options.install?.begin(request, response) ?? answer(response, 404, NO_INSTALL);
    case 'GET /slack/oauth_redirect':
      return options.install?.finish(request, response) ?? answer(response, 404, NO_INSTALL);
    case 'GET /healthz':
      return answer(response, 200, { ok: true });
    case 'GET /readyz': {
      const { ready, why } = await options.health();
      return answer(response, ready ? 200 : 503, { ready, ...why });
    }
    case 'GET /metrics':
      return options.metrics ? metrics(options.metrics, request, response) : notFound(response);
    default:
      return notFound(response);
  }
}

const notFound = (response: ServerResponse): void => answer(response, 404, { error: 'not found' });

async function metrics(page: MetricsPage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isBearer(request.headers.authorization, page.token)) {
    response.setHeader('www-authenticate', 'Bearer');
    return answer(response, 401, { error: 'METRICS_TOKEN is wanted as a bearer token' });
  }
  response.writeHead(200, { 'content-type': page.contentType, 'cache-control': 'no-store' });
  response.end(await page.text());
}

/** Compared by digest, so that the time it takes tells nothing about the token. */
function isBearer(header: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

const NO_INSTALL = { error: 'this deployment has its tokens from SLACK_BOT_TOKEN and SLACK_ADMIN_TOKEN' };

function answer(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Longer than Slack waits for any answer. A request that was sent by half must not keep the process from ending. */
const CLOSE_WITHIN_MS = 5_000;

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const overdue = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
    server.close(() => {
      clearTimeout(overdue);
      resolve();
    });
    server.closeIdleConnections();
  });
}
