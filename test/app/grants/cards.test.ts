import { beforeEach, describe, expect, it } from '@jest/globals';

import type { PersonAtWork } from '../../../src/simulator/person-at-work.js';
import type { StoredMessage } from '../../../src/simulator/messages/model.js';
import { withDatabase } from '../../support/database.js';
import { AUDIT, withGrid } from '../../support/gridkeeper.js';
import { forgetGrants } from '../../support/grants.js';
import { audited, auditPosts, firstAction, forge, plans, runs, submits, textOf, types } from '../../support/steps.js';

const MARKETING = 'T0MARKETNG2';
const UNTIL = /<!date\^\d+\^\{date_long\}, \{time\}\|[^>]+>/gu;
const read = (message: StoredMessage | undefined): string => textOf(message).replace(UNTIL, '(a moment)');

describe('the cards of a right for a time', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(async () => {
    await forgetGrants(database.current);
    grid.current.slack.reset();
  });

  const cardOf = (who: PersonAtWork, looks: (text: string) => boolean = () => true): Promise<StoredMessage> =>
    grid.current.slack.waitFor(() =>
      who
        .directMessages()
        .find(
          ({ metadata, thread_ts, ts, blocks }) =>
            metadata?.event_type === 'gridkeeper_grant' &&
            (thread_ts === null || thread_ts === ts) &&
            looks(JSON.stringify(blocks)),
        ),
    );
  const press = async (who: PersonAtWork, action: string): Promise<void> => {
    const { channel, ts } = await cardOf(who);
    await who.press(action, { channel, ts });
  };
  /** Katherine makes Ada an admin of Marketing for eight hours. */
  const granted = async (): Promise<{ katherine: PersonAtWork; ada: PersonAtWork }> => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const result = await runs(slack, katherine, '/grant-admin', '@ada in marketing for 8h because launch week');
    expect(textOf(result)).toContain('✅ Done');
    await katherine.close();
    return { katherine, ada: slack.as('ada') };
  };
  const ada = () => grid.current.slack.org.person('ada').workspaces[MARKETING];

  it('fills in the typed time, says until when and what then, and gives both a card', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const form = await types(slack, katherine, '/grant-admin', '@ada in marketing for 8h because launch week');
    expect(form.values['duration']?.['value']).toMatchObject({ value: '8h' });
    const plan = await submits(slack, katherine);
    expect(textOf(plan).replace(UNTIL, '(a moment)')).toMatchInlineSnapshot(`
     "*What will change*
     Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2) for 8 hours, until about (a moment), then member again
     *Reason*
     launch week
     Org owners and org admins may do this without asking anybody.
     It can be undone afterwards.
     Change
     Risk: privileged. Call: \`admin.users.setAdmin\` user_id=U0ADA000001 team_id=T0MARKETNG2"
    `);
    const result = await submits(slack, katherine);
    expect(textOf(result).replace(UNTIL, '(a moment)')).toMatchInlineSnapshot(`
     "✅ Done: Katherine Johnson (W0KATHER005) made Ada Lovelace (U0ADA000001) an admin of Marketing (T0MARKETNG2) for 8 hours. It ends by itself: (a moment).
     Undo
     Run \`RUN\`"
    `);
    expect(ada()).toBe('admin');

    expect(read(await cardOf(katherine))).toMatchInlineSnapshot(`
     "⏳ *A right for a time, as you asked.* Ada Lovelace (U0ADA000001) is an admin of Marketing (T0MARKETNG2).
     *Until* (a moment) (for 8 hours); then it ends by itself.
     *Reason*
     launch week
     Extend
     Release now
     Release it now?
     The role is taken away at once.
     Release now
     Cancel
     If the same role is given by hand in Slack meanwhile, nobody can tell that from here: it ends with this.
     Grant admin. Run \`RUN\`"
    `);
    expect(read(await cardOf(slack.as('ada')))).toMatchInlineSnapshot(`
     "⏳ *You have a right for a time.* You are an admin of Marketing (T0MARKETNG2); Katherine Johnson (W0KATHER005) asked for it.
     *Until* (a moment) (for 8 hours); then it ends by itself.
     *Reason*
     launch week
     Ask for more time
     Release now
     Release it now?
     You give the role up at once.
     Release now
     Cancel
     If the same role is given by hand in Slack meanwhile, nobody can tell that from here: it ends with this.
     Grant admin. Run \`RUN\`"
    `);
    expect((await audited(slack, 'succeeded')).text.replace(UNTIL, '(a moment)')).toMatchInlineSnapshot(`
     "✅ *Grant admin: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.users.setAdmin\`
     *Change* Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2) for 8 hours, until about (a moment), then member again
     *Outcome* Done: Katherine Johnson (W0KATHER005) made Ada Lovelace (U0ADA000001) an admin of Marketing (T0MARKETNG2) for 8 hours. It ends by itself: (a moment).
     *Until* (a moment)
     *Reason* launch week"
    `);
    expect(slack.breaches()).toEqual([]);
  });

  it.each(['ada', 'katherine'] as const)('lets %s end it at once, and leaves no button behind', async (who) => {
    const { slack } = grid.current;
    await granted();
    const presser = slack.as(who);
    await press(presser, 'grant.release');
    await slack.waitFor(() => textOf(presser.view()).includes('✅ Ada Lovelace'));
    expect(ada()).toBe('member');
    for (const card of [await cardOf(slack.as('katherine'), isOver), await cardOf(slack.as('ada'), isOver)]) {
      expect(JSON.stringify(card.blocks)).not.toContain('grant.');
    }
    await slack.waitFor(() => auditPosts(slack).some(({ text }) => text.includes('Released by')));
    expect(slack.calls('admin.users.setRegular')).toHaveLength(1);
  });
  const isOver = (text: string): boolean => text.includes('has ended');

  it('lets others end it as far as they may take the role away, checked at the press', async () => {
    const { slack } = grid.current;
    const { ada: she } = await granted();
    await press(she, 'grant.extend');
    const id = String((await audited(slack, 'succeeded')).metadata?.event_payload['run_id']);
    const forged = (by: string): Promise<unknown> =>
      forge(slack, 'block_actions', (payload) => ({
        ...payload,
        user: { id: slack.org.person(by).id },
        trigger_id: slack.slack.triggers.issue({ person: slack.org.person(by).id, team: MARKETING, view_id: null }),
        actions: [{ ...firstAction(payload), action_id: 'grant.release', value: id }],
      }));
    await forged('emmy');
    await slack.waitFor(() => textOf(slack.as('emmy').view()).includes('deny-by-default'));
    expect(ada()).toBe('admin');
    await forged('alan');
    await slack.waitFor(() => ada() === 'member');
  });

  it('opens the form filled in, for whoever asked for it: an extension is a run under the policy', async () => {
    const { slack } = grid.current;
    const { katherine } = await granted();
    await press(katherine, 'grant.extend');
    const form = await slack.waitFor(() =>
      katherine.views().findLast(({ callback_id }) => callback_id === 'run.form:0'),
    );
    expect(form.values['duration']?.['value']).toMatchObject({ value: '8h' });
    expect(form.values['user_id']?.['value']).toMatchObject({ selected_option: { value: 'U0ADA000001' } });
    const plan = await submits(slack, katherine, { duration: '1d' });
    expect(textOf(plan).replace(UNTIL, '(a moment)')).toContain(
      'admin of Marketing (T0MARKETNG2) until (a moment) → for 1 day, until about (a moment), then member again',
    );
    await submits(slack, katherine);
    await slack.waitFor(() => textOf(slack.as('ada').directMessages()[0]).includes('This was extended'));
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
    expect(ada()).toBe('admin');
  });

  it('passes on what the person wants who has it, and grants nothing by it', async () => {
    const { slack } = grid.current;
    const { katherine, ada: she } = await granted();
    await press(she, 'grant.extend');
    await slack.waitFor(() => she.view()?.callback_id === 'grant.ask');
    expect((await she.submit({ duration: 'more' })).errors).toEqual({
      duration: 'How much longer? Write it like 30m, 8h or 7d.',
    });
    await she.submit({ duration: '2h', reason: 'the <!channel> launch & all' });
    await slack.waitFor(() => textOf(she.view()).includes('has been asked, by direct message'));
    const card = await cardOf(katherine, (text) => text.includes('asks for more time'));
    expect(textOf(card)).toContain('the <!channel> launch & all');
    await slack.waitFor(() => katherine.directMessages().some(({ text }) => text.includes('for 2 hours more')));

    await press(she, 'grant.extend');
    await slack.waitFor(() => she.view()?.callback_id === 'grant.ask');
    await she.submit({ duration: '2h' });
    await slack.waitFor(() => textOf(she.view()).includes('asked for this already'));
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
  });

  it('is ended by an undo, which is decided like any other run', async () => {
    const { slack } = grid.current;
    await granted();
    const { ts } = await audited(slack, 'succeeded');
    const alan = slack.as('alan');
    await alan.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => alan.view()?.callback_id.startsWith('run.confirm'));
    expect(textOf(alan.view())).toContain('admin → member of Marketing');
    await submits(slack, alan);
    expect(ada()).toBe('member');
    await cardOf(slack.as('ada'), isOver);
    await slack.waitFor(() => auditPosts(slack)[0]?.text.includes('done, and undone since'));
    expect(slack.calls('admin.users.setRegular')).toHaveLength(1);
  });

  it('gives way to a grant for good, which says so', async () => {
    const { slack } = grid.current;
    const { katherine } = await granted();
    const plan = await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    expect(textOf(plan).replace(UNTIL, '(a moment)')).toMatchInlineSnapshot(`
     "*What will change*
     Ada Lovelace (U0ADA000001): admin of Marketing (T0MARKETNG2) until (a moment) → for good
     ⚠️ Ada Lovelace (U0ADA000001) has for a time: admin until (a moment). That is over with this: nothing ends by itself any more.
     Org owners and org admins may do this without asking anybody.
     *It cannot be undone from here.* What Ada Lovelace (U0ADA000001) had in Marketing (T0MARKETNG2) before ended by itself, and that end would not come back with it. Take the role away, or grant it for a time once more.
     Change
     Risk: privileged. Call: "
    `);
    await submits(slack, katherine);
    expect(read(await cardOf(slack.as('ada'), isOver))).toContain(
      'is an admin of Marketing (T0MARKETNG2) for good now',
    );
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
  });

  it('ends with what takes the role away by hand, through the app', async () => {
    const { slack } = grid.current;
    const { katherine } = await granted();
    const plan = await plans(slack, katherine, '/revoke-admin', '@ada in marketing');
    expect(textOf(plan)).toContain('That is over with this');
    expect(textOf(plan)).toContain('It cannot be undone from here.');
    await submits(slack, katherine);
    expect(read(await cardOf(slack.as('ada'), isOver))).toContain('The role was taken away before its time was over');
  });

  it('is in the Home tab of both, with the time that is left', async () => {
    const { slack } = grid.current;
    const { ada: she, katherine } = await granted();
    for (const [who, says] of [
      [she, 'You are an admin of Marketing (T0MARKETNG2)'],
      [katherine, 'Ada Lovelace (U0ADA000001) is an admin of Marketing (T0MARKETNG2)'],
    ] as const) {
      await who.openHome();
      const text = await slack.waitFor(() => {
        const shown = textOf(who.home());
        return shown.includes('Rights for a time') && shown;
      });
      expect(text).toContain(says);
      expect(text).toContain('7 hours left.');
    }
    expect(slack.breaches()).toEqual([]);
  });
});
