import type { AnyOperation, Catalogue } from '../engine/operation.js';
import { exampleWords } from '../forms/help.js';

/** `docs/operations.md`: every operation with what it asks for and what it needs, from the catalogue. */
export function operationsPage({ all }: Catalogue): string {
  return [
    '# Operations',
    '',
    'Generated from `src/operations/` by `npm run gen`; do not edit.',
    '',
    ...all.flatMap(chapter),
  ].join('\n');
}

function chapter(operation: AnyOperation): string[] {
  const { command, method, title, description, risk, scopes, fields } = operation;
  return [
    `## ${title}`,
    '',
    description,
    '',
    command
      ? `- Type \`${command} ${exampleWords(operation)}\`, or \`${command}\` alone.`
      : '- In the menu of `/admin`.',
    `- Slack’s method: [\`${method}\`](https://docs.slack.dev/reference/methods/${method}), with the scopes ${scopes.map((scope) => `\`${scope}\``).join(', ')}.`,
    `- Risk: at most \`${risk}\`.`,
    '',
    '| field | key | |',
    '| --- | --- | --- |',
    ...Object.entries(fields).map(
      ([key, field]) =>
        `| ${field.label} | \`${key}\` | ${[field.optional ? 'May stay empty.' : '', field.hint ?? ''].filter(Boolean).join(' ')} |`,
    ),
    '',
  ];
}
