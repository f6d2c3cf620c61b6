import type { IncomingMessage, ServerResponse } from 'node:http';

import { readBody } from '../http/read-body.js';
import { sendJson, sendText } from '../http/send.js';
import { isObject, parseJson } from '../json.js';
import { respond } from '../messages/respond.js';
import { Refusal } from '../refusal.js';
import type { Slack } from '../slack.js';

/** `POST /hooks/…`: an app's answer through a response_url. Slack says `ok` in plain text when it was taken. */
export async function serveHook(slack: Slack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const body = (await readBody(request)).toString('utf8');
  const target = slack.responseUrls.look(path);
  if (typeof target === 'string') {
    sendJson(response, 404, { ok: false, error: target });
    return;
  }
  const answer = parseJson(body);
  if (!isObject(answer)) {
    sendJson(response, 400, { ok: false, error: 'invalid_payload' });
    return;
  }
  try {
    respond(slack, target, answer);
    slack.responseUrls.countUse(path);
    sendText(response, 200, 'ok');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const problems = error.extra['errors'];
    slack.breaches.add('response_url', error.code, Array.isArray(problems) ? problems.map(String) : []);
    sendJson(response, 400, { ok: false, error: error.code });
  }
}
