import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../../src/engine/words.js';
import { addTeams } from '../../../src/operations/usergroups/add-teams.js';
import { aGroup, ENGINEERS, SUPPORT, withGroup } from '../../support/groups.js';
import { MARKETING, SALES, workspace } from '../../support/org.js';
import { arriving, planFor, story, type Asked } from '../../support/wishes.js';

const METHOD = 'admin.usergroups.addTeams';
const input = { usergroup_id: ENGINEERS, team_ids: [SALES, SUPPORT] };

const told = (changes: object, asked: Asked = {}) =>
  story(METHOD, { ...input, ...changes }, { org: withGroup(), ...asked });
const linked = (links: Partial<Record<'linked' | 'provisions' | 'unseen', string[]>>): Asked => ({
  org: withGroup({ groupLinks: { [ENGINEERS]: links } }),
});

describe('admin.usergroups.addTeams', () => {
  it('takes a group, workspaces, whether accounts are made, and a reason', () => {
    const given = { ...input, team_ids: [SALES, SALES], auto_provision: true, reason: ' new team ' };
    expect(addTeams.input.parse(given)).toEqual({
      ...input,
      team_ids: [SALES],
      auto_provision: true,
      reason: 'new team',
    });
    expect(addTeams.input.parse({ ...input, auto_provision: false })).toEqual(input);
  });

  it.each([
    ['no group', { usergroup_id: undefined }, { usergroup_id: 'Choose an IdP group.' }],
    [
      'a name for a group',
      { usergroup_id: '@eng' },
      { usergroup_id: 'Choose a group from the list, or paste a group ID such as S012A3CDE.' },
    ],
    ['no workspace', { team_ids: [] }, { team_ids: 'Choose at least one of the workspaces.' }],
    [
      'the organisation for a workspace',
      { team_ids: ['E0TEST0001'] },
      { team_ids: 'Choose a workspace from the list, or paste a workspace ID such as T012A3CDE.' },
    ],
    [
      'more than a hundred workspaces',
      { team_ids: Array.from({ length: 101 }, (_, index) => `T0MANY${index}`) },
      { team_ids: 'At most 100 workspaces at a time.' },
    ],
  ])('refuses %s, beside its field', (_, changes, errors) => {
    const issues = addTeams.input.safeParse({ ...input, ...changes }).error?.issues ?? [];
    expect(Object.fromEntries(issues.map(({ path, message }) => [path[0], message]))).toEqual(errors);
  });

  it('links a group, and says what it comes to', async () => {
    expect(await told({})).toMatchInlineSnapshot(`
     "S0ENGINEERS: not linked → linked to T0SALES001, T0SUPPORT1
     ! 2 people are in this group now. Slack adds them to these workspaces.
     ! Undoing it can also take people out of these workspaces who were there before: Slack removes everybody in the group together with the link, unless a role or another group keeps them there.
     privileged, allow: org-admins-may-run
     undo: admin.usergroups.removeTeams"
    `);
    expect(await told({ auto_provision: true })).toMatchInlineSnapshot(`
     "S0ENGINEERS: not linked → linked to T0SALES001, T0SUPPORT1
     ! 2 people are in this group now. Slack adds all of them to these workspaces at once, and makes an account for everybody who has none there.
     ! Undoing it can also take people out of these workspaces who were there before: Slack removes everybody in the group together with the link, unless a role or another group keeps them there.
     privileged, approve: provisioning-needs-approval
     undo: admin.usergroups.removeTeams"
    `);
  });

  it.each([
    ['linked to some of them', { linked: [SALES] }],
    ['linked to all of them', { linked: [SALES, SUPPORT] }],
    ['linked where Slack does not tell', { unseen: [SUPPORT] }],
  ])('plans for a group that is %s', async (_, links) => {
    expect(await told({}, linked(links))).toMatchSnapshot();
  });

  it('switches on the making of accounts where the group is linked without it', async () => {
    const some = linked({ linked: [SALES], provisions: [SUPPORT] });
    expect(await told({ auto_provision: true }, some)).toMatchInlineSnapshot(`
     "S0ENGINEERS: no accounts made → accounts made for its members in T0SALES001
     Linked already, and left as it is: T0SUPPORT1
     ! 2 people are in this group now. Slack adds all of them to these workspaces at once, and makes an account for everybody who has none there.
     privileged, approve: provisioning-needs-approval
     no undo: Slack has no call by which T0SALES001 would stay linked and stop making accounts."
    `);
    expect(await arriving(METHOD, { ...input, auto_provision: true }, some)).toEqual([
      { method: METHOD, args: { usergroup_id: ENGINEERS, team_ids: SALES, auto_provision: 'true' } },
    ]);
    expect(await told({ auto_provision: true }, linked({ provisions: [SALES, SUPPORT] }))).toMatch(/^unchanged: /u);
  });

  it.each([
    [
      'of which nothing is known',
      { usergroup_id: 'S0UNKNOWN' },
      'obstacle: This organisation has no IdP group S0UNKNOWN. Choose another one.',
    ],
    [
      'and workspaces that do not exist',
      { team_ids: [SALES, 'T0UNKNOWN'] },
      'obstacle: This organisation has no workspace T0UNKNOWN.',
    ],
  ])('does nothing with a group %s', async (_, changes, says) => {
    expect(await told(changes)).toBe(says);
  });

  it.each([
    [
      'is refused to whoever is in the group',
      { by: 'W0ADMIN', members: ['W0ADMIN', 'W0MEMBER'] },
      'deny: nobody-grants-themselves',
    ],
    [
      'needs another’s yes where Slack does not show who is in the group',
      { members: null },
      'approve: unseen-groups-need-approval',
    ],
    ['needs another’s yes where many are in the group', { members: many(21) }, 'approve: many-at-once-need-approval'],
    ['needs nobody’s yes where twenty are', { members: many(20) }, 'allow: org-admins-may-run'],
  ])('%s', async (_, { by = 'W0OWNER', members }: { by?: string; members: string[] | null }, decision) => {
    expect(await told({}, { by, org: withGroup({ groups: [aGroup({ members })] }) })).toContain(decision);
  });

  it('needs another’s yes for more than twenty workspaces', async () => {
    const team_ids = Array.from({ length: 21 }, (_, index) => `T0MANY${index}`);
    const org = withGroup({ workspaces: team_ids.map((id) => workspace(id)) });
    expect(await told({ team_ids }, { org })).toContain('approve: many-at-once-need-approval');
  });

  it.each([
    [{}, { usergroup_id: ENGINEERS, team_ids: `${SALES},${SUPPORT}` }],
    [{ auto_provision: true }, { usergroup_id: ENGINEERS, team_ids: `${SALES},${SUPPORT}`, auto_provision: 'true' }],
    [
      { team_ids: [MARKETING, SALES], reason: 'why' },
      { usergroup_id: ENGINEERS, team_ids: SALES },
    ],
  ])('sends Slack what is missing, once, and nothing else: %j', async (changes, args) => {
    expect(await arriving(METHOD, { ...input, ...changes }, { org: withGroup() })).toEqual([{ method: METHOD, args }]);
  });

  it('is undone by taking away what the run itself has added', async () => {
    const { undo } = await planFor(METHOD, { ...input, team_ids: [SUPPORT, MARKETING, SALES] }, { org: withGroup() });
    expect(undo).toEqual({
      possible: true,
      operation: 'admin.usergroups.removeTeams',
      input: { usergroup_id: ENGINEERS, team_ids: [SUPPORT, SALES] },
      expects: { usergroup_id: ENGINEERS, linked: [SALES, SUPPORT], unseen: [] },
    });
  });

  it('cannot be read back where Slack does not show the links', () => {
    expect(addTeams.readBack?.({ linked: [], unseen: [] })).toBe('possible');
    expect(addTeams.readBack?.({ linked: [], unseen: [SALES] })).toBe('impossible');
  });

  const failure = (errors: unknown): object => ({ ok: false, error: 'auto_provision_failure', errors });
  it.each([
    ['done', { ok: true }, 'all', { worked: 2 }, ''],
    [
      'failed in one',
      failure([SALES]),
      'part',
      { failed: [SALES], worked: 1 },
      `It did not work for ${SALES}. It worked for 1 of 2 workspaces.`,
    ],
    [
      'failed in one, and said so as a success',
      { ok: true, errors: [SALES] },
      'part',
      { failed: [SALES], worked: 1 },
      `It did not work for ${SALES}. It worked for 1 of 2 workspaces.`,
    ],
    [
      'failed in all',
      failure([SALES, SUPPORT]),
      'none',
      { failed: [SALES, SUPPORT], worked: 0 },
      `It did not work for ${SALES}, ${SUPPORT}. It worked for 0 of 2 workspaces.`,
    ],
    ['failed somewhere', failure(undefined), 'part', { failed: [] }, 'Slack does not say for which of the workspaces.'],
    [
      'failed with what is none of them',
      failure(['T0OTHER', 7]),
      'part',
      { failed: [] },
      'Slack does not say for which of the workspaces.',
    ],
    [
      'no workspace',
      { ok: false, error: 'invalid_team_ids', errors: [SUPPORT] },
      'none',
      { invalid: [SUPPORT] },
      `Slack does not know ${SUPPORT}.`,
    ],
    ['refused', { ok: false, error: 'restricted_action' }, 'none', { invalid: [] }, ''],
  ])('keeps of an answer which workspaces failed, and counts the others: %s', (_, answer, done, detail, says) => {
    const args = { usergroup_id: ENGINEERS, team_ids: [SALES, SUPPORT] };
    const kept = addTeams.answered?.keep(answer, args);
    expect(kept).toEqual({ done, detail });
    const sentences = addTeams.answered?.says(kept?.detail ?? {}, args) ?? [];
    expect(sentences.map((sentence) => toPlain(sentence, {})).join(' ')).toBe(says);
  });

  it('says what was done', () => {
    const said = (auto_provision?: true): string =>
      toPlain(addTeams.summary({ ...input, auto_provision }, { linked: [SALES], provisions: [SALES], unseen: [] }), {});
    expect(said()).toBe(`linked ${ENGINEERS} to ${SUPPORT}`);
    expect(said(true)).toBe(`linked ${ENGINEERS} to ${SUPPORT}, with accounts for everybody in it`);
  });
});

function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `W0MANY${index}`);
}
