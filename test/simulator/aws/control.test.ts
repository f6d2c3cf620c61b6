import { describe, expect, it } from '@jest/globals';

import * as sdk from '#aws-support-app';

import { clientOn } from '../../aws/support/aws.js';
import { useGrid } from '../support/grid.js';

const grid = useGrid();

async function control(path: string, body?: unknown): Promise<{ status: number; answer: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json' };
  const post = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${grid.simulator.url}/control/aws/${path}`, body === undefined ? {} : post);
  const answer: Record<string, unknown> = JSON.parse(await response.text());
  return { status: response.status, answer };
}

const client = () => clientOn(sdk, grid.simulator.aws);

describe('AWS in the simulator', () => {
  it('runs beside Slack, with one workspace authorised and the others not', () => {
    const { aws, org } = grid.simulator;
    expect(aws.url).not.toBe(grid.simulator.url);
    expect(aws.management.workspaces).toEqual([
      { teamId: org.workspaces[0]?.id, teamName: org.workspaces[0]?.name, forOrganisation: false },
    ]);
  });

  it('is changed by hand: authorisations, permissions, the organisation', async () => {
    const [, marketing] = grid.simulator.org.workspaces;
    const wish = { account: 'Analytical Engines', authorise: marketing?.id, denied: ['GetAccountAlias'] };
    await control('accounts', wish);
    await expect(client().send(new sdk.GetAccountAliasCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const { answer } = await control('accounts');
    expect(answer).toMatchObject({
      accounts: [{ workspaces: [{}, { teamId: marketing?.id, teamName: marketing?.name }] }, {}, {}],
    });
    await control('accounts', { account: '111122223333', withdraw: marketing?.id, inOrganisation: false });
    expect(grid.simulator.aws.management).toMatchObject({ workspaces: [{}], inOrganisation: false });
  });

  it.each([
    [{ account: 'Nobody' }, 'account_not_found'],
    [{ account: 'Sandbox', denied: ['Everything'] }, 'invalid_body'],
  ])('does not take %j', async (wish, error) => {
    await expect(control('accounts', wish)).resolves.toMatchObject({ status: 400, answer: { error } });
  });

  it('is made to misbehave, and keeps a list of what arrived', async () => {
    await control('faults', { operation: 'GetAccountAlias', fault: 'error', error: 'ConflictException', times: 1 });
    await expect(control('faults')).resolves.toMatchObject({ answer: { faults: [{ operation: 'GetAccountAlias' }] } });
    await expect(client().send(new sdk.GetAccountAliasCommand({}))).rejects.toBeInstanceOf(sdk.ConflictException);
    await client().send(new sdk.GetAccountAliasCommand({}));
    await expect(control('calls')).resolves.toMatchObject({
      answer: { calls: [{ error: 'ConflictException' }, { operation: 'GetAccountAlias', status: 200, error: null }] },
    });
    await control('faults', { operation: '*', fault: 'reset' });
    await expect(control('faults', { clear: true })).resolves.toMatchObject({ answer: { faults: [] } });
  });

  it('goes back to the seed with everything else', async () => {
    const { simulator } = grid;
    await client().send(new sdk.PutAccountAliasCommand({ accountAlias: 'root' }));
    simulator.aws.faults.set({ operation: '*', fault: 'hang' });
    await fetch(`${simulator.url}/control/reset`, { method: 'POST' });
    expect(simulator.aws).toMatchObject({ calls: [], management: { alias: null, workspaces: [{}] } });
    await client().send(new sdk.GetAccountAliasCommand({}));
  });
});
