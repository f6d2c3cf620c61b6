import type { JsonObject } from '../../../src/simulator/json.js';
import { objectOr } from '../../../src/simulator/json.js';
import type { Simulator } from '../../../src/simulator/simulator.js';

/** `GET` or `POST` with JSON, and the JSON that comes back with its status. */
export async function fetchJson(
  simulator: Simulator,
  path: string,
  body?: unknown,
  method = 'POST',
): Promise<JsonObject> {
  const post = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
  const response = await fetch(simulator.url + path, body === undefined && method === 'POST' ? {} : post);
  return { status: response.status, ...objectOr(await response.json()) };
}
