import { readFile } from 'node:fs/promises';

import { beforeEach, describe, expect, it } from '@jest/globals';

import { connectAws } from '../../src/aws/connect.js';
import type { AwsDoor } from '../../src/engine/aws.js';
import type { Clock } from '../../src/engine/ports.js';
import { settleUnknown } from '../../src/engine/settling/settle.js';
import { AWS_ERRORS } from '../../src/operations/aws/registration.js';
import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import type { OpenView } from '../../src/simulator/views/model.js';
import { settingsOf } from '../aws/support/aws.js';
import { withDatabase } from '../support/database.js';
import { startEngineProcess } from '../support/engine.js';
import { withGrid } from '../support/gridkeeper.js';
import { audited, submits, textOf, types } from '../support/steps.js';

const [LIST, REGISTER, UNREGISTER] = [
  'ListSlackWorkspaceConfigurations',
  'RegisterSlackWorkspaceForOrganization',
  'DeleteSlackWorkspaceConfiguration',
] as const;
const ENGINEERING = 'T0ENGINEER1';
const [ROOT, PRODUCTION] = ['111122223333', '222233334444'];
/** AWS failed half-way: nobody knows what happened. */
const IN_DOUBT = 'InternalServerException';

const { aws: codes }: { readonly aws: readonly string[] } = JSON.parse(
  await readFile('test/support/documented-errors.json', 'utf8'),
);
const clear = codes.filter((code) => code !== IN_DOUBT);
const meaning = (code: string): string => AWS_ERRORS[code] ?? 'not explained';

const doorTo = ({ aws }: Simulator): Promise<AwsDoor> =>
  connectAws({
    accounts: settingsOf(aws),
    client: 'composed',
    endpoint: aws.url,
    stsEndpoint: aws.stsUrl,
    credentials: aws.credentials,
  });

describe('every error of AWS’s pages', () => {
  const database = withDatabase();
  const ahead = { by: 0 };
  const clock: Clock = {
    now: () => new Date(Date.now() + ahead.by),
    sleep: async (milliseconds) => void (ahead.by += milliseconds),
  };
  const awsOperators = ['W0KATHER005'];
  const grid = withGrid(database, { clock, awsOperators, aws: doorTo });
  beforeEach(() => grid.current.slack.reset());

  const made = (operation: string): number => grid.current.slack.aws.callsOf(operation).length;
  const asks = async (method: string, values: Record<string, unknown>): Promise<[PersonAtWork, OpenView]> => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/admin');
    await submits(slack, katherine, { operation: method });
    return [katherine, await submits(slack, katherine, values)];
  };
  const fails = (operation: string, account: string, error: string): void =>
    void grid.current.slack.aws.faults.set({ operation, account, fault: 'error', error });
  const registered = (): void => {
    const { aws } = grid.current.slack;
    for (const account of aws.accounts) {
      aws.authorise(ENGINEERING, account);
      for (const workspace of account.workspaces) workspace.forOrganisation = true;
    }
  };

  it.each(clear)(
    '%s where the management account is registered: nothing happened, and nothing follows',
    async (code) => {
      const { slack } = grid.current;
      const [katherine] = await asks(REGISTER, { team_id: ENGINEERING, account_ids: [ROOT, PRODUCTION] });
      fails(REGISTER, ROOT, code);
      const says = `AWS refused with \`${code}\`. Nothing was changed. ${meaning(code)}`;
      expect(textOf(await submits(slack, katherine))).toContain(says);
      const { text } = await audited(slack, 'refused');
      expect(text).toContain(says);
      expect(text).toContain('*Register with AWS: refused by AWS*');
      expect(made(REGISTER)).toBe(1);
    },
  );

  it.each(clear)('%s where a member follows: it is done in part, and said for whom', async (code) => {
    const { slack } = grid.current;
    const [katherine] = await asks(REGISTER, { team_id: ENGINEERING, account_ids: [ROOT, PRODUCTION] });
    fails(REGISTER, PRODUCTION, code);
    const says = `Only partly done (\`${code}\`). ${meaning(code)} AWS account Analytical Engines (${ROOT}) (management) has Engineering (${ENGINEERING}) now`;
    expect(textOf(await submits(slack, katherine))).toContain(says);
    expect((await audited(slack, 'partly')).text).toContain(says);
    expect(made(REGISTER)).toBe(2);
  });

  it.each(clear)('%s where a registration is taken away', async (code) => {
    const { slack } = grid.current;
    registered();
    const [katherine] = await asks(UNREGISTER, { team_id: ENGINEERING, account_ids: [PRODUCTION] });
    fails(UNREGISTER, PRODUCTION, code);
    const says = `AWS refused with \`${code}\`. Nothing was changed. ${meaning(code)}`;
    expect(textOf(await submits(slack, katherine))).toContain(says);
    expect((await audited(slack, 'refused')).text).toContain(says);
    expect(made(UNREGISTER)).toBe(1);
  });

  it.each(codes)('%s where registrations are listed: the other accounts are shown all the same', async (code) => {
    const { slack } = grid.current;
    registered();
    fails(LIST, PRODUCTION, code);
    const [, page] = await asks(LIST, { account_ids: [ROOT, PRODUCTION] });
    const says = `No list of AWS account Production (${PRODUCTION}) (\`${code}\`): ${meaning(code)}`;
    expect(textOf(page)).toContain(says);
    expect(textOf(page)).toContain(`• Analytical Engines · ${ROOT} · Workspace: Engineering · ID: ${ENGINEERING}`);
    expect((await audited(slack, 'succeeded')).text).toContain(says);
  });

  it.each(clear)('%s where it is read how things are: there is no plan', async (code) => {
    const { slack } = grid.current;
    fails(LIST, PRODUCTION, code);
    const [katherine, view] = await asks(REGISTER, { team_id: ENGINEERING, account_ids: [ROOT, PRODUCTION] });
    expect(textOf(view)).toContain(
      `⛔ AWS refused \`${LIST}\` with \`${code}\`. ${meaning(code)} Nothing was changed.`,
    );
    expect(view.submit).toBeNull();
    expect(made(REGISTER)).toBe(0);
    await katherine.close();
    expect(slack.breaches()).toEqual([]);
  });

  it('says so where AWS does not let the app into an account any more', async () => {
    const { slack } = grid.current;
    const [katherine] = await asks(REGISTER, { team_id: ENGINEERING, account_ids: [ROOT, PRODUCTION] });
    fails('AssumeRole', PRODUCTION, 'AccessDenied');
    const says =
      'Only partly done (`AccessDenied`). AWS does not let the app into this account: its role may be missing';
    expect(textOf(await submits(slack, katherine))).toContain(says);
    expect((await audited(slack, 'partly')).text).toContain(says);
    expect(made(REGISTER)).toBe(1);
  });

  it.each([
    ['the management account', REGISTER, [ROOT, PRODUCTION], ROOT, 'failed'],
    ['a member', REGISTER, [ROOT, PRODUCTION], PRODUCTION, 'partly'],
    ['a member that is taken away', UNREGISTER, [PRODUCTION], PRODUCTION, 'failed'],
  ] as const)(`${IN_DOUBT} at %s is read back before anything is said`, async (_, method, accounts, at, end) => {
    const { slack } = grid.current;
    if (method === UNREGISTER) registered();
    const [katherine] = await asks(method, { team_id: ENGINEERING, account_ids: accounts });
    fails(method, at, IN_DOUBT);
    const calls = made(method);
    expect(textOf(await submits(slack, katherine))).toContain(
      `It is not known yet whether it happened: no clear answer came from AWS (\`${IN_DOUBT}\`).`,
    );
    await audited(slack, 'unknown');
    ahead.by += 5_000;
    const other = await startEngineProcess(slack, database.current, clock, 'another', await doorTo(slack), {
      awsOperators,
    });
    await settleUnknown(other.ports);
    ahead.by += 31_000;
    await settleUnknown(other.ports);
    await other.deliver();
    expect((await audited(slack, end)).text).toContain(`(\`${IN_DOUBT}\`)`);
    expect(made(method)).toBe(calls + (at === ROOT || method === UNREGISTER ? 1 : 2));
  });
});
