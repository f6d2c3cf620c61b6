import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../../src/engine/words.js';
import { prefill } from '../../../src/forms/prefill.js';
import { addChannels } from '../../../src/operations/usergroups/add-channels.js';
import { aChannel } from '../../support/channels.js';
import { namesOf } from '../../support/directory.js';
import { aGroup, ENGINEERS, withGroup } from '../../support/groups.js';
import { MARKETING, SALES } from '../../support/org.js';
import { arriving, planFor, story, type Asked } from '../../support/wishes.js';

const METHOD = 'admin.usergroups.addChannels';
const input = { usergroup_id: ENGINEERS, channel_ids: ['C0NEW', 'C0NEWTOO'] };

const told = (changes: object, asked: Asked = {}) =>
  story(METHOD, { ...input, ...changes }, { org: withGroup(), ...asked });
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `C0MANY${index}`);

describe('admin.usergroups.addChannels', () => {
  it('takes a group, channels, a workspace if somebody names one, and a reason', () => {
    const given = { ...input, channel_ids: [...input.channel_ids, 'C0NEW'], team_id: MARKETING, reason: ' why ' };
    expect(addChannels.input.parse(given)).toEqual({ ...input, team_id: MARKETING, reason: 'why' });
    expect(addChannels.input.parse({ ...input, channel_ids: ids(100) }).channel_ids).toHaveLength(100);
  });

  it.each([
    ['no channel', { channel_ids: undefined }, { channel_ids: 'Choose at least one of the channels.' }],
    ['101 channels', { channel_ids: ids(101) }, { channel_ids: 'At most 100 channels at a time.' }],
    [
      'a name for a channel',
      { channel_ids: ['#general'] },
      { channel_ids: 'Choose a channel from the list, or paste a channel ID such as C012A3CDE.' },
    ],
    [
      'the organisation for a workspace',
      { team_id: 'E0TEST0001' },
      { team_id: 'Choose a workspace from the list, or paste a workspace ID such as T012A3CDE.' },
    ],
  ])('refuses %s, beside its field', (_, changes, errors) => {
    const issues = addChannels.input.safeParse({ ...input, ...changes }).error?.issues ?? [];
    expect(Object.fromEntries(issues.map(({ path, message }) => [path[0], message]))).toEqual(errors);
  });

  it.each([
    [
      '<!subteam^S012A3CDE|@eng> <#C0NEW|new> <#C0NEWTOO|> in T0MARKET01',
      { usergroup_id: 'S012A3CDE', channel_ids: ['C0NEW', 'C0NEWTOO'], team_id: MARKETING },
    ],
    ['<#C0NEW|new> @eng <#C0NEW|new>', { usergroup_id: 'S0ENGINE01', channel_ids: ['C0NEW'] }],
    ['<#C0NEW>', { channel_ids: ['C0NEW'] }],
    ['@eng', { usergroup_id: 'S0ENGINE01' }],
  ])('is filled in by words: %s', (text, values) => {
    expect(prefill(text, addChannels.fields, namesOf())).toEqual({ values, notes: [] });
  });

  it('gives a group channels, and says what it comes to', async () => {
    expect(await told({})).toMatchInlineSnapshot(`
     "S0ENGINEERS gets: C0NEW, C0NEWTOO
     ! 2 people are in this group now. Slack puts them, and everybody who joins the group later, into these channels.
     ! Undoing it ends that for people to come; whoever has been put into a channel stays in it.
     privileged, allow: org-admins-may-run
     undo: admin.usergroups.removeChannels"
    `);
  });

  it('leaves alone what the group has, and plans nothing where it has all', async () => {
    expect(await told({ channel_ids: ['C0HAS', 'C0NEW'] })).toMatchInlineSnapshot(`
     "S0ENGINEERS gets: C0NEW
     Has already, and keeps: C0HAS
     ! 2 people are in this group now. Slack puts them, and everybody who joins the group later, into these channels.
     ! Undoing it ends that for people to come; whoever has been put into a channel stays in it.
     privileged, allow: org-admins-may-run
     undo: admin.usergroups.removeChannels"
    `);
    expect(await told({ channel_ids: ['C0HAS', 'C0HASTOO'] })).toMatchInlineSnapshot(
      `"unchanged: S0ENGINEERS has C0HAS, C0HASTOO already. There is nothing to change, so no call is made."`,
    );
  });

  it('lets a group into a private channel with the yes of somebody else', async () => {
    expect(await told({ channel_ids: ['C0NEW', 'C0PRIVATE'] })).toMatchInlineSnapshot(`
     "S0ENGINEERS gets: C0NEW, C0PRIVATE
     ! 2 people are in this group now. Slack puts them, and everybody who joins the group later, into these channels.
     ! Only some may see these channels now, and the group could read everything in them: C0PRIVATE
     ! Undoing it ends that for people to come; whoever has been put into a channel stays in it.
     privileged, approve: private-channels-need-approval
     undo: admin.usergroups.removeChannels"
    `);
    const { effects } = await planFor(METHOD, { ...input, channel_ids: ['C0PRIVATE'] }, { org: withGroup() });
    expect(effects).toEqual([
      {
        kind: 'channel_access',
        who: { kind: 'group', id: ENGINEERS },
        channel: 'C0PRIVATE',
        private: true,
        change: 'gains',
      },
    ]);
  });

  it.each([
    [
      'a group that is not there',
      { usergroup_id: 'S0UNKNOWN' },
      'obstacle: This organisation has no IdP group S0UNKNOWN. Choose another one.',
    ],
    [
      'a channel that is not there',
      { channel_ids: ['C0NEW', 'C0UNKNOWN'] },
      'obstacle: This organisation has no channel C0UNKNOWN. Choose another one.',
    ],
    [
      'an archived channel',
      { channel_ids: ['C0OLD'] },
      'obstacle: C0OLD is archived, so nobody can be put into it. Leave it out.',
    ],
    [
      'a workspace that is not there',
      { team_id: 'T0UNKNOWN' },
      'obstacle: This organisation has no workspace T0UNKNOWN.',
    ],
  ])('does nothing with %s', async (_, changes, says) => {
    expect(await told(changes)).toBe(says);
  });

  it.each([
    ['whoever is in the group', { by: 'W0ADMIN', members: ['W0ADMIN', 'W0MEMBER'] }, 'deny: nobody-grants-themselves'],
    [
      'a group of whom nobody knows who is in it',
      { by: 'W0OWNER', members: null },
      'approve: unseen-groups-need-approval',
    ],
  ])('asks the policy about %s', async (_, { by, members }, decision) => {
    expect(await told({}, { by, org: withGroup({ groups: [aGroup({ members })] }) })).toContain(decision);
  });

  it('needs another’s yes for more than twenty channels', async () => {
    const org = withGroup({ channels: ids(21).map((id) => aChannel(id)) });
    expect(await told({ channel_ids: ids(20) }, { org })).toContain('allow: org-admins-may-run');
    expect(await told({ channel_ids: ids(21) }, { org })).toContain('approve: many-at-once-need-approval');
  });

  it.each([
    [{}, { usergroup_id: ENGINEERS, channel_ids: 'C0NEW,C0NEWTOO' }],
    [
      { team_id: MARKETING, channel_ids: ['C0HAS', 'C0NEW'], reason: 'why' },
      { usergroup_id: ENGINEERS, channel_ids: 'C0NEW', team_id: MARKETING },
    ],
  ])('sends Slack what is missing, once, and nothing else: %j', async (changes, args) => {
    expect(await arriving(METHOD, { ...input, ...changes }, { org: withGroup() })).toEqual([{ method: METHOD, args }]);
  });

  it('is undone by taking away what the run itself has added', async () => {
    const { undo } = await planFor(
      METHOD,
      { ...input, channel_ids: ['C0NEWTOO', 'C0HAS', 'C0NEW'] },
      { org: withGroup() },
    );
    expect(undo).toEqual({
      possible: true,
      operation: 'admin.usergroups.removeChannels',
      input: { usergroup_id: ENGINEERS, channel_ids: ['C0NEWTOO', 'C0NEW'] },
      expects: { usergroup_id: ENGINEERS, has: ['C0NEW', 'C0NEWTOO'] },
    });
  });

  it('is not undone where the group had the channel in another workspace', async () => {
    expect(await told({ channel_ids: ['C0HAS', 'C0NEW'], team_id: SALES })).toMatchInlineSnapshot(`
     "S0ENGINEERS gets, in T0SALES001 only: C0HAS, C0NEW
     ! 2 people are in this group now. Slack puts them, and everybody who joins the group later, into these channels.
     privileged, allow: org-admins-may-run
     no undo: The group has C0HAS in another workspace as well, and Slack takes a channel away in all of them at once."
    `);
  });

  const invalid = (channels: unknown): object => ({
    ok: false,
    error: 'channel_not_found',
    invalid_channels: channels,
  });
  const full = (count: number): object => ({
    channel_limit_user_ids: Array.from({ length: count }, (_, index) => `W0FULL${index}`),
  });
  it.each([
    ['done', { ok: true }, 'all', ''],
    ['one not taken', invalid(['C0NEW']), 'part', 'Slack did not take C0NEW; it took 1 of 2 channels.'],
    [
      'one not taken, as a success',
      { ok: true, invalid_channels: ['C0NEW'] },
      'part',
      'Slack did not take C0NEW; it took 1 of 2 channels.',
    ],
    [
      'none taken',
      invalid(['C0NEW', 'C0NEWTOO']),
      'none',
      'Slack did not take C0NEW, C0NEWTOO; it took 0 of 2 channels.',
    ],
    ['not found, without saying which', invalid(undefined), 'none', ''],
    ['what is none of them', invalid(['general']), 'none', ''],
    [
      'no room',
      { ok: false, error: 'user_channel_limit_exceeded', ...full(1) },
      'part',
      '1 person has no room for more channels: W0FULL0.',
    ],
    [
      'no room, as a success',
      { ok: true, ...full(2) },
      'part',
      '2 people have no room for more channels: W0FULL0, W0FULL1.',
    ],
    ['refused', { ok: false, error: 'not_an_admin' }, 'none', ''],
  ])('keeps of an answer what was not taken, and who has no room: %s', (_, answer, done, says) => {
    const kept = addChannels.answered?.keep(answer, input);
    expect(kept?.done).toBe(done);
    const sentences = addChannels.answered?.says(kept?.detail ?? {}, input) ?? [];
    expect(sentences.map((sentence) => toPlain(sentence, {})).join(' ')).toBe(says);
  });

  it('names ten people who have no room, and counts the others', () => {
    const kept = addChannels.answered?.keep({ ok: true, ...full(12) }, input);
    expect(kept?.detail).toMatchObject({ full: 12 });
    const [says] = addChannels.answered?.says(kept?.detail ?? {}, input) ?? [];
    expect(toPlain(says ?? [], {})).toMatch(/^12 people have no room .*, W0FULL9 and 2 more\.$/u);
  });

  it('says what was done', () => {
    const said = addChannels.summary(input, { usergroup_id: ENGINEERS, has: ['C0NEW'] });
    expect(toPlain(said, {})).toBe(`gave ${ENGINEERS} the default channels C0NEWTOO`);
  });
});
