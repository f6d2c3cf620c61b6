import type { Field } from '../engine/fields.js';
import type { AnyOperation, Catalogue } from '../engine/operation.js';
import type { Json, JsonObject } from '../engine/planning/plan.js';
import { code, words, type Words } from '../engine/words.js';
import { unescape } from './command-text.js';
import { ADMIN, prefixed } from './help.js';
import { whom, type LocalNames } from './lookups.js';
import { prefill, typedPerson } from './prefill.js';

/** What was typed behind `/admin why`, as far as it could be understood. */
export interface WhyTyped {
  readonly who: string;
  readonly operation: AnyOperation;
  readonly subject: string | null;
  /** What the form would hold; `null` where something that it needs was not said. */
  readonly input: JsonObject | null;
  /** Labels of the fields that were not said. */
  readonly missing: readonly string[];
  /** What was typed and not used, and what was taken for granted. */
  readonly notes: readonly string[];
}

interface Typing {
  readonly catalogue: Catalogue;
  readonly prefix: string;
  readonly names: LocalNames;
  /** Who types; meant where nobody is named. */
  readonly by: string;
}

/**
 * Takes apart `@ada grant-owner @bob in Marketing`: who, the name of an operation, and the words that its own command
 * takes. Without a person it is whoever types.
 */
export function readWhy(
  text: string,
  { catalogue, prefix, names, by }: Typing,
): WhyTyped | { readonly problem: Words } {
  const found = operationIn(text, catalogue, prefix);
  if (!found) return { problem: howToAsk(prefix) };
  const { operation, before, after } = found;
  const someone = unescape(before);
  const who = someone === '' || /^(?:i|me)$/iu.test(someone) ? { value: by } : whom(someone, names);
  if ('note' in who) return { problem: words`${who.note.replace(/ Choose .*$/u, '')} ${howToAsk(prefix)}` };
  const { fields } = operation;
  const { values, notes } = prefill(after, fields, names);
  const taken = takenForGranted(operation, values);
  const read = operation.input.safeParse({ ...taken.values, ...values });
  return {
    who: who.value,
    operation,
    subject: typedPerson(after, fields, names),
    input: read.success ? withoutUndefined(read.data) : null,
    missing: read.success ? [] : missingIn(fields, read.error.issues),
    notes: [...notes, ...(read.success ? taken.notes : [])],
  };
}

/** Said where it cannot be told what is asked. */
function howToAsk(prefix: string): Words {
  const admin = prefixed(ADMIN, prefix);
  return words`Ask like this: ${code(`${admin} why @ada grant-owner @bob in Marketing`)}. Without a person before the command it is about yourself. ${code(`${admin} help`)} lists the commands.`;
}

interface Split {
  readonly operation: AnyOperation;
  readonly before: string;
  readonly after: string;
}

/** The first name of an operation in a text: its command, with or without the slash, its method, or its title. */
function operationIn(text: string, { all }: Catalogue, prefix: string): Split | null {
  const found = all.flatMap((operation) =>
    namesOf(operation, prefix).flatMap((name) => {
      const match = new RegExp(`(?:^|\\s)/?${escaped(name)}(?=\\s|$)`, 'iu').exec(text);
      return match ? [{ operation, at: match.index, length: match[0].length }] : [];
    }),
  );
  const [first] = found.toSorted((one, other) => one.at - other.at || other.length - one.length);
  if (!first) return null;
  const { operation, at, length } = first;
  return { operation, before: text.slice(0, at).trim(), after: text.slice(at + length).trim() };
}

const namesOf = ({ command, method, title }: AnyOperation, prefix: string): string[] => [
  ...(command ? [command.slice(1), `${prefix}${command.slice(1)}`] : []),
  method,
  title,
];

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&');

/** Words name no choices: where a form insists on one, its first stands for all of them, and that is said. */
function takenForGranted(
  { fields }: AnyOperation,
  typed: Readonly<Record<string, Json>>,
): { readonly values: Record<string, Json>; readonly notes: readonly string[] } {
  const values: Record<string, Json> = {};
  const notes: string[] = [];
  for (const [key, field] of Object.entries<Field>(fields)) {
    if (field.kind !== 'choice' || field.optional || key in typed) continue;
    const [value, label] = Object.entries(field.choices)[0] ?? [];
    if (value === undefined || label === undefined) continue;
    values[key] = value;
    notes.push(`${field.label}: “${label}” is taken for it.`);
  }
  return { values, notes };
}

function missingIn(
  fields: Readonly<Record<string, Field>>,
  issues: readonly { readonly path: readonly PropertyKey[] }[],
): string[] {
  return [...new Set(issues.flatMap(({ path }) => fields[String(path[0])]?.label ?? []))];
}

const withoutUndefined = (read: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(read).filter((pair): pair is [string, Json] => pair[1] !== undefined));
