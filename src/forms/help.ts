import type { Field } from '../engine/fields.js';
import { methodPage } from '../engine/errors/method-page.js';
import type { Menu } from '../engine/menu.js';
import type { AnyOperation } from '../engine/operation.js';
import { oneLine } from '../engine/text.js';
import { code, commas, strong, toMrkdwn, words, type Words } from '../engine/words.js';
import { unescape } from './command-text.js';
import { inFamilies } from './families.js';

/** The command that leads to everything; it is no operation. */
export const ADMIN = '/admin';

/** A command as people have to type it: `acme-` makes `/grant-admin` answer as `/acme-grant-admin`. */
export function prefixed(command: string, prefix: string): string {
  return `/${prefix}${command.slice(1)}`;
}

/** What `/grant-admin help` answers, to whoever typed it alone. `command` is the command as it was typed. */
export function helpText(operation: AnyOperation, command: string): string {
  const example = exampleWords(operation);
  const method = words`${methodPage(operation.method).whose}’s method: ${code(operation.method)}.`;
  return inLines([
    words`${code(command)}  ${operation.description}`,
    ...(example
      ? [
          words`Type it alone for an empty form, or with what you know already:`,
          words`   ${code(`${command} ${example}`)}`,
        ]
      : [words`Type it alone for an empty form.`]),
    words`The form asks for:`,
    ...Object.values(operation.fields).map(fieldInWords),
    operation.page
      ? words`It changes nothing. That you asked is recorded, and posted to the audit channel. ${method}`
      : words`You see what will change, and confirm it, before anything happens. Everything is recorded in the audit channel. ${method}`,
  ]);
}

interface HelpContent {
  readonly menu: Menu;
  readonly prefix: string;
}

/** What `/admin help` answers: everything that somebody may run, by what it is about, and why not the rest. */
export function adminHelp({ menu, prefix }: HelpContent): Words {
  const admin = prefixed(ADMIN, prefix);
  const families = inFamilies(menu.items, ({ operation }) => operation);
  return joined([
    words`${code(admin)}  A menu of everything you may run. The same menu is in the app’s Home tab, and behind the shortcut “${SHORTCUT_NAME}”.`,
    words`${code(`${admin} history`)}  What was run, by whom and how it ended, with Details and Undo.`,
    words`${code(`${admin} pause REASON`)}  For org owners: stops every change at once, for everybody. ${code(`${admin} resume`)} lets another org owner end that.`,
    words`Everything can be typed, too; add ${code('help')} to read more about it, for example ${code(`${prefixed('/grant-admin', prefix)} help`)}.`,
    words`${code(`${admin} why @ada grant-owner @bob in Marketing`)}  Who may do what, and by which rule; without a person it is about yourself.`,
    ...families.flatMap(({ name, members }) => [
      words`${strong(name)}`,
      ...members.map(({ operation: { command, title, description }, ownOnly }) => {
        const says = ownOnly ? `Yourself only. ${description}` : description;
        return command
          ? words`• ${code(prefixed(command, prefix))}  ${says}`
          : words`• in the menu, “${title}”  ${says}`;
      }),
    ]),
    ...whatOthersRun(menu, prefix),
  ]);
}

/** What somebody may not run: by name only, and each reason once. */
function whatOthersRun({ others, refusals }: Menu, prefix: string): Words[] {
  if (others.length === 0) return [];
  const names = others.map(({ command, title }) =>
    command ? code(prefixed(command, prefix)) : `in the menu, “${title}”`,
  );
  return [
    words`${strong('Not for you as things are')}  ${commas(names)}`,
    ...refusals.map(({ says }) => words`• ${says}`),
  ];
}

/** What anything else behind `/admin` is answered with. */
export function noSuchAdmin(typed: string, content: HelpContent): Words {
  const admin = prefixed(ADMIN, content.prefix);
  const says = words`There is no ${code(`${admin} ${oneLine(unescape(typed), 60)}`)}. What there is:`;
  return joined([says, adminHelp(content)]);
}

/** Name of the global shortcut; 24 characters at most on Slack's side. */
export const SHORTCUT_NAME = 'Gridkeeper menu';

/** Several lines as one text. */
export const joined = (lines: readonly Words[]): Words =>
  lines.flatMap((line, index) => (index === 0 ? line : ['\n', ...line]));
const inLines = (lines: readonly Words[]): string => lines.map((line) => toMrkdwn(line, {})).join('\n');

function fieldInWords(field: Field): Words {
  const { label, optional, hint } = field;
  return words`• ${label}${optional ? ' (may stay empty)' : ''}: ${exampleOf(field)}.${hint ? ` ${hint}` : ''}`;
}

/** What goes into a field, by its kind. */
function exampleOf(field: Field): Words {
  switch (field.kind) {
    case 'number':
      return words`a whole number from ${field.min} to ${field.max}`;
    case 'choice':
      return words`${Object.values(field.choices)
        .map((label) => `“${label}”`)
        .join(' or ')}`;
    case 'flag':
      return words`tick “${field.says}”`;
    case 'text':
      return words`your own words, at most ${field.max} characters`;
    default:
      return EXAMPLES[field.kind];
  }
}

const EXAMPLES: Readonly<Record<Exclude<Field['kind'], 'number' | 'choice' | 'flag' | 'text'>, Words>> = {
  person: words`a name, handle, e-mail address or ID, such as ${code('@ada')}`,
  place: words`such as ${code('Marketing')} or ${code('the organisation')}`,
  workspace: words`a workspace, by name or ID, such as ${code('Marketing')}`,
  workspaces: words`workspaces, by name or ID, such as ${code('Marketing')} and ${code('Sales')}`,
  channel: words`a channel, by name or ID, such as ${code('#launch')}`,
  channels: words`channels, by name or ID, such as ${code('#launch')} and ${code('#news')}`,
  group: words`a group, by name or ID, such as ${code('@engineers')} or ${code('S012A3CDE')}`,
  accounts: words`AWS accounts, by name or number, such as ${code('123456789012')}`,
  duration: words`a length of time, such as ${code('8h')} or ${code('7d')}`,
  email: words`an e-mail address, such as ${code('zoe@example.com')}`,
  moment: words`a day and a time, in your own time zone`,
};

/** The words one may type after the command, for help texts and the manifest's usage hint. */
export function exampleWords({ fields }: AnyOperation): string {
  const kinds = Object.values(fields).map(({ kind }) => kind);
  const placed = kinds.some((kind) => kind === 'place' || kind === 'workspace' || kind === 'workspaces');
  return [
    kinds.map((kind) => SUBJECTS[kind]).find((subject) => subject !== undefined),
    placed ? 'in Marketing' : '',
    'reason' in fields ? 'because launch week' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** The first words name what a run is about: the first field of one of these kinds takes them. */
const SUBJECTS: { readonly [kind in Field['kind']]?: string } = {
  person: '@ada',
  group: '@engineers',
  channel: '#launch',
  email: 'zoe@example.com',
};
