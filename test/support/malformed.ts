import { isObject } from '../../src/simulator/json.js';

/*
 * A payload of Slack's, spoilt in one place each: what could come from somebody who had the signing secret, from a
 * Slack of another make, or from a Slack to come.
 */

type Path = readonly (string | number)[];

/** Longer than any text that Slack lets through. */
const HUGE = 'x'.repeat(100_000);

/** What may stand in the place of something; as JSON, so that `__proto__` is a key like any other. */
const INSTEAD = [
  undefined,
  'null',
  '0',
  '""',
  '[]',
  '{}',
  'true',
  '"__proto__"',
  '"constructor"',
  '"\\u0000"',
  '{"__proto__":{"id":"W0GRACE0002","value":"x"},"constructor":{"prototype":{}}}',
  '[[[[[[[[{}]]]]]]]]',
  JSON.stringify(HUGE),
] as const;

/** Blocks are what the app itself sent: it reads nothing in them, and there are many. */
const NOT_READ = new Set(['blocks', 'emoji']);

/** Every place in it, parents first. */
function placesIn(value: unknown, path: Path = []): Path[] {
  const inside = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return inside.flatMap(([key, inner]) => {
    const place = [...path, key];
    return NOT_READ.has(String(key)) ? [place] : [place, ...placesIn(inner, place)];
  });
}

/** The payload with this place spoilt, as JSON. */
function spoilt(payload: unknown, place: Path, instead: string | undefined): string {
  const copy: unknown = JSON.parse(JSON.stringify(payload));
  const key = place.at(-1) ?? '';
  const holder = place.slice(0, -1).reduce<unknown>((inner, step) => Reflect.get(Object(inner), step), copy);
  if (instead === undefined) Reflect.deleteProperty(Object(holder), key);
  else Reflect.set(Object(holder), key, JSON.parse(instead));
  return JSON.stringify(copy);
}

/** One text per place, and per `each` of what may stand there. */
export function malformed(payload: Readonly<Record<string, unknown>>, each: number = INSTEAD.length): string[] {
  return placesIn(payload).flatMap((place, index) =>
    Array.from({ length: each }, (_, turn) => spoilt(payload, place, INSTEAD[(index + turn) % INSTEAD.length])),
  );
}
