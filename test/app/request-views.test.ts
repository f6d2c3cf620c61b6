import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { APPROVALS, withGrid } from '../support/gridkeeper.js';
import { audited, card, plans, presses, settled, submits, textOf } from '../support/steps.js';
import type { StoredMessage } from '../../src/simulator/messages/model.js';
import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { Simulator } from '../../src/simulator/simulator.js';

const MARKETING = 'T0MARKETNG2';
const aloud = (shown: Parameters<typeof textOf>[0]): string =>
  textOf(shown)
    .replaceAll(/<!date\^[^>]*>/gu, 'DATE')
    .replaceAll(/\b[0-9a-f]{64}\b/gu, 'HASH');

describe('a request', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  let slack: Simulator;
  let margaret: PersonAtWork;
  beforeEach(() => {
    slack = grid.current.slack;
    slack.reset();
    margaret = slack.as('margaret');
  });

  const asked = async (text: string): Promise<StoredMessage> => {
    await plans(slack, margaret, '/grant-admin', text);
    await submits(slack, margaret);
    await margaret.close();
    return card(slack);
  };
  const lastTold = (looks: string): Promise<StoredMessage> =>
    slack.waitFor(() => margaret.directMessages().findLast((message) => textOf(message).includes(looks)));

  describe('looked at closely', () => {
    it('shows whoever could decide the exact call, what it rests on, and the rule', async () => {
      const { ts } = await asked('@joan in marketing because the launch is over');
      const grace = slack.as('grace');
      await grace.press('run.details', { channel: APPROVALS, ts });
      const details = await settled(slack, grace);
      expect(aloud(details)).toMatchInlineSnapshot(`
       "⏳ Margaret Hamilton (W0MARGAR003) asked for this. It waits for an approval.
       It expires on DATE unless it is decided.
       *About* Joan Clarke (W0JOAN00014) in Marketing (T0MARKETNG2)
       *What will change*
       Joan Clarke (W0JOAN00014): owner → admin of Marketing (T0MARKETNG2)
       ⚠️ This is a demotion: Joan Clarke (W0JOAN00014) is an owner of Marketing (T0MARKETNG2) now and would lose that.
       *Risk* It changes something, and widens nobody’s rights. It can be undone afterwards.
       *Reason*
       the launch is over
       Taking a role from an owner needs the yes of another org owner.
       *Still missing* the yes of another org owner; *2 people* could give it.
       Approve
       Approve this?
       Joan Clarke (W0JOAN00014): owner → admin of Marketing (T0MARKETNG2). With the last yes it is carried out at once.
       Approve
       Cancel
       Deny
       *This call is made*
       1. \`admin.users.setAdmin\` \`{"user_id":"W0JOAN00014","team_id":"T0MARKETNG2"}\`
       *Planned on this state* \`{"user_id":"W0JOAN00014","team_id":"T0MARKETNG2","role":"owner"}\`
       *What the policy looked at*
       • Joan Clarke (W0JOAN00014): owner → admin in Marketing (T0MARKETNG2)
       Rule \`owners-lose-roles-by-another-owner\`. Plan \`HASH\`. Policy \`HASH\`. Run \`RUN\`"
      `);
      expect(slack.breaches()).toEqual([]);
    });

    it('lets them decide there, and says what came of it', async () => {
      const { ts } = await asked('@joan in marketing');
      const grace = slack.as('grace');
      await grace.press('run.details', { channel: APPROVALS, ts });
      await settled(slack, grace);
      const form = await presses(slack, grace, 'run.deny');
      expect(form.callback_id).toBe('run.deny');
      const ended = await submits(slack, grace, { reason: 'Not before Monday' });
      expect(textOf(ended)).toContain('Grace Hopper (W0GRACE0002) denied it.');
      await audited(slack, 'denied');
    });

    it('is refused to whoever has nothing to do with it, and that is recorded', async () => {
      const { ts } = await asked('@joan in marketing');
      slack.org.channel(APPROVALS).members.push(slack.org.person('emmy').id);
      const emmy = slack.as('emmy');
      await emmy.press('run.details', { channel: APPROVALS, ts });
      expect(textOf(await settled(slack, emmy))).toContain('deny-by-default');
      slack.org.channel(APPROVALS).members.pop();
      const { entry } = await database.current.db
        .selectFrom('ledger_entries')
        .select('entry')
        .where('kind', '=', 'run.look_refused')
        .executeTakeFirstOrThrow();
      expect(JSON.parse(entry)).toMatchObject({ actor: emmy.id, outcome: 'refused' });
    });
  });

  describe('whose plan holds no more', () => {
    it('is asked for anew: the same input, a new plan, the requester’s yes first, and a card that names the old one', async () => {
      const first = await asked('@joan in marketing because the launch is over');
      // Somebody takes the role away by hand: what was a demotion would be a grant now.
      slack.org.person('joan').workspaces[MARKETING] = 'member';
      await slack.as('grace').press('run.approve', { channel: APPROVALS, ts: first.ts });
      const ended = await card(slack, (text) => text.includes('As things are now'));
      expect(textOf(ended)).toContain('it would be this: Joan Clarke (W0JOAN00014): member → admin of Marketing');
      expect(JSON.stringify(ended.blocks)).not.toContain('action_id');

      // And to an owner again, so that somebody else’s yes is needed for the new plan as well.
      slack.org.person('joan').workspaces[MARKETING] = 'owner';
      const { channel, ts } = await lastTold('Look at the new plan');
      await margaret.press('run.replan', { channel, ts });
      await slack.waitFor(() => margaret.view()?.callback_id.startsWith('run.confirm'));
      expect(textOf(margaret.view())).toContain('owner → admin of Marketing');
      expect(textOf(margaret.view())).toContain('the launch is over');
      expect(slack.messages(APPROVALS)).toHaveLength(1);
      await submits(slack, margaret);
      await margaret.close();

      const second = await slack.waitFor(() => slack.messages(APPROVALS)[1]);
      const firstRun = String(first.metadata?.event_payload['run_id']);
      expect(JSON.stringify(second.blocks)).toContain(`Takes the place of run \`${firstRun}\``);
      // A yes to the first plan is none to the second.
      expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
      await slack.as('grace').press('run.approve', { channel: APPROVALS, ts: second.ts });
      await slack.waitFor(() => slack.org.person('joan').workspaces[MARKETING] === 'admin');

      await margaret.press('run.replan', { channel, ts });
      await slack.waitFor(() => textOf(margaret.view()).includes('You have asked for this again already.'));
    });

    it('is asked for anew by nobody else', async () => {
      const first = await asked('@joan in marketing');
      slack.org.person('joan').workspaces[MARKETING] = 'member';
      await slack.as('grace').press('run.approve', { channel: APPROVALS, ts: first.ts });
      const { channel, ts } = await lastTold('Look at the new plan');
      const dm = slack.org.channels.find(({ id }) => id === channel);
      dm?.members.push(slack.org.person('grace').id);
      const grace = slack.as('grace');
      await grace.press('run.replan', { channel, ts });
      await slack.waitFor(() => textOf(grace.view()).includes('Only whoever asked for this can ask for it again.'));
      expect(grace.view()?.submit).toBeNull();
      dm?.members.pop();
    });

    it('is not asked for anew where it is so already', async () => {
      const first = await asked('@joan in marketing');
      slack.org.person('joan').workspaces[MARKETING] = 'admin';
      await slack.as('grace').press('run.approve', { channel: APPROVALS, ts: first.ts });
      const told = await lastTold('As things are now');
      expect(aloud(told)).toMatchInlineSnapshot(`
       "⚠️ *Grant admin*
       Joan Clarke (W0JOAN00014): owner → admin of Marketing (T0MARKETNG2)
       What this plan was made on has changed since, so it was not carried out. Nothing was changed. As things are now: Joan Clarke (W0JOAN00014) is already an admin of Marketing (T0MARKETNG2). There is nothing to change, so no call is made.
       Run \`RUN\`"
      `);
      expect(JSON.stringify(told.blocks)).not.toContain('run.replan');
    });
  });
});
