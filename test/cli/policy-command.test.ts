import { readdirSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { policyCommand } from '../../src/cli/policy-command.js';
import { catalogue } from '../../src/operations/catalogue.js';

const run = (...args: readonly string[]) => policyCommand(args, catalogue.all);
const GOOD = 'test/policy/file/good';

/** The policy that a file of cases is about: of the same name, in YAML or JSON. */
const policyBeside = (cases: string): string => {
  const names = readdirSync(GOOD).filter((name) => !name.includes('.cases.'));
  return join(GOOD, names.find((name) => name.startsWith(cases.replace('.cases.yaml', '.'))) ?? cases);
};

describe('npm run policy', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-'));
  });
  const written = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  it('finds nothing wrong with the example, and says what it rests on', async () => {
    const { lines, code } = await run('check', 'docs/policy.example.yaml');
    expect(code).toBe(0);
    expect(lines).toEqual([
      expect.stringMatching(/^docs\/policy\.example\.yaml: \d+ rules, nothing wrong with them\. sha256 [0-9a-f]{64}$/u),
      'docs/policy.example.yaml: mind that Night shift can often be edited by its own members (editable_group: accepted).',
    ]);
  });

  it.each([
    ['docs/policy.example.yaml', 'docs/policy.cases.yaml'],
    ...readdirSync(GOOD)
      .filter((name) => name.endsWith('.cases.yaml'))
      .map((cases) => [policyBeside(cases), join(GOOD, cases)]),
  ])('decides as %s is written', async (file, cases) => {
    const { lines, code } = await run('test', file, cases);
    expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([
      expect.stringMatching(/^\d+ cases?, all as expected\.$/u),
    ]);
    expect(code).toBe(0);
  });

  it('says every problem of a file with its place, and ends with 1', async () => {
    const file = await written('bad.yaml', 'version: 1\nrules:\n  - { id: a, effect: deny, operation: grant-amin }\n');
    for (const args of [
      ['check', file],
      ['test', file, 'docs/policy.cases.yaml'],
    ]) {
      expect(await run(...args)).toEqual({
        lines: [`${file}:3:39: unknown operation “grant-amin”. Did you mean “grant-admin”?`],
        code: 1,
      });
    }
  });

  it('says which cases are not as expected, why, and ends with 1', async () => {
    const file = await written(
      'policy.yaml',
      'version: 1\nrules:\n  - { id: owners, effect: allow, operation: grant-admin, requester: org_owner }\n',
    );
    const cases = await written(
      'cases.yaml',
      [
        'cases:',
        '  - { name: fine, who: org_owner, what: grant-admin, whom: member, where: T0MARKET01, expect: allow }',
        '  - { name: wrong, who: org_owner, what: grant-admin, whom: member, where: T0MARKET01, expect: deny }',
        '  - { name: another rule, who: org_owner, what: grant-admin, whom: member, where: T0MARKET01, expect: allow, rule: x }',
        '  - { who: org_owner, what: grant-admin, whom: workspace_admin, where: T0MARKET01, expect: allow }',
        '  - { who: nobody, what: grant-admin, whom: member, where: T0MARKET01, expect: deny }',
        '  - { who: org_owner, what: users, whom: member, expect: deny }',
        '  - { who: org_owner, what: grant-admin, expect: deny }',
        '  - { who: org_owner, what: grant-admin, whom: member, where: org, expect: approve, enough: org_admin }',
      ].join('\n'),
    );
    const { lines, code } = await run('test', file, cases);
    expect(code).toBe(1);
    expect(lines.map((line) => line.replaceAll(folder, ''))).toMatchInlineSnapshot(`
     [
       "ok    fine: allow. The policy lets the org owners do this without asking anybody. Rule owners (policy.yaml:3).",
       "FAIL  /cases.yaml:3: wrong: expected deny. It decides: allow. The policy lets the org owners do this without asking anybody. Rule owners (policy.yaml:3).",
       "FAIL  /cases.yaml:4: another rule: expected allow by the rule “x”. It decides: allow. The policy lets the org owners do this without asking anybody. Rule owners (policy.yaml:3).",
       "FAIL  /cases.yaml:5: org_owner grant-admin workspace_admin in T0MARKET01: there is nothing to decide: W0WHOM is already an admin of T0MARKET01. There is nothing to change, so no call is made.",
       "FAIL  /cases.yaml:6: nobody grant-admin member in T0MARKET01: “nobody” is neither a name under “people” nor one of primary_owner, org_owner, org_admin, workspace_owner, workspace_admin, member, guest.",
       "FAIL  /cases.yaml:7: org_owner users member: “users” is not one operation.",
       "FAIL  /cases.yaml:8: org_owner grant-admin: user_id: Choose a person. team_id: Choose a workspace, or the whole organisation.",
       "FAIL  /cases.yaml:9: org_owner grant-admin member in org: expected the yes of W0YES1 to be enough. It decides: approve, by another org owner. The policy lets the org owners do this. A role in the whole organisation needs the yes of another org owner. No policy can change that. Rule owners (policy.yaml:3).",
       "8 cases, 7 not as expected.",
     ]
    `);
  });

  it('says what is wrong with the cases themselves, and ends with 2', async () => {
    const cases = await written('cases.yaml', 'cases:\n  - { who: org_owner, what: grant-admin, expects: allow }\n');
    expect(await run('test', 'docs/policy.example.yaml', cases)).toEqual({
      lines: [`${cases}:2:5: expect: must be allow, approve or deny.`, `${cases}:2:42: unknown field “expects”.`],
      code: 2,
    });
    expect(await run('check', 'no-such-file.yaml')).toMatchObject({ code: 2 });
  });

  it('says how it is used, where it is used otherwise', async () => {
    for (const args of [[], ['check'], ['test', 'a'], ['check', 'a', 'b'], ['allow', 'everything']]) {
      expect(await run(...args)).toMatchObject({
        code: 2,
        lines: [expect.stringContaining('check FILE'), expect.anything(), expect.anything()],
      });
    }
  });
});
