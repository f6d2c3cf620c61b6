import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { readAwsAccounts } from '../../src/aws/accounts.js';

const MANAGEMENT = { name: 'Root', accountId: '111122223333', kind: 'management', region: 'us-east-1' };
const MEMBER = {
  name: 'Production',
  accountId: '012345678901',
  kind: 'member',
  region: 'us-east-1',
  roleArn: 'arn:aws:iam::012345678901:role/slack/Gridkeeper',
  externalId: 'grid-7f3a',
};

let file = '';
beforeAll(() => {
  file = join(mkdtempSync(join(tmpdir(), 'accounts-')), 'aws.json');
});
afterAll(() => rmSync(join(file, '..'), { recursive: true }));

function read(content: unknown, anyRegion = false): ReturnType<typeof readAwsAccounts> {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readAwsAccounts(file, { anyRegion });
}

/** The problems, without the words about the file that each of them begins with. */
function problemsOf(content: unknown): string[] {
  const result = read(content);
  const problems = 'problems' in result ? result.problems : [];
  const about = `AWS_ACCOUNTS_FILE (${file})`;
  for (const problem of problems) expect(problem.startsWith(about)).toBe(true);
  return problems.map((problem) => problem.slice(about.length));
}

/** The one problem of a member that is good but for this. */
const problemsWith = (change: object): string[] => problemsOf([MANAGEMENT, { ...MEMBER, ...change }]);

describe('AWS_ACCOUNTS_FILE', () => {
  it('holds accounts, with roles where they need one', () => {
    expect(read([MANAGEMENT, MEMBER])).toEqual({
      accounts: [
        { name: 'Root', accountId: '111122223333', kind: 'management', region: 'us-east-1', role: null },
        {
          name: 'Production',
          accountId: '012345678901',
          kind: 'member',
          region: 'us-east-1',
          role: { arn: MEMBER.roleArn, externalId: 'grid-7f3a' },
        },
      ],
    });
  });

  it('may say by which role the management account is reached', () => {
    const role = { roleArn: 'arn:aws:iam::111122223333:role/Gridkeeper', externalId: 'grid-0001' };
    expect(read([{ ...MANAGEMENT, ...role }])).toMatchObject({
      accounts: [{ role: { arn: role.roleArn, externalId: 'grid-0001' } }],
    });
  });

  it.each([
    ['not JSON', '[{', ' is not valid JSON.'],
    ['an object', { accounts: [] }, ' must hold a list of accounts: [{ "name": …, "accountId": …, "kind": …, … }].'],
    ['empty', [], ' must hold a list of accounts: [{ "name": …, "accountId": …, "kind": …, … }].'],
    ['a list of words', ['Root'], ', entry 1: must be an object: { "name": …, … }.'],
  ])('is refused when it is %s', (_, content, problem) => {
    expect(problemsOf(content)).toEqual([problem]);
  });

  it('is refused when it cannot be read, with the reason', () => {
    expect(readAwsAccounts(join(file, '..', 'none.json'), { anyRegion: false })).toEqual({
      problems: [expect.stringMatching(/none\.json\) cannot be read \(ENOENT\)\. Give the path of a JSON file/u)],
    });
  });

  it.each([
    [{ accountId: 12_345_678_901 }, 'accountId must be text: write the 12 digits in quotes'],
    [{ accountId: '0123-4567-8901' }, 'accountId must be the 12 digits of an AWS account'],
    [{ kind: 'root' }, 'kind must be “management” or “member”.'],
    [{ name: ' ' }, 'name is empty'],
    [{ roleArn: undefined }, 'roleArn is missing.'],
    [{ externalId: undefined }, 'externalId is missing.'],
    [{ externalId: 'white space' }, 'externalId must have 2 to 1224 letters'],
    [{ roleArn: 'arn:aws-cn:iam::012345678901:role/Gridkeeper' }, 'roleArn is of another partition of AWS'],
    [{ roleArn: 'arn:aws:iam::012345678901:user/ada' }, 'roleArn must be the ARN of a role'],
    [
      { roleArn: 'arn:aws:iam::999999999999:role/Gridkeeper' },
      'roleArn is a role of another account than 012345678901.',
    ],
    [{ region: 'eu-central-1' }, 'region eu-central-1 is not one in which AWS Support App answers'],
    [{ region: 'cn-north-1' }, 'region cn-north-1 is not one in which AWS Support App answers'],
    [{ region: 'Frankfurt' }, 'region is no region of AWS'],
    [{ region: undefined }, 'region is missing.'],
    [{ rolearn: 'x' }, 'rolearn is not known here. Known are name, accountId'],
  ])('says which entry is wrong with %j, and how', (change, problem) => {
    const problems = problemsWith(change);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems[0]).toMatch(/^, entry 2 \(“/u);
  });

  it('takes any region where the endpoint is one’s own', () => {
    expect(read([{ ...MANAGEMENT, region: 'eu-central-1' }], true)).toMatchObject({ accounts: [{}] });
  });

  it('needs exactly one management account', () => {
    const another = { ...MANAGEMENT, name: 'Other root', accountId: '222222222222' };
    expect(problemsOf([MEMBER])).toEqual([': exactly one account must have the kind “management”, and 0 have it.']);
    expect(problemsOf([MANAGEMENT, another])).toEqual([
      ': exactly one account must have the kind “management”, and 2 have it.',
    ]);
  });

  it('has every account and every name once', () => {
    expect(problemsOf([MANAGEMENT, MEMBER, MEMBER])).toEqual([
      ': the account 012345678901 stands there more than once.',
      ': the name “Production” stands there more than once.',
    ]);
  });

  it('tells all problems at once', () => {
    expect(problemsOf([{ name: 'Root' }, { ...MEMBER, kind: 'x', region: 1 }])).toEqual([
      ', entry 1 (“Root”): accountId is missing.',
      ', entry 1 (“Root”): kind is missing.',
      ', entry 1 (“Root”): region is missing.',
      ', entry 2 (“Production”): kind must be “management” or “member”.',
      ', entry 2 (“Production”): region must be text.',
    ]);
  });

  it('never repeats an external ID', () => {
    const secret = 'canary external id';
    expect(problemsWith({ externalId: secret, region: 'x' }).join()).not.toContain(secret);
    expect(problemsOf(`[{"externalId": "${secret}"`).join()).not.toContain(secret);
  });
});
