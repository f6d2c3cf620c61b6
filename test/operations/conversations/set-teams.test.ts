import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Channel } from '../../../src/engine/organisation/channels.js';
import { NO_AWS } from '../../../src/engine/aws.js';
import type { Effect, JsonObject } from '../../../src/engine/planning/plan.js';
import { toPlain } from '../../../src/engine/words.js';
import { prefill } from '../../../src/forms/prefill.js';
import { setTeams } from '../../../src/operations/conversations/set-teams.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { adminDoor } from '../../../src/slack/clients/admin.js';
import { readAnew } from '../../../src/slack/readers/org-reader.js';
import { aChannel } from '../../support/channels.js';
import { FakeClock } from '../../support/clock.js';
import { directoryChannel, namesOf } from '../../support/directory.js';
import { emptyDirectory } from '../../support/empty-directory.js';
import { startGrid } from '../../support/engine.js';
import { withGroup, SUPPORT } from '../../support/groups.js';
import { HEALTHY } from '../../support/healthy.js';
import { MARKETING, ORG, SALES } from '../../support/org.js';
import { clientOf, SILENT } from '../../support/slack-api.js';
import { arriving, planFor, story } from '../../support/wishes.js';

const METHOD = 'admin.conversations.setTeams';
const HERE = 'C0HERE';

type Wish = {
  readonly mode: 'team' | 'workspaces' | 'org';
  readonly team_id?: string;
  readonly target_team_ids?: string[];
};

const team = (team_id: string): Wish => ({ mode: 'team', team_id });
const workspaces = (...target_team_ids: string[]): Wish => ({ mode: 'workspaces', target_team_ids });
const org: Wish = { mode: 'org' };

const asked = (channel: Partial<Channel>) => ({ org: withGroup({ channels: [aChannel(HERE, channel)] }) });
const told = (channel: Partial<Channel>, wish: Wish) => story(METHOD, { channel_id: HERE, ...wish }, asked(channel));
const planned = (channel: Partial<Channel>, wish: Wish) =>
  planFor(METHOD, { channel_id: HERE, ...wish }, asked(channel));

const LOCAL = {};
const SHARED = { workspaces: [MARKETING, SALES] };
const EVERYWHERE = { orgWide: true, workspaces: [MARKETING, SALES, SUPPORT] };

describe('admin.conversations.setTeams', () => {
  it.each([
    [
      'a channel that does not exist',
      'C0UNKNOWN',
      LOCAL,
      workspaces(SALES),
      'obstacle: This organisation has no channel C0UNKNOWN. Choose another one.',
    ],
    [
      'a workspace that does not exist',
      HERE,
      LOCAL,
      workspaces(MARKETING, 'T0UNKNOWN'),
      'obstacle: This organisation has no workspace T0UNKNOWN.',
    ],
    [
      'an archived channel',
      HERE,
      { archived: true },
      workspaces(SALES),
      'obstacle: C0HERE is archived. Take it out of the archive in Slack first, then try again.',
    ],
    [
      'a channel that another organisation shares',
      HERE,
      { external: true },
      org,
      'obstacle: C0HERE is shared with another organisation, and Slack does not change the workspaces of such a channel (externally_shared_or_disconnected_channel). End that in Slack first, then try again.',
    ],
  ])('does nothing with %s', async (_, channel_id, channel, wish, says) => {
    expect(await story(METHOD, { channel_id, ...wish }, asked(channel))).toBe(says);
  });

  it.each([
    ['one joins', LOCAL, workspaces(MARKETING, SALES)],
    ['the home workspace leaves', LOCAL, workspaces(SALES, SUPPORT)],
    ['one leaves and one joins', SHARED, workspaces(MARKETING, SUPPORT)],
    ['all leave', SHARED, workspaces(SUPPORT)],
    ['it becomes local', SHARED, team(MARKETING)],
    ['it becomes local elsewhere', SHARED, team(SUPPORT)],
    ['it would move', LOCAL, team(SALES)],
    ['it stays where it is', SHARED, workspaces(SALES, MARKETING)],
    ['it becomes org-wide', SHARED, org],
    ['it is org-wide already', EVERYWHERE, org],
    ['it is not org-wide any more', EVERYWHERE, workspaces(MARKETING)],
    ['it is in the same workspaces, but not org-wide any more', EVERYWHERE, workspaces(MARKETING, SALES, SUPPORT)],
    ['a private one is shared', { private: true }, workspaces(MARKETING, SALES)],
    ['a private one becomes org-wide', { private: true }, org],
    ['Slack does not show where else it is', { ...SHARED, more: true }, workspaces(MARKETING, SALES)],
  ])('says what it comes to where %s', async (_, channel, wish) => {
    expect(await told(channel, wish)).toMatchSnapshot();
  });

  it.each([
    ['joins only', LOCAL, workspaces(MARKETING, SALES), ''],
    [
      'one leaves',
      SHARED,
      team(SALES),
      `${HERE} leaves ${MARKETING}. ${MARKETING} is where it was made. Is that what you want?`,
    ],
    ['one leaves that is not its home', SHARED, team(MARKETING), `${HERE} leaves ${SALES}. Is that what you want?`],
    [
      'it is not org-wide any more',
      EVERYWHERE,
      workspaces(MARKETING, SALES, SUPPORT),
      `${HERE} leaves every workspace that is made later. Is that what you want?`,
    ],
    [
      'others may leave',
      { ...SHARED, more: true },
      workspaces(MARKETING, SALES),
      `${HERE} leaves workspaces that Slack does not show. Is that what you want?`,
    ],
    ['it becomes org-wide', SHARED, org, ''],
  ])('asks twice where somebody loses: %s', async (_, channel, wish, question) => {
    expect(toPlain((await planned(channel, wish)).asksTwice ?? [], {})).toBe(question);
  });

  it('sees joining, leaving and becoming org-wide as what they are', async () => {
    const access = (id: string | null, change: 'gains' | 'loses', hidden = false): Effect => ({
      kind: 'channel_access',
      who: { kind: 'workspace', id },
      channel: HERE,
      private: hidden,
      change,
    });
    expect((await planned({ private: true }, workspaces(SALES, SUPPORT))).effects).toEqual([
      access(SALES, 'gains', true),
      access(SUPPORT, 'gains', true),
      access(MARKETING, 'loses', true),
    ]);
    expect((await planned(EVERYWHERE, workspaces(MARKETING, SALES))).effects).toEqual([
      access(SUPPORT, 'loses'),
      access(null, 'loses'),
    ]);
    expect((await planned(SHARED, org)).effects).toEqual([{ kind: 'org_wide', channel: HERE }]);
  });

  it.each([
    [team(MARKETING), { channel_id: HERE, team_id: MARKETING }],
    [workspaces(MARKETING, SUPPORT), { channel_id: HERE, target_team_ids: `${MARKETING},${SUPPORT}` }],
    [org, { channel_id: HERE, org_channel: 'true' }],
  ])('sends Slack exactly one of its three arguments: %j', async (wish, args) => {
    const input = { channel_id: HERE, ...wish, reason: 'why' };
    expect(await arriving(METHOD, input, asked(SHARED))).toEqual([{ method: METHOD, args }]);
  });

  it.each([
    ['local again', LOCAL, workspaces(MARKETING, SALES), team(MARKETING), [MARKETING, SALES]],
    [
      'alone in its first one again, from elsewhere',
      LOCAL,
      workspaces(SALES, SUPPORT),
      workspaces(MARKETING),
      [SALES, SUPPORT],
    ],
    ['the list again', SHARED, team(SALES), workspaces(MARKETING, SALES), [SALES]],
    ['org-wide again', EVERYWHERE, workspaces(SALES, MARKETING), org, [MARKETING, SALES]],
  ])('is undone by the list that was there before: %s', async (_, channel, wish, back, after) => {
    expect((await planned(channel, wish)).undo).toEqual({
      possible: true,
      operation: METHOD,
      input: { channel_id: HERE, ...back },
      expects: { channel_id: HERE, org_wide: false, workspaces: after },
    });
  });

  it('takes fields of the chosen mode and no others, and says so beside them', () => {
    const wrong = (given: object) => {
      const issues = setTeams.input.safeParse({ channel_id: HERE, ...given }).error?.issues ?? [];
      return Object.fromEntries(issues.map(({ path, message }) => [path[0], message]));
    };
    for (const wish of [team(SALES), workspaces(SALES), org]) expect(wrong(wish)).toEqual({});
    expect(wrong({ mode: 'team' })).toEqual({ team_id: 'Choose the workspace here: “One workspace” is chosen above.' });
    expect(wrong({ mode: 'workspaces' })).toEqual({
      target_team_ids: 'Choose the workspaces here: “These workspaces” is chosen above.',
    });
    expect(wrong({ ...workspaces(SALES), mode: 'team' })).toEqual({
      team_id: 'Choose the workspace here: “One workspace” is chosen above.',
      target_team_ids: 'Leave this empty: “One workspace” is chosen above.',
    });
    expect(wrong({ ...workspaces(SALES), team_id: SALES })).toEqual({
      team_id: 'Leave this empty: “These workspaces” is chosen above.',
    });
    expect(wrong({ mode: 'org', team_id: SALES, target_team_ids: [SALES] })).toEqual({
      team_id: 'Leave this empty: “The whole organisation” is chosen above.',
      target_team_ids: 'Leave this empty: “The whole organisation” is chosen above.',
    });
    expect(wrong({ mode: 'everywhere' })).toEqual({ mode: 'Choose where the channel is to be.' });
    expect(wrong({ mode: 'team', team_id: ORG })).toEqual({
      team_id: 'Choose a workspace from the list, or paste a workspace ID such as T012A3CDE.',
    });
    const many = Array.from({ length: 101 }, (_, index) => `T0MANY${index}`);
    expect(wrong(workspaces(...many))).toEqual({ target_team_ids: 'At most 100 workspaces at a time.' });
  });

  it('is filled in by words: a channel, and one workspace', () => {
    expect(prefill('<#C012A3CDE|launch> in Marketing', setTeams.fields, namesOf()).values).toEqual({
      channel_id: 'C012A3CDE',
      team_id: MARKETING,
    });
  });

  it('says what was done', () => {
    const said = (wish: Wish): string => toPlain(setTeams.summary({ channel_id: HERE, ...wish }, {}), {});
    expect(said(team(SALES))).toBe(`made ${HERE} a channel of ${SALES} alone`);
    expect(said(workspaces(SALES, SUPPORT))).toBe(
      `connected ${HERE} to ${SALES}, ${SUPPORT}, and to no other workspace`,
    );
    expect(said(org)).toBe(`made ${HERE} a channel of the whole organisation`);
  });
});

/** What the plan says, against what happens: read and called over HTTP, as the app does it. */
describe('ten wishes against a simulated Grid', () => {
  const [ENGINEERING, MKT, SLS, SUP] = ['T0ENGINEER1', 'T0MARKETNG2', 'T0SALESFLD3', 'T0SUPPORTS4'] as const;
  const [LUNCH, CAMPAIGNS, BUDGET, QUEUE] = ['C0ORGLUNCH4', 'C0MKTCAMP10', 'C0MKTBUDG12', 'C0SUPQUEUE16'];
  let slack: Simulator;
  beforeAll(async () => {
    slack = await startGrid();
  });
  afterAll(() => slack.stop());
  beforeEach(() => slack.reset());

  const admin = () =>
    adminDoor(slack.adminToken, catalogue, { slackApiUrl: slack.apiUrl, logger: SILENT, aws: NO_AWS, health: HEALTHY });
  const reader = () =>
    readAnew({
      enterpriseId: slack.org.id,
      enterpriseName: slack.org.name,
      interactive: clientOf(slack.apiUrl),
      admin: admin(),
      directory: { ...emptyDirectory(), channel: copied, freshness: () => new Date(0) },
      aws: NO_AWS,
      clock: new FakeClock(),
      grants: { at: async () => [] },
    });
  const copied = (id: string) => {
    const found = slack.org.channels.find((channel) => channel.id === id);
    return found && directoryChannel(id, found.name, found.teams);
  };

  it.each([
    ['a workspace joins', CAMPAIGNS, workspaces(MKT, SLS), 'privileged: + Sales | - | ok'],
    ['the home workspace leaves', CAMPAIGNS, workspaces(SLS, SUP), 'privileged: + Sales, Support | - Marketing | ok'],
    ['one leaves and one joins', LUNCH, workspaces(ENGINEERING, SLS), 'privileged: + Sales | - Marketing | ok'],
    ['all leave', LUNCH, workspaces(SLS, SUP), 'privileged: + Sales, Support | - Engineering, Marketing | ok'],
    ['it becomes local', LUNCH, team(ENGINEERING), 'change: + | - Marketing | ok'],
    ['it stays', CAMPAIGNS, team(MKT), 'unchanged'],
    ['it becomes org-wide', LUNCH, org, 'irreversible: + all | - | ok'],
    [
      'it is org-wide and becomes local',
      'C0AUDITLOG1',
      workspaces(SLS),
      'change: + | - Engineering, Marketing, Support | ok',
    ],
    ['it is private and shared', BUDGET, workspaces(MKT, ENGINEERING), 'privileged: + Engineering | - | ok'],
    ['it would move', QUEUE, team(SLS), 'privileged: + Sales | - Support | cannot_move_local_channel, as announced'],
  ])('%s', async (_, channel_id, wish, outcome) => {
    const before = [...slack.org.channel(channel_id).teams];
    const input = { channel_id, ...wish };
    const live = reader();
    const draft = await setTeams.plan(input, live);
    if (draft.kind !== 'plan') return expect(draft.kind).toBe(outcome);

    const joins = inEffects(draft.effects, 'gains');
    const leaves = inEffects(draft.effects, 'loses');
    const toOrg = draft.effects.some(({ kind }) => kind === 'org_wide');
    const named = (ids: readonly string[]): string => ids.map((id) => live.names()[id]?.split(' ')[0]).join(', ');
    const error = await errorOf(draft.calls[0] ?? {});
    const announced = draft.warnings.some((warning) => toPlain(warning, {}).includes(error));
    const { teams: after, org_wide } = slack.org.channel(channel_id);
    expect(
      `${draft.risk}: + ${toOrg ? 'all' : named(joins)}`.trimEnd() +
        ` | - ${named(leaves)}`.trimEnd() +
        ` | ${error}${error !== 'ok' && announced ? ', as announced' : ''}`,
    ).toBe(outcome);
    expect(org_wide).toBe(toOrg);
    if (error !== 'ok') return expect(after).toEqual(before);

    const expected = toOrg ? slack.org.workspaces.map(({ id }) => id) : setTeamsAfter(before, joins, leaves);
    expect(after.toSorted()).toEqual(expected.toSorted());
    expect((await setTeams.plan(input, reader())).kind).toBe('unchanged');
    const undo = setTeams.undo(input, draft.before);
    expect(undo.possible).toBe(!toOrg);
    if (!undo.possible) return;

    const back = await setTeams.plan(setTeams.input.parse(undo.input), reader());
    expect(back).toMatchObject({ kind: 'plan', before: undo.expects });
    expect(await errorOf(back.kind === 'plan' ? (back.calls[0] ?? {}) : {})).toBe('ok');
    expect(slack.org.channel(channel_id).teams.toSorted()).toEqual(before.toSorted());
  });

  const errorOf = (args: JsonObject): Promise<string> =>
    admin()
      .call(METHOD, (doors) => catalogue.byMethod(METHOD).call(doors, args, 'run'))
      .then(
        () => 'ok',
        (error: { code: string }) => error.code,
      );
});

function inEffects(effects: readonly Effect[], change: 'gains' | 'loses'): string[] {
  return effects.flatMap((effect) =>
    effect.kind === 'channel_access' && effect.change === change && effect.who.id ? [effect.who.id] : [],
  );
}

const setTeamsAfter = (before: readonly string[], joins: readonly string[], leaves: readonly string[]): string[] => [
  ...before.filter((id) => !leaves.includes(id)),
  ...joins,
];
