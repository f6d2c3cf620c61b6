import { z } from 'zod';

import { Refusal } from '../../refusal.js';
import { maybe } from '../arguments.js';
import { defineMethod } from '../method.js';

/** https://docs.slack.dev/reference/methods/team.info */
const info = defineMethod({
  method: 'team.info',
  tokens: ['bot', 'user'],
  scopes: ['team:read'],
  input: z.object({ team: maybe }),
  run({ slack }, { team }) {
    const { org } = slack;
    const enterprise = { enterprise_id: org.id, enterprise_name: org.name };
    if (team === undefined || team === org.id) {
      return { team: { id: org.id, name: org.name, domain: org.data.org.domain, is_verified: false } };
    }
    const workspace = org.workspaceOfId(team);
    if (!workspace) throw new Refusal('team_not_found');
    if (!workspace.app_granted) throw new Refusal('team_access_not_granted');
    const { id, name, domain } = workspace;
    return { team: { id, name, domain, email_domain: '', discoverable: workspace.discoverability, ...enterprise } };
  },
});

/** The methods of `team.*`. */
export const teamMethods = [info];
