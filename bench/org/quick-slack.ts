import { EventEmitter, once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';

import { post } from '../../src/simulator/delivery/post.js';

/*
 * A Slack that answers at once what a command needs until its form stands, so that the app is measured and not whoever
 * plays Slack; everything else it passes on to the simulated one behind it.
 */

/** What became of one command, in milliseconds of this process's clock. */
export interface Seen {
  opened: number | null;
  /** Settles when the view has been updated for the first time: the form stands. */
  readonly stands: Promise<number>;
}

export interface QuickSlack {
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  /** Begins to watch a command that is about to be sent. */
  expect(trigger: string): Seen;
  stop(): Promise<void>;
}

interface Expected extends Seen {
  readonly form: (at: number) => unknown;
}

/** What the IDs of its own views begin with. */
const OWN_VIEW = 'V0BENCH';

export async function quickSlack(behind: string): Promise<QuickSlack> {
  const byTrigger = new Map<string, Expected>();
  const byView = new Map<string, Expected>();
  const people = new Map<string, Promise<string>>();
  let views = 0;

  const answers: Record<string, (sent: Sent) => string | Promise<string>> = {
    'views.open': (sent) => {
      const trigger = sent.args.get('trigger_id') ?? '';
      const expected = byTrigger.get(trigger);
      if (!expected) return askBehind(behind, sent);
      byTrigger.delete(trigger);
      expected.opened = performance.now();
      views += 1;
      const id = `${OWN_VIEW}${views}`;
      byView.set(id, expected);
      return JSON.stringify({ ok: true, view: { id, hash: '1.a' } });
    },
    'views.update': (sent) => {
      const id = sent.args.get('view_id') ?? '';
      if (!id.startsWith(OWN_VIEW)) return askBehind(behind, sent);
      byView.get(id)?.form(performance.now());
      byView.delete(id);
      return JSON.stringify({ ok: true, view: { id, hash: '2.b' } });
    },
    'users.info': (sent) => {
      const person = sent.args.get('user') ?? '';
      const known = people.get(person) ?? askBehind(behind, sent);
      people.set(person, known);
      return known;
    },
  };
  const server = createServer((request, response) => {
    const method = request.url?.split('/').at(-1) ?? '';
    const answer = answers[method];
    if (answer) void answered(request, response, answer);
    else pass(request, response, behind);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    expect: (trigger) => {
      const updated = new EventEmitter();
      const stands = once(updated, 'form').then(([at]) => Number(at));
      const seen: Expected = { opened: null, stands, form: (at) => updated.emit('form', at) };
      byTrigger.set(trigger, seen);
      return seen;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A call as it came in. */
interface Sent {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly args: URLSearchParams;
}

async function answered(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (sent: Sent) => string | Promise<string>,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts).toString('utf8');
  const { authorization = '', 'content-type': type = '' } = request.headers;
  const headers = { authorization, 'content-type': type };
  const text = await answer({ path: request.url ?? '', headers, body, args: new URLSearchParams(body) });
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(text);
}

async function askBehind(behind: string, { path, headers, body }: Sent): Promise<string> {
  const outcome = await post({ url: new URL(path, behind).href, headers, body }, 10_000);
  if (outcome.kind !== 'answered') throw new Error(`The simulated Slack did not answer ${path}.`);
  return outcome.body;
}

function pass(request: IncomingMessage, response: ServerResponse, behind: string): void {
  const { method, headers } = request;
  const onward = httpRequest(new URL(request.url ?? '/', behind), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
