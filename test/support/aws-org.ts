import { everybody, type Org } from './org.js';

export const MANAGEMENT = '333333333333';
export const MEMBER = '111111111111';
export const OTHER = '222222222222';

/** The sample organisation with three AWS accounts, and the workspaces that each of them has. */
export function awsOrg(awsWorkspaces: Record<string, string[]>, awsAuthorised: Record<string, string[]> = {}): Org {
  return {
    ...everybody(),
    awsWorkspaces,
    awsAuthorised,
    awsAccounts: [
      { accountId: MANAGEMENT, name: 'Root', kind: 'management' },
      { accountId: MEMBER, name: 'Shop', kind: 'member' },
      { accountId: OTHER, name: 'Lab', kind: 'member' },
    ],
  };
}
