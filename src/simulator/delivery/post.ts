import { request as httpRequest } from 'node:http';

/** How the app took a request: it answered, it did not within the time, or nobody was there. */
export type Outcome =
  | { kind: 'answered'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; reason: string };

/** A request, whole. */
export interface Posted {
  url: string;
  headers: Record<string, string>;
  body: string;
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/**
 * Sends one request on a connection of its own, with exactly the headers given, and waits `patience` milliseconds for
 * the whole answer.
 */
export function post({ url, headers, body }: Posted, patience: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const sent = { ...headers, 'content-length': String(Buffer.byteLength(body)) };
    const request = httpRequest(url, { method: 'POST', headers: sent, agent: false });
    const timer = setTimeout(() => {
      resolve({ kind: 'timeout' });
      request.destroy();
    }, patience);
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    request.on('error', (error) => settle({ kind: 'unreachable', reason: error.message }));
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', (error) => settle({ kind: 'unreachable', reason: error.message }));
      response.on('end', () => {
        const answer = Buffer.concat(parts).toString('utf8');
        settle({ kind: 'answered', status: response.statusCode ?? 0, headers: flat(response.headers), body: answer });
      });
    });
    request.end(body);
  });
}
