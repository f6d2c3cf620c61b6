/**
 * Reading Block Kit as it comes over the wire: nothing about it is trusted, a missing or misshapen field reads as empty.
 */

/** A JSON object, as every block and element is one. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether the value is a JSON object (and neither a list nor null). */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text under a key, or the empty string. */
export function stringIn(object: Json, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

/** The number under a key, also when it is written as text; null when there is none. */
export function numberIn(object: Json, key: string): number | null {
  const value = object[key];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The object under a key, or null. */
export function objectIn(object: Json, key: string): Json | null {
  const value = object[key];
  return isJson(value) ? value : null;
}

/** The objects in the list under a key; whatever else the list holds is left out. */
export function objectsIn(object: Json, key: string): readonly Json[] {
  const value: unknown = object[key];
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The texts in the list under a key. */
export function stringsIn(object: Json, key: string): readonly string[] {
  const value: unknown = object[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
