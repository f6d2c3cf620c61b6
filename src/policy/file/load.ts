import { createHash } from 'node:crypto';

import type { AnyOperation } from '../../engine/operation.js';
import { checkRules } from './checks.js';
import { readDocument, type Path, type Problem, type ReadDocument } from './document.js';
import { didYouMean } from './near.js';
import { readRules } from './read-rules.js';
import { FIELDS, PolicyFile } from './schema.js';
import type { Rules } from './rule.js';

/** A policy file that can be put into force. */
export interface LoadedPolicy {
  readonly rules: Rules;
  /** SHA-256 of the text, as `sha256sum` shows it of the file. */
  readonly hash: string;
}

/** Reads a policy file, or says everything that is wrong with it, in the order of the file. */
export function loadPolicy(
  text: string,
  operations: readonly AnyOperation[],
): LoadedPolicy | { readonly problems: readonly Problem[] } {
  const document = readDocument(text);
  if ('problems' in document) return inOrder(document.problems);
  const read = PolicyFile.safeParse(document.value);
  if (!read.success) return inOrder(read.error.issues.flatMap((issue) => problemsOf(issue, document)));
  const { rules, problems } = readRules(read.data, document, operations);
  if (problems.length > 0) return inOrder(problems);
  const flaws = checkRules(rules, document, operations);
  return flaws.length > 0 ? inOrder(flaws) : { rules, hash: policyHash(text) };
}

/** SHA-256 of a policy's text. */
export const policyHash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** `policy.yaml:12:7: unknown operation …`, as compilers say it and editors can jump to. */
export function problemInWords(file: string, { line, column, says }: Problem): string {
  return `${file}:${line}:${column}: ${says}`;
}

type Issue = NonNullable<ReturnType<typeof PolicyFile.safeParse>['error']>['issues'][number];

function problemsOf(issue: Issue, document: ReadDocument): Problem[] {
  const { path, message, code } = issue;
  if (code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...document.keyAt([...path, key]),
      says: `unknown field “${key}”.${didYouMean(key, FIELDS[whereIs(path)] ?? [])}`,
    }));
  }
  const field = path.findLast((key) => typeof key === 'string');
  const place = code === 'invalid_key' ? document.keyAt(path) : document.at(path);
  return [{ ...place, says: field === undefined ? message : `${field}: ${message}` }];
}

/** The kind of mapping that a path leads to. */
function whereIs(path: Path): string {
  return path.map((key) => (typeof key === 'number' ? '*' : String(key))).join('.');
}

function inOrder(problems: readonly Problem[]): { readonly problems: readonly Problem[] } {
  return { problems: problems.toSorted((one, other) => one.line - other.line || one.column - other.column) };
}
