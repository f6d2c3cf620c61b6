import { describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import { toPlain } from '../../../src/engine/words.js';
import { SlackRefused } from '../../../src/engine/errors/slack-errors.js';
import { listSlackWorkspaceConfigurations as list } from '../../../src/operations/aws/list-slack-workspace-configurations.js';
import { MANAGEMENT, MEMBER } from '../../support/aws-org.js';
import { answeredBy } from '../../support/slack-api.js';

describe('ListSlackWorkspaceConfigurations', () => {
  it('shows what every account has, and what stood in the way where one did not answer', async () => {
    const { client, stop } = await answeredBy({});
    const aws = {
      ...NO_AWS,
      accounts: [
        { accountId: MANAGEMENT, name: 'Root', kind: 'management' as const },
        { accountId: MEMBER, name: 'Shop', kind: 'member' as const },
      ],
      list: async (account: string) => {
        if (account === MEMBER) throw new SlackRefused('ListSlackWorkspaceConfigurations', 'AccessDeniedException');
        return [{ teamId: 'T1', teamName: 'Acme & Söhne', allowOrganizationMemberAccount: true }];
      },
    };
    const input = { account_ids: [MANAGEMENT, MEMBER] };
    const answer = await list.call({ slack: client, aws }, input, 'run');
    await stop();
    const page = list.page?.(answer, input);
    expect(page?.rows).toEqual([
      ['Root', MANAGEMENT, 'Acme & Söhne', 'T1', 'yes', ''],
      ['Shop', MEMBER, '', '', '', 'AccessDeniedException'],
    ]);
    expect(toPlain(page?.says ?? [], { [MEMBER]: 'Shop' })).toBe(
      'Registrations of 2 AWS account(s). No list of Shop (111111111111) (AccessDeniedException): The role that the app uses in this account lacks a right of AWS Support App (supportapp:*). Whoever looks after the account has to add it; then run this again.',
    );
    expect(page?.next).toBeNull();
  });

  it('changes nothing', async () => {
    expect(list.undo({ account_ids: [MEMBER] }, {})).toMatchObject({ possible: false });
  });
});
