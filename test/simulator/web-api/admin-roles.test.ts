import { describe, expect, it } from '@jest/globals';

import { codeOf } from '../support/clients.js';
import { useGrid } from '../support/grid.js';

const grid = useGrid();

describe('admin.roles.listAssignments', () => {
  const list = (args: Record<string, unknown> = {}) => grid.admin.apiCall('admin.roles.listAssignments', args);

  it('lists who holds which system role over what, the newest first', async () => {
    const { org } = grid.simulator;
    const emmy = { role_id: 'Rl0A', user_id: org.person('emmy').id, entity_id: org.id };
    const karen = { role_id: 'Rl02', user_id: org.person('karen').id, entity_id: 'T0MARKETNG2', date_create: 2 };
    org.data.system_roles.push(karen);
    expect(await list()).toMatchObject({ role_assignments: [karen, emmy] });
    expect(await list({ sort_dir: 'ASC' })).toMatchObject({ role_assignments: [emmy, karen] });
    expect(await list({ role_ids: ['Rl0A'] })).toMatchObject({ role_assignments: [emmy] });
    expect(await list({ entity_ids: 'T0MARKETNG2' })).toMatchObject({ role_assignments: [karen] });
  });

  it('goes page by page', async () => {
    grid.simulator.org.data.system_roles.push({ role_id: 'Rl02', user_id: 'W1', entity_id: 'T1', date_create: 2 });
    const first = await list({ limit: 1 });
    expect(first).toMatchObject({ role_assignments: [{ user_id: 'W1' }] });
    const cursor = first.response_metadata?.next_cursor ?? '';
    expect(await list({ limit: 1, cursor })).toMatchObject({
      role_assignments: [{ role_id: 'Rl0A' }],
      response_metadata: { next_cursor: '' },
    });
  });

  it('refuses what is no role, no order, and demoted callers', async () => {
    await expect(codeOf(list({ role_ids: ['Users Admin'] }))).resolves.toBe('invalid_role_id');
    await expect(codeOf(list({ sort_dir: 'up' }))).resolves.toBe('invalid_sort');
    grid.simulator.org.installer.org_role = 'member';
    await expect(codeOf(list())).resolves.toBe('invalid_actor');
  });
});
