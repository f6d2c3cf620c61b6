import { readFileSync } from 'node:fs';

import { z } from 'zod';

import type { AwsAccountSettings, ReadAwsAccounts } from '../config/aws.js';

/** The regions in which AWS Support App is known to answer. */
const REGIONS: ReadonlySet<string> = new Set(['us-east-1', 'us-west-2', 'eu-west-1']);

const missing =
  (otherwise: string) =>
  ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? 'is missing.' : otherwise;

const AccountId = z
  .string({ error: missing('must be text: write the 12 digits in quotes, so that no leading zero is lost.') })
  .regex(/^\d{12}$/u, 'must be the 12 digits of an AWS account, without hyphens.');

const RoleArn = z
  .string({ error: missing('must be text.') })
  .refine((arn) => !arn.startsWith('arn:aws-'), {
    error: 'is of another partition of AWS (China, GovCloud, …); AWS Support App is in the partition “aws” only.',
    abort: true,
  })
  .regex(
    /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/u,
    'must be the ARN of a role, such as arn:aws:iam::123456789012:role/Gridkeeper.',
  );

const Account = z.strictObject({
  name: z
    .string({ error: missing('must be text.') })
    .trim()
    .min(1, 'is empty: people choose the account by its name.')
    .max(60, 'is longer than 60 characters.'),
  accountId: AccountId,
  kind: z.enum(['management', 'member'], { error: missing('must be “management” or “member”.') }),
  roleArn: RoleArn.optional(),
  externalId: z
    .string({ error: 'must be text.' })
    .regex(/^[\w+=,.@:/-]{2,1224}$/u, 'must have 2 to 1224 letters, digits or + = , . @ : / - (rules of AWS).')
    .optional(),
  region: z.string({ error: missing('must be text.') }).regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, {
    error: 'is no region of AWS; write for example us-east-1.',
    abort: true,
  }),
});
type Account = z.infer<typeof Account>;

/** Reads `AWS_ACCOUNTS_FILE`; what is wrong with it comes back as sentences that name the file and the entry. */
export const readAwsAccounts: ReadAwsAccounts = (file, { anyRegion }) => {
  const about = `AWS_ACCOUNTS_FILE (${file})`;
  const content = contentOf(file);
  if ('problem' in content) return { problems: [`${about} ${content.problem}`] };
  if (!Array.isArray(content.json) || content.json.length === 0) {
    return { problems: [`${about} must hold a list of accounts: [{ "name": …, "accountId": …, "kind": …, … }].`] };
  }
  const entries: readonly unknown[] = content.json;
  const read = entries.map((entry, index) => ({ where: whereOf(entry, index), ...readEntry(entry, { anyRegion }) }));
  const good = read.flatMap(({ account }) => account ?? []);
  const problems = [
    ...read.flatMap(({ where, problems }) => problems.map((problem) => `${about}, ${where}: ${problem}`)),
    ...(good.length === read.length ? togetherProblems(good).map((problem) => `${about}: ${problem}`) : []),
  ];
  return problems.length > 0 ? { problems } : { accounts: good.map(settingsOf) };
};

function contentOf(file: string): { readonly json: unknown } | { readonly problem: string } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    return { problem: `cannot be read (${code}). Give the path of a JSON file that this process may read.` };
  }
  try {
    const json: unknown = JSON.parse(text);
    return { json };
  } catch {
    // The parser's own message quotes the text, and external IDs stand in it.
    return { problem: 'is not valid JSON.' };
  }
}

/** `entry 2 (“Production”)`, so that it is found by either. */
function whereOf(entry: unknown, index: number): string {
  const named = z.object({ name: z.string() }).safeParse(entry);
  return named.success ? `entry ${index + 1} (“${named.data.name}”)` : `entry ${index + 1}`;
}

function readEntry(
  entry: unknown,
  rules: { readonly anyRegion: boolean },
): { readonly account?: Account; readonly problems: readonly string[] } {
  const read = Account.safeParse(entry);
  if (!read.success) return { problems: read.error.issues.map(inWords) };
  const problems = [...roleProblems(read.data), ...regionProblems(read.data, rules)];
  return { account: read.data, problems };
}

function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.join(', ')} is not known here. Known are name, accountId, kind, roleArn, externalId and region.`;
  }
  return issue.path.length === 0 ? 'must be an object: { "name": …, … }.' : `${issue.path.join('.')} ${issue.message}`;
}

function roleProblems({ kind, accountId, roleArn, externalId }: Account): string[] {
  const problems: string[] = [];
  if (kind === 'member' && !roleArn) {
    problems.push('roleArn is missing. A member account is reached by a role in it that Gridkeeper may assume.');
  }
  if ((kind === 'member' || roleArn) && !externalId) {
    problems.push('externalId is missing. The role’s trust policy must ask for it, and it must be the same here.');
  }
  if (externalId && !roleArn && kind === 'management') problems.push('externalId is of no use without roleArn.');
  if (roleArn && roleArn.split(':')[4] !== accountId) {
    problems.push(`roleArn is a role of another account than ${accountId}.`);
  }
  return problems;
}

function regionProblems({ region }: Account, { anyRegion }: { readonly anyRegion: boolean }): string[] {
  if (anyRegion || REGIONS.has(region)) return [];
  const known = [...REGIONS].join(', ');
  return [
    `region ${region} is not one in which AWS Support App answers (${known}). Take one of these for all accounts.`,
  ];
}

/** What no entry shows by itself. */
function togetherProblems(accounts: readonly Account[]): string[] {
  const management = accounts.filter(({ kind }) => kind === 'management');
  return [
    ...twice(accounts.map(({ accountId }) => accountId)).map((id) => `the account ${id} stands there more than once.`),
    ...twice(accounts.map(({ name }) => name)).map((name) => `the name “${name}” stands there more than once.`),
    ...(management.length === 1
      ? []
      : [`exactly one account must have the kind “management”, and ${management.length} have it.`]),
  ];
}

function twice(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function settingsOf({ roleArn, externalId, ...account }: Account): AwsAccountSettings {
  return { ...account, role: roleArn && externalId ? { arn: roleArn, externalId } : null };
}
