import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import type { AnyOperation } from '../engine/operation.js';
import { loadPolicy, problemInWords, type LoadedPolicy } from '../policy/file/load.js';
import type { Problem } from '../policy/file/document.js';
import { readCases } from './policy-cases/read.js';
import { runCase } from './policy-cases/run.js';

/** What the command line says, and how it ends: 0 all is well, 1 the policy is not as it should be, 2 it was misused. */
export interface CommandResult {
  readonly lines: readonly string[];
  readonly code: 0 | 1 | 2;
}

const USAGE = [
  'npm run policy -- check FILE         says everything that is wrong with a policy file, with line and reason',
  'npm run policy -- test FILE CASES    asks it about every case in CASES; docs/policy.cases.yaml is an example',
  'Ends with 0 where all is well, 1 where it is not, 2 where a file cannot be read. Needs no network and no database.',
];

/** `check FILE` and `test FILE CASES`, for CI. */
export async function policyCommand(
  args: readonly string[],
  operations: readonly AnyOperation[],
): Promise<CommandResult> {
  const [verb, file, cases, ...more] = args;
  if (verb === 'check' && file !== undefined && cases === undefined) return check(file, operations);
  if (verb === 'test' && file !== undefined && cases !== undefined && more.length === 0) {
    return test(file, cases, operations);
  }
  return { lines: USAGE, code: 2 };
}

async function check(file: string, operations: readonly AnyOperation[]): Promise<CommandResult> {
  const text = await textOf(file);
  if ('code' in text) return text;
  const loaded = loadPolicy(text.text, operations);
  if ('problems' in loaded) return { lines: refused(file, loaded.problems), code: 1 };
  const { rules } = loaded.rules;
  const editable = [...new Set(rules.flatMap((rule) => rule.editable.map(({ name }) => name)))];
  return {
    lines: [
      `${file}: ${counted(rules.length, 'rule')}, nothing wrong with ${rules.length === 1 ? 'it' : 'them'}. sha256 ${loaded.hash}`,
      ...(editable.length > 0
        ? [
            `${file}: mind that ${editable.join(', ')} can often be edited by its own members (editable_group: accepted).`,
          ]
        : []),
    ],
    code: 0,
  };
}

async function test(file: string, casesFile: string, operations: readonly AnyOperation[]): Promise<CommandResult> {
  const [text, casesText] = [await textOf(file), await textOf(casesFile)];
  if ('code' in text) return text;
  if ('code' in casesText) return casesText;
  const loaded = loadPolicy(text.text, operations);
  if ('problems' in loaded) return { lines: refused(file, loaded.problems), code: 1 };
  const read = readCases(casesText.text);
  if ('problems' in read) return { lines: refused(casesFile, read.problems), code: 2 };
  return runAll({ loaded, name: basename(file), operations }, casesFile, read);
}

interface Trying {
  readonly loaded: LoadedPolicy;
  readonly name: string;
  readonly operations: readonly AnyOperation[];
}

async function runAll(
  tried: Trying,
  file: string,
  { cases, lineOf }: Exclude<ReturnType<typeof readCases>, { problems: unknown }>,
): Promise<CommandResult> {
  const lines: string[] = [];
  let failed = 0;
  for (const [index, one] of cases.cases.entries()) {
    const { ok, name, says } = await runCase(tried, cases, one);
    if (!ok) failed += 1;
    lines.push(ok ? `ok    ${name}: ${says}` : `FAIL  ${file}:${lineOf(index)}: ${name}: ${says}`);
  }
  const total = counted(cases.cases.length, 'case');
  lines.push(failed === 0 ? `${total}, all as expected.` : `${total}, ${failed} not as expected.`);
  return { lines, code: failed === 0 ? 0 : 1 };
}

/** Every problem on a line of its own, as compilers say it. */
function refused(file: string, problems: readonly Problem[]): string[] {
  return problems.map((problem) => problemInWords(file, problem));
}

const counted = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;

async function textOf(file: string): Promise<{ readonly text: string } | CommandResult> {
  try {
    return { text: await readFile(file, 'utf8') };
  } catch (error) {
    return { lines: [`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`], code: 2 };
  }
}
