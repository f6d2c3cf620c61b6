import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../../src/engine/words.js';
import { removeChannels } from '../../../src/operations/usergroups/remove-channels.js';
import { aGroup, ENGINEERS, withGroup } from '../../support/groups.js';
import { arriving, planFor, story, type Asked } from '../../support/wishes.js';

const METHOD = 'admin.usergroups.removeChannels';
const input = { usergroup_id: ENGINEERS, channel_ids: ['C0HAS', 'C0NEW'] };

const told = (changes: object, asked: Asked = {}) =>
  story(METHOD, { ...input, ...changes }, { org: withGroup(), ...asked });

describe('admin.usergroups.removeChannels', () => {
  it.each([
    [{}, 'usergroup_id'],
    [{ usergroup_id: ENGINEERS, channel_ids: [] }, 'channel_ids'],
    [{ ...input, channel_ids: Array.from({ length: 101 }, (_, index) => `C0MANY${index}`) }, 'channel_ids'],
  ])('refuses %j beside its field', (given, field) => {
    const issues = removeChannels.input.safeParse(given).error?.issues ?? [];
    expect(issues.map(({ path }) => path[0])).toContain(field);
  });

  it('takes away what the group has, and says what stays', async () => {
    expect(await told({})).toMatchInlineSnapshot(`
     "S0ENGINEERS loses: C0HAS
     Does not have anyway: C0NEW
     ! Nobody is taken out of a channel by it. People who join the group later are not put into these.
     change, allow: org-admins-may-run
     undo: admin.usergroups.addChannels"
    `);
    expect(await told({ channel_ids: ['C0NEW'] })).toMatchInlineSnapshot(
      `"unchanged: S0ENGINEERS does not have C0NEW. There is nothing to change, so no call is made."`,
    );
    expect(await told({ usergroup_id: 'S0UNKNOWN' })).toMatchInlineSnapshot(
      `"obstacle: This organisation has no IdP group S0UNKNOWN. Choose another one."`,
    );
  });

  it('widens nobody’s access, so that somebody in the group may run it', async () => {
    const org = withGroup({ groups: [aGroup({ members: ['W0ADMIN'] })] });
    const { beneficiary, effects } = await planFor(
      METHOD,
      { ...input, channel_ids: ['C0HASTOO'] },
      { by: 'W0ADMIN', org },
    );
    expect(beneficiary).toBeNull();
    expect(effects).toEqual([
      {
        kind: 'channel_access',
        who: { kind: 'group', id: ENGINEERS },
        channel: 'C0HASTOO',
        private: true,
        change: 'loses',
      },
    ]);
    expect(await told({ channel_ids: ['C0HASTOO'] }, { by: 'W0ADMIN', org })).toContain('allow: org-admins-may-run');
  });

  it('sends Slack what the group has, once, and nothing else', async () => {
    expect(await arriving(METHOD, { ...input, reason: 'why' }, { org: withGroup() })).toEqual([
      { method: METHOD, args: { usergroup_id: ENGINEERS, channel_ids: 'C0HAS' } },
    ]);
  });

  it('is undone by giving back what the run itself has taken, in no workspace that nobody named', async () => {
    const { undo } = await planFor(METHOD, input, { org: withGroup() });
    expect(undo).toEqual({
      possible: true,
      operation: 'admin.usergroups.addChannels',
      input: { usergroup_id: ENGINEERS, channel_ids: ['C0HAS'] },
      expects: { usergroup_id: ENGINEERS, has: [] },
    });
  });

  it('expects of the state what adding expects of it, and the other way round', async () => {
    const without = { org: withGroup({ groupChannels: { [ENGINEERS]: [] } }) };
    const channels = { ...input, channel_ids: ['C0HAS'] };
    const add = await planFor('admin.usergroups.addChannels', channels, without);
    const remove = await planFor(METHOD, channels, { org: withGroup() });
    expect(add.undo.possible && add.undo.expects).toEqual(remove.before);
    expect(remove.undo.possible && remove.undo.expects).toEqual(add.before);
  });

  it('keeps of an answer which channels were not taken', () => {
    const args = { usergroup_id: ENGINEERS, channel_ids: ['C0HAS', 'C0HASTOO'] };
    const answer = { ok: false, error: 'channel_not_found', invalid_channels: ['C0HASTOO'] };
    expect(removeChannels.answered?.keep(answer, args)).toEqual({ done: 'part', detail: { invalid: ['C0HASTOO'] } });
  });

  it('says what was done', () => {
    const said = removeChannels.summary(input, { usergroup_id: ENGINEERS, has: ['C0HAS'] });
    expect(toPlain(said, {})).toBe(`took the default channels C0HAS away from ${ENGINEERS}`);
  });
});
