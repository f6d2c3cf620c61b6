import type { AnyOperation } from '../engine/operation.js';
import { code, toMrkdwn, words, type Words } from '../engine/words.js';

/** What `/grant-admin help` answers, to whoever typed it alone. `command` is the command as it was typed. */
export function helpText(operation: AnyOperation, command: string): string {
  const lines: Words[] = [
    words`${code(command)}  ${operation.description}`,
    words`Type it alone for an empty form, or with what you know already:`,
    words`   ${code(`${command} ${exampleWords(operation)}`)}`,
    words`You see what will change, and confirm it, before anything happens. Everything is recorded in the audit channel. Slack’s method: ${code(operation.method)}.`,
  ];
  return lines.map((line) => toMrkdwn(line, {})).join('\n');
}

/** The words one may type after the command, for help texts and the manifest's usage hint. */
export function exampleWords({ fields }: AnyOperation): string {
  const kinds = Object.values(fields).map(({ kind }) => kind);
  const has = (kind: (typeof kinds)[number]): boolean => kinds.includes(kind);
  return [
    has('person') ? '@ada' : '',
    has('email') ? 'zoe@example.com' : '',
    has('place') || has('workspace') || has('workspaces') ? 'in Marketing' : '',
    'reason' in fields ? 'because launch week' : '',
  ]
    .filter(Boolean)
    .join(' ');
}
