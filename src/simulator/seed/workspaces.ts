import type { Workspace } from '../org/model.js';

/** The four workspaces of the seeded organisation, by the short names the other seed tables use. */
export const teams = {
  engineering: 'T0ENGINEER1',
  marketing: 'T0MARKETNG2',
  sales: 'T0SALESFLD3',
  support: 'T0SUPPORTS4',
} as const;

/** The organisation's own id. */
export const orgId = 'E0ANALYTIC1';

function workspace(id: string, name: string, domain: string, discoverability: Workspace['discoverability']): Workspace {
  return { id, name, domain, discoverability, app_granted: true, provisions: true };
}

/** The workspaces; the app was added to all of them. */
export const workspaces: readonly Workspace[] = [
  workspace(teams.engineering, 'Engineering', 'engines-engineering', 'open'),
  workspace(teams.marketing, 'Marketing', 'engines-marketing', 'open'),
  workspace(teams.sales, 'Sales & Field', 'engines-sales', 'invite_only'),
  workspace(teams.support, 'Support', 'engines-support', 'closed'),
];
