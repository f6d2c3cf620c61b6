import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../../src/engine/words.js';
import { registerSlackWorkspaceForOrganization as register } from '../../../src/operations/aws/register-slack-workspace-for-organization.js';
import { awsOrg, MANAGEMENT, MEMBER, OTHER } from '../../support/aws-org.js';
import { MARKETING, readerOf } from '../../support/org.js';

const asked = (...account_ids: string[]) => ({ team_id: MARKETING, account_ids });
const planned = (
  account_ids: string[],
  registered: Record<string, string[]> = {},
  authorised: Record<string, string[]> = {},
) => register.plan(asked(...account_ids), readerOf(awsOrg(registered, authorised)));

describe('RegisterSlackWorkspaceForOrganization', () => {
  it.each([
    [{ account_ids: [MEMBER] }, 'team_id'],
    [{ team_id: 'E0ORG', account_ids: [MEMBER] }, 'team_id'],
    [{ team_id: MARKETING }, 'account_ids'],
    [{ team_id: MARKETING, account_ids: [] }, 'account_ids'],
    [{ team_id: MARKETING, account_ids: ['production'] }, 'account_ids'],
  ])('refuses %j beside its field', (given, field) => {
    expect(register.input.safeParse(given).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  it('registers the management account first, whatever the order they were chosen in', async () => {
    const draft = await planned([OTHER, MEMBER, MANAGEMENT]);
    expect(draft).toMatchObject({
      kind: 'plan',
      risk: 'change',
      before: {
        team_id: MARKETING,
        standing: { [MANAGEMENT]: 'absent', [MEMBER]: 'absent', [OTHER]: 'absent' },
        management: MANAGEMENT,
      },
      calls: [
        { account_id: MANAGEMENT, team_id: MARKETING },
        { account_id: MEMBER, team_id: MARKETING },
        { account_id: OTHER, team_id: MARKETING },
      ],
    });
    if (draft.kind !== 'plan') return;
    expect(draft.effects).toHaveLength(3);
    expect(draft.warnings.map((line) => toPlain(line, {})).join('\n')).toContain(
      'https://console.aws.amazon.com/support/home#/slack-configuration',
    );
  });

  it('leaves out the accounts that have it, and needs no call where all do', async () => {
    expect(await planned([MANAGEMENT, MEMBER], { [MANAGEMENT]: [MARKETING] })).toMatchObject({
      before: { standing: { [MANAGEMENT]: 'registered', [MEMBER]: 'absent' } },
      calls: [{ account_id: MEMBER }],
    });
    expect(await planned([MANAGEMENT], { [MANAGEMENT]: [MARKETING] })).toMatchObject({ kind: 'unchanged' });
  });

  it('wants the management account along where members would be refused without it', async () => {
    expect(await planned([MEMBER])).toMatchObject({ kind: 'obstacle' });
    expect(await planned([MEMBER], { [MANAGEMENT]: [MARKETING] })).toMatchObject({ kind: 'plan' });
  });

  it('knows the configured accounts and the workspaces of the organisation only', async () => {
    expect(await planned(['999999999999'])).toMatchObject({ kind: 'obstacle' });
    const elsewhere = { team_id: 'T0NOBODYS', account_ids: [MANAGEMENT] };
    expect(await register.plan(elsewhere, readerOf(awsOrg({})))).toMatchObject({ kind: 'obstacle' });
  });

  it('keeps what each account answered, and says it', () => {
    const args = { account_id: MEMBER, team_id: MARKETING };
    const answer = { ok: true, accountType: 'member', teamId: MARKETING, teamName: 'Acme', already: false };
    const kept = register.answered?.keep(answer, args);
    expect(kept).toEqual({
      done: 'all',
      detail: { account_type: 'member', team_id: MARKETING, team_name: 'Acme', already: false },
    });
    const says = register.answered?.says(kept?.detail ?? {}, args).map((line) => toPlain(line, { [MEMBER]: 'Shop' }));
    expect(says).toEqual([`Shop (${MEMBER}) (member) has ${MARKETING} now, called “Acme” there.`]);
  });

  it('does not ask for the manual step where it is done', async () => {
    const draft = await planned([MANAGEMENT], {}, { [MANAGEMENT]: [MARKETING] });
    expect(draft).toMatchObject({ kind: 'plan', warnings: [], before: { standing: { [MANAGEMENT]: 'listed' } } });
  });

  it('is undone by taking it out of those accounts alone that AWS did not list before', () => {
    const standing = { [MANAGEMENT]: 'registered', [OTHER]: 'absent', [MEMBER]: 'absent' };
    const before = { team_id: MARKETING, standing, management: MANAGEMENT };
    expect(register.undo(asked(MANAGEMENT, OTHER, MEMBER), before)).toEqual({
      possible: true,
      operation: 'DeleteSlackWorkspaceConfiguration',
      input: { team_id: MARKETING, account_ids: [OTHER, MEMBER] },
      expects: { team_id: MARKETING, standing: { [OTHER]: 'registered', [MEMBER]: 'registered' }, management: null },
    });
  });

  it('is not undone where that would take away what a person has authorised', () => {
    const before = { team_id: MARKETING, standing: { [MANAGEMENT]: 'listed' }, management: MANAGEMENT };
    expect(register.undo(asked(MANAGEMENT), before)).toMatchObject({ possible: false });
  });
});
