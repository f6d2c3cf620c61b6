import type { IncomingMessage, ServerResponse } from 'node:http';

import { readBody } from '../http/read-body.js';
import { sendText } from '../http/send.js';
import type { Slack } from '../slack.js';

/** Far more than a list of everybody in a large organisation. */
const largest = 256 * 1024 * 1024;

/** The bytes themselves, or the one file in a form as `@slack/web-api` sends it. */
async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request, largest);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  for (const part of form.values()) if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer());
  return Buffer.alloc(0);
}

/** `POST /upload/v1/…`: the second step of an upload. Slack says `OK - 12345` in plain text. */
export async function serveUpload(slack: Slack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const content = await bytesOf(request);
  const problem = slack.files.receive(pathname, content);
  if (problem === null) sendText(response, 200, `OK - ${content.length}`);
  else sendText(response, 400, problem);
}

/** `GET /files/…`: a file to be saved, never to be shown. */
export function serveFile(slack: Slack, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const file = slack.files.at(pathname);
  if (!file) {
    sendText(response, 404, 'There is no such file.');
    return;
  }
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-length': String(file.size),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
  response.writeHead(200, headers).end(file.content);
}
