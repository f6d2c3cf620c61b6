import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

/** What Slack would send: a body with its signature, or what somebody else makes of it. */
export interface Sent {
  readonly body: string | Buffer;
  /** A header that is null is not sent; one with several values is sent several times. */
  readonly headers: Readonly<Record<string, string | readonly string[] | null>>;
}

export interface Got {
  readonly status: number;
  readonly body: string;
  readonly contentType: string | undefined;
}

export const FORM = 'application/x-www-form-urlencoded';

/** Slack's signature as its documentation describes it: HMAC-SHA256 of `v0:timestamp:body`. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** A well-made request. */
export function signed(secret: string, at: Date, body: string): Sent {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    body,
    headers: {
      'content-type': FORM,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signatureOf(secret, timestamp, body),
    },
  };
}

export function withHeader(sent: Sent, name: string, value: string | readonly string[] | null): Sent {
  return { ...sent, headers: { ...sent.headers, [name]: value } };
}

export const header = ({ headers }: Sent, name: string): string => String(headers[name] ?? '');

const agent = new Agent({ keepAlive: true, maxSockets: 20 });

/** Sends it with exactly these headers. */
export function send(url: string, { body, headers }: Sent): Promise<Got> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent });
    for (const [name, value] of Object.entries(headers)) {
      if (value !== null) outgoing.setHeader(name, typeof value === 'string' ? value : [...value]);
    }
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          contentType: response.headers['content-type'],
        }),
      );
    });
    outgoing.end(body);
  });
}

export function closeConnections(): void {
  agent.destroy();
}
