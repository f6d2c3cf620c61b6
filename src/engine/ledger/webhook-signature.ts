import type { SigningKey } from './signing-key.js';

export interface Delivery {
  /** Names what is in it: the same entries have the same ID, however often they are sent. */
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/**
 * The headers by which a receiver sees who sent a body, when, and that it is whole: those of Standard Webhooks, signed
 * with Ed25519 (`v1a`). What is signed begins with the ID, so it can be taken for no checkpoint, which begins with `{`.
 */
export function signedHeaders({ id, at, body }: Delivery, keys: readonly SigningKey[]): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signed = `${id}.${seconds}.${body}`;
  return {
    'content-type': 'application/x-ndjson',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': keys.map((key) => `v1a,${key.sign(signed)}`).join(' '),
  };
}
