import { z } from 'zod';

import { Refusal } from '../../refusal.js';
import { requireOrgAdmin } from '../admin.js';
import { list, maybe, paging } from '../arguments.js';
import { defineMethod } from '../method.js';
import { pageOf } from '../pages.js';

/** https://docs.slack.dev/reference/methods/admin.roles.listAssignments */
const listAssignments = defineMethod({
  method: 'admin.roles.listAssignments',
  tokens: ['user'],
  scopes: ['admin.roles:read'],
  input: z.object({ role_ids: list.optional(), entity_ids: list.optional(), sort_dir: maybe, ...paging(200, 200) }),
  codes: { limit: 'invalid_arguments' },
  run(context, input) {
    requireOrgAdmin(context, 'invalid_actor');
    const { role_ids: roles, entity_ids: entities, sort_dir } = input;
    if (roles?.some((id) => !/^Rl[A-Z0-9]+$/u.test(id))) throw new Refusal('invalid_role_id');
    if (sort_dir && !['ASC', 'DESC'].includes(sort_dir.toUpperCase())) throw new Refusal('invalid_sort');
    const held = context.slack.org.data.system_roles.filter(
      ({ role_id, entity_id }) => (roles?.includes(role_id) ?? true) && (entities?.includes(entity_id) ?? true),
    );
    const sorted = sort_dir?.toUpperCase() === 'ASC' ? held : held.toReversed();
    const { items, next_cursor } = pageOf(sorted, input);
    return { role_assignments: items.map((one) => ({ ...one })), response_metadata: { next_cursor } };
  },
});

/** The methods of `admin.roles.*`. */
export const adminRoleMethods = [listAssignments];
