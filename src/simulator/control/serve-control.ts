import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';

import type { Client } from '../client/client.js';
import { readJson } from '../http/read-json.js';
import { sendJson, sendText } from '../http/send.js';
import type { Route } from '../http/server.js';
import type { KnownMethod } from '../page/control-api.js';
import { coverage } from '../web-api/coverage.js';
import { commonErrors, documentedErrors } from '../web-api/documented-errors.js';
import { ChangePerson, changePerson } from './change-person.js';

const NewFault = z.strictObject({
  method: z.string().min(1),
  fault: z.enum(['error', 'warning', 'rate_limited', 'http_500', 'html', 'slow', 'reset', 'reply_lost']),
  error: z.string().exactOptional(),
  body: z.record(z.string(), z.unknown()).exactOptional(),
  effect: z.enum(['none', 'partial', 'whole']).exactOptional(),
  warnings: z.array(z.string()).min(1).exactOptional(),
  retry_after: z.number().min(0).exactOptional(),
  delay_ms: z.number().min(0).exactOptional(),
  times: z.int().min(1).exactOptional(),
});

/** Whether calls are held to Slack's rate limits. */
const Limits = z.strictObject({ on: z.boolean() });

const FaultWish = z.union([z.strictObject({ clear: z.literal(true) }), NewFault]);

function knownMethods(): KnownMethod[] {
  return coverage.map(({ method }) => ({ method, errors: [...(documentedErrors[method] ?? []), ...commonErrors] }));
}

/** What is answered, or a promise of it. */
type Answer = (request: IncomingMessage) => unknown;

function route(path: string, answers: Readonly<Record<string, Answer>>): Route {
  return {
    path,
    async serve(request: IncomingMessage, response: ServerResponse) {
      const answer = answers[request.method ?? 'GET'];
      if (answer) sendJson(response, 200, await answer(request));
      else sendText(response, 405, `This takes ${Object.keys(answers).join(' or ')}.`);
    },
  };
}

/** `/control/…`: faults, the log of calls, the organisation changed by hand, and back to the seed. */
export function controlRoutes(client: Client): Route[] {
  const { slack } = client;
  const faults = () => ({ faults: slack.faults.active() });
  return [
    route('/control/faults', {
      GET: faults,
      async POST(request) {
        const wish = await readJson(request, FaultWish);
        if ('clear' in wish) slack.faults.clear();
        else slack.faults.set(wish);
        return faults();
      },
      DELETE() {
        slack.faults.clear();
        return faults();
      },
    }),
    route('/control/faults/', {
      DELETE(request) {
        slack.faults.clear(decodeURIComponent((request.url ?? '').split('/').at(-1) ?? ''));
        return faults();
      },
    }),
    route('/control/reset', {
      POST() {
        slack.reset();
        client.app.forget();
        return { ok: true };
      },
    }),
    route('/control/calls', {
      GET(request) {
        const method = new URL(request.url ?? '/', 'http://localhost').searchParams.get('method');
        return { calls: slack.calls.of(method ?? undefined) };
      },
    }),
    route('/control/methods', { GET: () => ({ methods: knownMethods() }) }),
    route('/control/limits', {
      GET: () => ({ on: slack.rateLimits.on }),
      async POST(request) {
        slack.rateLimits.on = (await readJson(request, Limits)).on;
        return { on: slack.rateLimits.on };
      },
    }),
    route('/control/people', {
      POST: async (request) => ({ person: changePerson(slack, await readJson(request, ChangePerson)) }),
    }),
    route('/control/org', { GET: () => slack.org.data }),
  ];
}
