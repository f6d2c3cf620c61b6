import type { AwsAccount } from './model.js';

function account(id: string, name: string, externalId: string | null): AwsAccount {
  return {
    id,
    name,
    kind: externalId === null ? 'management' : 'member',
    inOrganisation: true,
    role: externalId === null ? null : { name: 'GridkeeperSupportApp', externalId },
    denied: [],
    alias: null,
    workspaces: [],
    channels: [],
  };
}

/** The organisation's three accounts in AWS, as they are before anybody has done anything. */
export function seedAccounts(): AwsAccount[] {
  return [
    account('111122223333', 'Analytical Engines', null),
    account('222233334444', 'Production', 'simulated-external-id-production'),
    account('333344445555', 'Sandbox', 'simulated-external-id-sandbox'),
  ];
}
