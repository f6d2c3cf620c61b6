import { methodPage } from '../engine/errors/method-page.js';
import type { AnyOperation, Catalogue } from '../engine/operation.js';
import { inFamilies } from '../forms/families.js';
import { exampleWords } from '../forms/help.js';

/** `docs/operations.md`: every operation with what it asks for and what it needs, from the catalogue. */
export function operationsPage({ all }: Catalogue): string {
  return [
    '# Operations',
    '',
    'Generated from `src/operations/` by `npm run gen`; do not edit.',
    '',
    'Each of them is also in the menu of `/admin`, behind the global shortcut and in the app’s Home tab.',
    '',
    ...inFamilies(all, (operation) => operation).flatMap(({ name, members }) => [
      `## ${name}`,
      '',
      ...members.flatMap(chapter),
    ]),
  ].join('\n');
}

function chapter(operation: AnyOperation): string[] {
  const { command, method, title, description, risk, scopes, fields } = operation;
  const { whose, url } = methodPage(method);
  return [
    `### ${title}`,
    '',
    description,
    '',
    command
      ? `- Type \`${command} ${exampleWords(operation)}\`, or \`${command}\` alone.`
      : '- In the menu of `/admin` only; it has no command of its own.',
    `- ${whose}’s method: [\`${method}\`](${url})${scopes.length > 0 ? `, with the ${scopes.length > 1 ? 'scopes' : 'scope'} ${scopes.map((scope) => `\`${scope}\``).join(', ')}` : ''}.`,
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
