import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { LogLevel, WebClient, type Logger } from '@slack/web-api';

type Json = Readonly<Record<string, unknown>>;
type Args = Readonly<Record<string, string>>;

/** How Slack takes a call: an answer as JSON, or anything that can be done to a response. */
export type Answer = Json | ((args: Args, response: ServerResponse, request: IncomingMessage) => Json | void);

export interface SlackApi {
  /** With the slash at the end, as `slackApiUrl` takes it. */
  readonly url: string;
  /** Every call that arrived, oldest first, without its token. */
  readonly calls: { readonly method: string; readonly args: Args }[];
  /** Answers by method; changed at any time. A list is used up one by one, its last one stays. */
  answers: Record<string, Answer | Answer[]>;
  /** A client without retries and with no logger of its own. */
  readonly client: WebClient;
  readonly stop: () => Promise<void>;
}

export const SILENT: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  setName: () => undefined,
  getLevel: () => LogLevel.ERROR,
};

/** Slack's own client, set up as the app's are: no retries, and a time limit. */
export function clientOf(slackApiUrl: string, timeout = 2_000): WebClient {
  const shared = { slackApiUrl, timeout, logger: SILENT };
  return new WebClient('xoxp-a-token', { ...shared, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });
}

/** A Web API on 127.0.0.1 that answers as it is told: for answers that Slack gives only when something is wrong. */
export async function answeredBy(answers: SlackApi['answers']): Promise<SlackApi> {
  const calls: SlackApi['calls'] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(Buffer.from(chunk));
    const method = (request.url ?? '').slice('/api/'.length);
    const args = Object.fromEntries(new URLSearchParams(Buffer.concat(body).toString()));
    calls.push({ method, args });
    const told = next(api.answers, method);
    const said = typeof told === 'function' ? told(args, response, request) : told;
    if (response.writableEnded || response.destroyed || said === undefined) return;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}/api/`;
  const api: SlackApi = {
    url,
    calls,
    answers,
    client: clientOf(url),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return api;
}

function next(answers: SlackApi['answers'], method: string): Answer {
  const told = answers[method];
  if (!Array.isArray(told)) return told ?? { ok: false, error: 'unknown_method' };
  return (told.length > 1 ? told.shift() : told[0]) ?? { ok: false, error: 'unknown_method' };
}
