import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_AWS } from '../../../src/engine/aws.js';
import * as fc from 'fast-check';

import type { Directory } from '../../../src/engine/organisation/directory.js';
import { orgRank, type Person } from '../../../src/engine/organisation/people.js';
import { SlackBusy, SlackRefused, SlackUnreachable } from '../../../src/engine/errors/slack-errors.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import { adminDoor } from '../../../src/slack/clients/admin.js';
import { readAnew } from '../../../src/slack/readers/org-reader.js';
import { FakeClock } from '../../support/clock.js';
import { ORG } from '../../support/org.js';
import { enterpriseUser, slackUser, without } from '../../support/people.js';
import { answeredBy, SILENT, type SlackApi } from '../../support/slack-api.js';
import { emptyDirectory } from '../../support/empty-directory.js';
import { HEALTHY } from '../../support/healthy.js';

const SOMEBODY = 'W0ADA00001';

const knownGroup: Directory['group'] = (id) =>
  id === 'S0MENTIONED'
    ? { id, name: 'Mentioned', handle: 'mentioned', idp: true, members: null, workspaces: [] }
    : undefined;

describe('readAnew', () => {
  let slack: SlackApi;
  let users: Record<string, unknown>;
  let knownOwners: string[];
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    users = {};
    knownOwners = [];
    slack.calls.length = 0;
    slack.answers = {
      'users.info': ({ user }) =>
        user && users[user] ? { ok: true, user: users[user] } : { ok: false, error: 'user_not_found' },
    };
  });
  const reader = () =>
    readAnew({
      enterpriseId: ORG,
      enterpriseName: 'Engines',
      interactive: slack.client,
      admin: adminDoor('xoxp-a-token', catalogue, {
        slackApiUrl: slack.url,
        logger: SILENT,
        aws: NO_AWS,
        health: HEALTHY,
      }),
      directory: { ...emptyDirectory(), orgOwners: () => knownOwners, group: knownGroup },
      aws: NO_AWS,
      clock: new FakeClock(),
      grants: { at: async () => [] },
    });
  const personFrom = async (user: Record<string, unknown>): Promise<Person> => {
    users[SOMEBODY] = user;
    return reader().person(SOMEBODY);
  };
  const owner = (changes: Record<string, unknown> = {}): Record<string, unknown> =>
    slackUser(SOMEBODY, { enterprise_user: enterpriseUser(SOMEBODY, { is_admin: true, is_owner: true }), ...changes });

  describe('person', () => {
    it.each([
      ['a member', {}, 'member', null],
      ['an org admin', { is_admin: true }, 'member', 'admin'],
      ['an org owner', { is_admin: true, is_owner: true }, 'member', 'owner'],
      ['the primary owner', { is_admin: true, is_owner: true, is_primary_owner: true }, 'member', 'primary_owner'],
    ])('reads %s from enterprise_user', async (_, roles, kind, orgRole) => {
      const user = slackUser(SOMEBODY, { enterprise_user: enterpriseUser(SOMEBODY, roles) });
      expect(await personFrom(user)).toEqual({
        id: SOMEBODY,
        name: `Name of ${SOMEBODY}`,
        kind,
        orgRole,
        workspaces: ['T0MARKET01'],
      });
    });

    it('gives nothing for the flags at the top, which are those of a workspace', async () => {
      const flags = { is_admin: true, is_owner: true, is_primary_owner: true };
      expect((await personFrom(slackUser(SOMEBODY, flags))).orgRole).toBeNull();
    });

    it.each([
      [
        'of another organisation',
        { enterprise_user: enterpriseUser(SOMEBODY, { enterprise_id: 'E0OTHER', is_owner: true }) },
        'stranger',
      ],
      ['of no organisation', { enterprise_user: undefined }, 'stranger'],
      ['whom Slack calls a stranger', { is_stranger: true }, 'stranger'],
      ['who is a bot', { is_bot: true }, 'bot'],
      ['who is a workflow', { is_workflow_bot: true }, 'bot'],
      ['who is a bot without an organisation', { is_bot: true, enterprise_user: undefined }, 'bot'],
      ['who is deactivated', { deleted: true }, 'deactivated'],
      ['who is deactivated, without an organisation', { deleted: true, enterprise_user: undefined }, 'deactivated'],
      ['who is a guest of several channels', { is_restricted: true }, 'guest'],
      ['who is a guest of one channel', { is_restricted: true, is_ultra_restricted: true }, 'guest'],
    ])('gives no role to an owner %s', async (_, changes, kind) => {
      const person = await personFrom(owner(changes));
      expect(person).toMatchObject({ kind, orgRole: null });
      expect(['none', 'guest']).toContain(orgRank(person));
    });

    it.each(['deleted', 'is_bot', 'is_restricted', 'is_ultra_restricted', 'enterprise_user'])(
      'gives no role to an owner whose answer lacks %s',
      async (field) => {
        expect(orgRank(await personFrom(without(owner(), field)))).toBe('none');
      },
    );

    it.each(['enterprise_id', 'is_owner', 'is_admin'])(
      'gives no role where enterprise_user lacks %s',
      async (field) => {
        const roles = enterpriseUser(SOMEBODY, { is_admin: true, is_owner: true });
        expect(orgRank(await personFrom(owner({ enterprise_user: without(roles, field) })))).toBe('none');
      },
    );

    it('gives no role for fields of another kind', async () => {
      const anyValue = fc.oneof(fc.constantFrom('true', 1, 'yes', null, {}, []), fc.string());
      const field = fc.constantFrom('is_owner', 'is_admin', 'is_primary_owner', 'enterprise_id');
      await fc.assert(
        fc.asyncProperty(field, anyValue, async (key, value) => {
          const roles = enterpriseUser(SOMEBODY, { [key]: value });
          expect(orgRank(await personFrom(slackUser(SOMEBODY, { enterprise_user: roles })))).toBe('none');
        }),
      );
    });

    it('gives no role to an answer about somebody else', async () => {
      const roles = enterpriseUser('W0OTHER', { is_admin: true, is_owner: true });
      expect(await personFrom(slackUser('W0OTHER', { enterprise_user: roles }))).toMatchObject({
        kind: 'stranger',
        orgRole: null,
      });
    });

    it.each([
      ['nothing', {}],
      ['null', { user: null }],
      ['a list', { user: [] }],
      ['a name', { user: 'ada' }],
    ])('takes somebody for a stranger where Slack answers %s', async (_, answer) => {
      slack.answers['users.info'] = { ok: true, ...answer };
      expect(await reader().person(SOMEBODY)).toEqual({
        id: SOMEBODY,
        name: SOMEBODY,
        kind: 'stranger',
        orgRole: null,
        workspaces: null,
      });
    });

    it.each(['user_not_found', 'user_not_visible'])(
      'takes somebody for a stranger where Slack says %s',
      async (error) => {
        slack.answers['users.info'] = { ok: false, error };
        expect(await reader().person(SOMEBODY)).toMatchObject({ kind: 'stranger', orgRole: null });
      },
    );

    it('decides nothing where Slack cannot be asked', async () => {
      slack.answers['users.info'] = [
        { ok: false, error: 'missing_scope' },
        (_, response) => void response.writeHead(500).end(),
        (_, response) => void response.writeHead(429, { 'retry-after': '3' }).end(),
      ];
      const org = reader();
      await expect(org.person(SOMEBODY)).rejects.toBeInstanceOf(SlackRefused);
      await expect(org.person(SOMEBODY)).rejects.toBeInstanceOf(SlackUnreachable);
      await expect(org.person(SOMEBODY)).rejects.toBeInstanceOf(SlackBusy);
    });

    it.each([
      ['a part of it', { enterprise_id: ORG }],
      ['null', null],
      ['none', undefined],
    ])('knows a deactivated person by name where Slack shows %s of enterprise_user', async (_, enterprise_user) => {
      const gone = slackUser(SOMEBODY, { deleted: true, is_restricted: null, enterprise_user });
      expect(await personFrom(gone)).toMatchObject({ kind: 'deactivated', name: `Name of ${SOMEBODY}`, orgRole: null });
    });

    it('knows a member by what counts, whatever else is null', async () => {
      const nulls = { is_workflow_bot: null, is_stranger: null, profile: null };
      const user = owner({ ...nulls, enterprise_user: enterpriseUser(SOMEBODY, { is_owner: true, teams: null }) });
      expect(await personFrom(user)).toMatchObject({ kind: 'member', orgRole: 'owner', workspaces: null });
    });

    it.each(['deleted', 'is_bot', 'is_restricted', 'is_ultra_restricted', 'enterprise_user'])(
      'gives no role to an owner of whom Slack says null for %s',
      async (field) => {
        expect(orgRank(await personFrom(owner({ [field]: null })))).toBe('none');
      },
    );

    it('knows where somebody belongs only where Slack says so', async () => {
      const told = await personFrom(
        slackUser(SOMEBODY, { enterprise_user: enterpriseUser(SOMEBODY, { teams: ['T1', 'T2'] }) }),
      );
      const silent = await personFrom(
        slackUser(SOMEBODY, { enterprise_user: without(enterpriseUser(SOMEBODY), 'teams') }),
      );
      expect([told.workspaces, silent.workspaces]).toEqual([['T1', 'T2'], null]);
    });

    it.each([
      ['by their real name', {}, `Name of ${SOMEBODY}`],
      ['by their display name where they have no other', { real_name: '', profile: { display_name: 'Ada' } }, 'Ada'],
      ['by their handle then', { real_name: undefined, profile: undefined }, `handle.${SOMEBODY.toLowerCase()}`],
      ['by their ID at last', { real_name: ' ', profile: {}, name: '' }, SOMEBODY],
      ['on one line, without anything that is not seen', { real_name: ' Ada\n\u202ELove\u0000lace ' }, 'Ada Lovelace'],
      [
        'by what is a name among what is none',
        { real_name: null, profile: { real_name: 7, display_name: 'Ada' } },
        'Ada',
      ],
      ['by their handle where the rest is null', { real_name: null, profile: null, name: 'ada' }, 'ada'],
      ['with no more than 200 characters', { real_name: 'x'.repeat(500) }, `${'x'.repeat(199)}…`],
    ])('calls people %s', async (_, changes, name) => {
      expect((await personFrom(slackUser(SOMEBODY, changes))).name).toBe(name);
    });
  });

  describe('workspace', () => {
    beforeEach(() => {
      slack.answers['admin.teams.list'] = ({ cursor }) =>
        cursor
          ? { ok: true, teams: [{ id: 'T0SALES001', name: 'Sales', primary_owner: { user_id: 'W0PRIMARY' } }] }
          : { ok: true, teams: [{ id: 'T0MARKET01' }], response_metadata: { next_cursor: 'more' } };
      slack.answers['admin.teams.owners.list'] = ({ cursor }) =>
        cursor
          ? { ok: true, owner_ids: ['W0OWNER2'] }
          : { ok: true, owner_ids: ['W0OWNER1'], response_metadata: { next_cursor: 'more' } };
      slack.answers['admin.teams.admins.list'] = {
        ok: true,
        admin_ids: ['W0ADMIN1'],
        response_metadata: { next_cursor: '' },
      };
    });

    it('reads who runs it, from every page', async () => {
      expect(await reader().workspace('T0SALES001')).toEqual({
        id: 'T0SALES001',
        name: 'Sales',
        primaryOwner: 'W0PRIMARY',
        owners: ['W0OWNER1', 'W0OWNER2'],
        admins: ['W0ADMIN1'],
      });
      const asked = slack.calls.filter(({ method }) => method === 'admin.teams.owners.list');
      expect(asked.map(({ args }) => args['team_id'])).toEqual(['T0SALES001', 'T0SALES001']);
    });

    it('is null where the organisation has no such workspace', async () => {
      expect(await reader().workspace('T0UNKNOWN')).toBeNull();
      expect(slack.calls.map(({ method }) => method)).toEqual(['admin.teams.list', 'admin.teams.list']);
    });

    it('goes by its ID where it has no name, and knows no primary owner where Slack names none', async () => {
      expect(await reader().workspace('T0MARKET01')).toMatchObject({ name: 'T0MARKET01', primaryOwner: null });
    });

    it.each([
      ['admin.teams.list', { ok: true, teams: null }],
      ['admin.teams.owners.list', { ok: true }],
      ['admin.teams.admins.list', { ok: true, admin_ids: 'W0ADMIN1' }],
    ])('decides nothing on an answer of %s that cannot be read', async (method, answer) => {
      slack.answers[method] = answer;
      await expect(reader().workspace('T0SALES001')).rejects.toMatchObject({ problem: 'unreadable_answer' });
    });
  });

  const timesAsked = (): number => slack.calls.filter(({ method }) => method === 'users.info').length;

  it('asks each thing once in one decision, and anew in the next', async () => {
    users[SOMEBODY] = slackUser(SOMEBODY);
    const org = reader();
    await Promise.all([org.person(SOMEBODY), org.person(SOMEBODY)]);
    await org.person(SOMEBODY);
    expect(timesAsked()).toBe(1);
    users[SOMEBODY] = owner();
    expect((await org.person(SOMEBODY)).orgRole).toBeNull();
    expect((await reader().person(SOMEBODY)).orgRole).toBe('owner');
    expect(timesAsked()).toBe(2);
  });

  it('asks again what could not be answered', async () => {
    users[SOMEBODY] = slackUser(SOMEBODY);
    slack.answers['users.info'] = [
      (_, response) => void response.writeHead(500).end(),
      { ok: true, user: users[SOMEBODY] },
    ];
    const org = reader();
    await expect(org.person(SOMEBODY)).rejects.toBeInstanceOf(SlackUnreachable);
    expect((await org.person(SOMEBODY)).kind).toBe('member');
  });

  it('adds no team_id to what it asks about a person', async () => {
    await reader().person(SOMEBODY);
    const asked = slack.calls.filter(({ method }) => method === 'users.info');
    expect(asked).toEqual([{ method: 'users.info', args: { user: SOMEBODY } }]);
  });

  describe('names', () => {
    it('has everybody and everything that was read, and the organisation', async () => {
      users[SOMEBODY] = slackUser(SOMEBODY);
      const org = reader();
      expect(org.names()).toEqual({ [ORG]: 'the whole organisation, Engines' });
      await org.person(SOMEBODY);
      expect(org.names()).toEqual({ [ORG]: 'the whole organisation, Engines', [SOMEBODY]: `Name of ${SOMEBODY}` });
    });

    it('has the names of what is only mentioned from the local copy, and never in place of what was read', async () => {
      users[SOMEBODY] = slackUser(SOMEBODY);
      const org = reader();
      await org.person(SOMEBODY);
      for (const id of ['S0MENTIONED', 'S0UNKNOWN', SOMEBODY]) org.mention(id);
      expect(org.names()).toMatchObject({
        S0MENTIONED: 'Mentioned',
        S0UNKNOWN: 'S0UNKNOWN',
        [SOMEBODY]: `Name of ${SOMEBODY}`,
      });
      expect(slack.calls).toHaveLength(1);
    });
  });

  describe('hasOwnerBesides', () => {
    const isOwner = (id: string, changes = {}): void => {
      users[id] = slackUser(id, {
        enterprise_user: enterpriseUser(id, { is_admin: true, is_owner: true }),
        ...changes,
      });
    };

    it('is true where another owner is one by Slack’s own answer', async () => {
      knownOwners = [SOMEBODY, 'W0OWNER1'];
      isOwner('W0OWNER1');
      expect(await reader().hasOwnerBesides([SOMEBODY])).toBe(true);
    });

    it.each([
      ['nobody else is known', [SOMEBODY], {}],
      ['the other one is an owner no more', [SOMEBODY, 'W0OWNER1'], { enterprise_user: enterpriseUser('W0OWNER1') }],
      ['the other one is deactivated', [SOMEBODY, 'W0OWNER1'], { deleted: true }],
      [
        'the other one belongs to another organisation',
        [SOMEBODY, 'W0OWNER1'],
        { enterprise_user: enterpriseUser('W0OWNER1', { enterprise_id: 'E0OTHER', is_owner: true }) },
      ],
    ])('is false where %s', async (_, known, changes) => {
      knownOwners = known;
      isOwner('W0OWNER1', changes);
      expect(await reader().hasOwnerBesides([SOMEBODY])).toBe(false);
    });
  });
});
