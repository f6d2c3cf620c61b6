import { isFreeText } from '../fields.js';
import type { AnyOperation } from '../operation.js';
import type { JsonObject } from './plan.js';

/*
 * Plans and ledger entries hold IDs only (DESIGN 6.13), but some calls carry what people wrote: an e-mail address, a
 * message. In what is stored, `{ typed: 'email' }` stands in the argument's place, and the text comes from the erasable
 * side table when the call leaves.
 */

/** The arguments as they are stored. */
export function withoutTyped(operation: AnyOperation, input: JsonObject, args: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const field = operation.fields[name];
      return [name, field && isFreeText(field) && value === input[name] ? { typed: name } : value];
    }),
  );
}

/** The arguments as they leave. @throws when a text has been erased meanwhile: then there is nothing to send. */
export function withTyped(input: JsonObject, args: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, isPlaceholder(value, name) ? textOf(input, name) : value]),
  );
}

function isPlaceholder(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && 'typed' in value && value.typed === name;
}

function textOf(input: JsonObject, name: string): string {
  const text = input[name];
  if (typeof text !== 'string') throw new Error(`What was written as ${name} has been erased.`);
  return text;
}
