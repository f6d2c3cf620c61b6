import type { OrgData } from './org/model.js';
import { seedChannels, seedGroups } from './seed/channels.js';
import { idOf, people } from './seed/people.js';
import { orgId, workspaces } from './seed/workspaces.js';

export { approvalChannel, auditChannel } from './seed/channels.js';

const bot = { user_id: 'U0APPBOT001', bot_id: 'B0APPBOT001', app_id: 'A0SIMULAPP1' };

/** The seeded organisation with the app installed in all of it by Dorothy Vaughan, an org owner but not the primary one. */
export function seedOrganisation(appName: string): OrgData {
  const organisation: OrgData = {
    org: { id: orgId, name: 'Analytical Engines', domain: 'engines' },
    workspaces: [...workspaces],
    people: [...people, botPerson(appName)],
    channels: seedChannels(bot.user_id),
    groups: seedGroups(),
    // Users Admin of the whole organisation.
    system_roles: [{ role_id: 'Rl0A', user_id: idOf('emmy'), entity_id: orgId, date_create: 1_600_000_000 }],
    limits: { workspaces_per_group: 1000, workspaces_per_channel: 1000, channels_per_person: 1_000_000 },
    installer: idOf('dorothy'),
    bot: { ...bot, name: appName },
  };
  // A copy, so that what happens to one simulator leaves the seed and all others alone.
  return structuredClone(organisation);
}

function botPerson(name: string): OrgData['people'][number] {
  return {
    id: bot.user_id,
    kind: 'bot',
    handle: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'),
    real_name: name,
    display_name: name,
    email: '',
    title: '',
    tz: 'America/Los_Angeles',
    org_role: 'member',
    workspaces: Object.fromEntries(workspaces.map((workspace) => [workspace.id, 'member' as const])),
    deactivated: false,
    left: [],
    expirations: {},
    invitation: null,
    interactivity_team: 'workspace',
  };
}
