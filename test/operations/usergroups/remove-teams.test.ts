import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../../src/engine/words.js';
import { removeTeams } from '../../../src/operations/usergroups/remove-teams.js';
import { aGroup, ENGINEERS, SUPPORT, withGroup } from '../../support/groups.js';
import { MARKETING, SALES } from '../../support/org.js';
import { arriving, planFor, story, type Asked } from '../../support/wishes.js';

const METHOD = 'admin.usergroups.removeTeams';
const input = { usergroup_id: ENGINEERS, team_ids: [MARKETING, SALES] };

const told = (changes: object, asked: Asked = {}) =>
  story(METHOD, { ...input, ...changes }, { org: withGroup(), ...asked });
const linked = (links: Partial<Record<'linked' | 'provisions' | 'unseen', string[]>>): Asked => ({
  org: withGroup({ groupLinks: { [ENGINEERS]: links } }),
});

describe('admin.usergroups.removeTeams', () => {
  it('has no command, and takes a group, workspaces and a reason', () => {
    expect(removeTeams.command).toBeNull();
    expect(removeTeams.input.parse({ ...input, reason: '' })).toEqual(input);
  });

  it.each([
    [{}, 'usergroup_id'],
    [{ usergroup_id: ENGINEERS }, 'team_ids'],
    [{ ...input, team_ids: ['C0CHANNEL'] }, 'team_ids'],
  ])('refuses %j beside its field', (given, field) => {
    const issues = removeTeams.input.safeParse(given).error?.issues ?? [];
    expect(issues.map(({ path }) => path[0])).toContain(field);
  });

  it('takes the group out, says who loses by it, and asks twice', async () => {
    expect(await told({})).toMatchInlineSnapshot(`
     "S0ENGINEERS: linked → not linked to T0MARKET01
     Not linked, and left as it is: T0SALES001
     ! 2 people are in this group now. Slack removes them from these workspaces together with the link, also those who were there before it, unless a role or another group keeps them there.
     ! Undoing it links the group again, but makes no accounts at once.
     change, allow: org-admins-may-run
     undo: admin.usergroups.addTeams"
    `);
    const { asksTwice, beneficiary, effects } = await planFor(METHOD, input, { org: withGroup() });
    expect(toPlain(asksTwice ?? [], {})).toMatchInlineSnapshot(
      `"People will lose T0MARKET01. Take S0ENGINEERS out all the same?"`,
    );
    expect(beneficiary).toBeNull();
    expect(effects).toEqual([
      { kind: 'group_link', group: ENGINEERS, place: MARKETING, change: 'loses', provisions: false },
    ]);
  });

  it.each([
    ['is not linked to them', { linked: [SUPPORT] }],
    ['may be linked to one of them', { linked: [MARKETING], unseen: [SALES] }],
  ])('plans for a group that %s', async (_, links) => {
    expect(await told({}, linked(links))).toMatchSnapshot();
  });

  it('may be run by somebody in the group, who only loses by it', async () => {
    const org = withGroup({ groups: [aGroup({ members: ['W0ADMIN'] })] });
    expect(await told({}, { by: 'W0ADMIN', org })).toContain('allow: org-admins-may-run');
  });

  it('sends Slack those that the group is linked to, once, and nothing else', async () => {
    expect(await arriving(METHOD, { ...input, reason: 'why' }, { org: withGroup() })).toEqual([
      { method: METHOD, args: { usergroup_id: ENGINEERS, team_ids: MARKETING } },
    ]);
    expect(await arriving(METHOD, input, linked({ linked: [MARKETING], unseen: [SALES] }))).toEqual([
      { method: METHOD, args: { usergroup_id: ENGINEERS, team_ids: `${MARKETING},${SALES}` } },
    ]);
  });

  it('is undone by linking what the run itself has taken away', async () => {
    const { undo } = await planFor(METHOD, input, { org: withGroup() });
    expect(undo).toEqual({
      possible: true,
      operation: 'admin.usergroups.addTeams',
      input: { usergroup_id: ENGINEERS, team_ids: [MARKETING] },
      expects: { usergroup_id: ENGINEERS, linked: [], unseen: [] },
    });
  });

  it('expects of the state what linking expects of it, and the other way round', async () => {
    const before = async (method: string, asked: Asked) => (await planFor(method, input, asked)).before;
    const both = linked({ linked: [MARKETING, SALES] });
    const neither = linked({});
    const add = await planFor('admin.usergroups.addTeams', input, neither);
    expect(add.undo.possible && add.undo.expects).toEqual(await before(METHOD, both));
    const remove = await planFor(METHOD, input, both);
    expect(remove.undo.possible && remove.undo.expects).toEqual(await before('admin.usergroups.addTeams', neither));
  });

  it('says what was done', () => {
    const said = removeTeams.summary(input, { linked: [MARKETING], unseen: [] });
    expect(toPlain(said, {})).toBe(`took ${ENGINEERS} out of ${MARKETING}`);
  });
});
