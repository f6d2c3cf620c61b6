import { describe, expect, it } from '@jest/globals';

import { deleteSlackWorkspaceConfiguration as unregister } from '../../../src/operations/aws/delete-slack-workspace-configuration.js';
import { awsOrg, MANAGEMENT, MEMBER, OTHER } from '../../support/aws-org.js';
import { MARKETING, readerOf } from '../../support/org.js';

const planned = (account_ids: string[], registered: Record<string, string[]>) =>
  unregister.plan({ team_id: MARKETING, account_ids }, readerOf(awsOrg(registered)));

describe('DeleteSlackWorkspaceConfiguration', () => {
  it('takes it out of the management account last', async () => {
    const everywhere = { [MANAGEMENT]: [MARKETING], [MEMBER]: [MARKETING] };
    expect(await planned([MANAGEMENT, MEMBER, OTHER], everywhere)).toMatchObject({
      kind: 'plan',
      before: { standing: { [MANAGEMENT]: 'registered', [MEMBER]: 'registered', [OTHER]: 'absent' } },
      calls: [{ account_id: MEMBER }, { account_id: MANAGEMENT }],
      effects: [{ change: 'loses' }, { change: 'loses' }],
    });
  });

  it('has nothing to do where no account has it', async () => {
    expect(await planned([MANAGEMENT, MEMBER], {})).toMatchObject({ kind: 'unchanged' });
  });

  it('works for a workspace that is not in the organisation any more', async () => {
    const gone = { team_id: 'T0GONE0001', account_ids: [MEMBER] };
    const draft = await unregister.plan(gone, readerOf(awsOrg({ [MEMBER]: ['T0GONE0001'] })));
    expect(draft).toMatchObject({ kind: 'plan', calls: [{ account_id: MEMBER, team_id: 'T0GONE0001' }] });
  });

  it('is undone by registering again what was taken away from members', () => {
    const input = { team_id: MARKETING, account_ids: [OTHER, MEMBER] };
    const before = { team_id: MARKETING, standing: { [OTHER]: 'absent', [MEMBER]: 'registered' }, management: null };
    expect(unregister.undo(input, before)).toEqual({
      possible: true,
      operation: 'RegisterSlackWorkspaceForOrganization',
      input: { team_id: MARKETING, account_ids: [MEMBER] },
      expects: { team_id: MARKETING, standing: { [MEMBER]: 'absent' }, management: null },
    });
  });

  it('is not undone in the management account, where a person has to authorise it first', () => {
    const input = { team_id: MARKETING, account_ids: [MANAGEMENT] };
    const before = { team_id: MARKETING, standing: { [MANAGEMENT]: 'registered' }, management: MANAGEMENT };
    expect(unregister.undo(input, before)).toMatchObject({ possible: false });
  });
});
