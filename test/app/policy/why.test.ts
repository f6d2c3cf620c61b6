import { beforeEach, describe, expect, it } from '@jest/globals';

import type { PersonAtWork } from '../../../src/simulator/person-at-work.js';
import { withDatabase } from '../../support/database.js';
import { APPROVALS, withGrid } from '../../support/gridkeeper.js';
import { policyOf, putInForce } from '../../support/policies.js';
import { card, plans, presses, settled, submits, textOf, types } from '../../support/steps.js';

const MARKETING = 'T0MARKETNG2';
const FILE = policyOf(
  'id: admins, effect: allow, operation: [grant-admin, grant-owner], requester: org_admin',
  `id: owners-of-marketing, effect: approve, operation: grant-owner, target: { workspace: ${MARKETING} }, requester: { at_least: org_admin }, approvals: { from: org_owner }, reason: required`,
  'id: not-kathleen, effect: deny, operation: grant-admin, target: { person: W0KATHLE011 }, says: Ask her manager.',
);

describe('why', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  const asks = async (who: PersonAtWork, text: string): Promise<string> => {
    const before = who.ephemerals().length;
    await who.command('/admin', `why ${text}`);
    return grid.current.slack.waitFor(() => who.ephemerals()[before]?.text);
  };
  const under = async (text: string): Promise<void> => putInForce(database.current, grid.current.slack.org.id, text);
  const entries = async (kind: string): Promise<unknown[]> => {
    const rows = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('kind', '=', kind)
      .execute();
    return rows.map(({ entry }): unknown => JSON.parse(entry));
  };

  it('says of the policy that comes with the app who may do what, by which rule, and who could say yes', async () => {
    const margaret = grid.current.slack.as('margaret');
    expect(await asks(margaret, '@katherine grant-owner @ada in Marketing')).toMatchInlineSnapshot(`
     "*Grant owner* for Ada Lovelace (U0ADA000001) in Marketing (T0MARKETNG2), asked for by Katherine Johnson (W0KATHER005):
     ⏳ *Allowed with* the yes of another org owner or org admin. Making somebody an owner needs the yes of another org owner or org admin.
     Those who could give it now: Dorothy Vaughan (U0DOROTH004), Grace Hopper (W0GRACE0002), Margaret Hamilton (W0MARGAR003), Alan Turing (W0ALAN00006), Mary Jackson (U0MARY00007)
     Rule \`owners-need-approval\`
     Nothing was asked for and nothing was changed."
    `);
    expect(await asks(margaret, '@karen grant-admin @ada in Marketing')).toMatchInlineSnapshot(`
     "*Grant admin* for Ada Lovelace (U0ADA000001) in Marketing (T0MARKETNG2), asked for by Karen Spärck Jones (W0KAREN0015):
     ⛔ *Refused.* Only org owners and org admins may run this; Karen Spärck Jones (W0KAREN0015) is a member. One of them can do it.
     Rule \`deny-by-default\`
     Nothing was asked for and nothing was changed."
    `);
    expect(await asks(margaret, 'grant-admin @ada in Marketing')).toContain('✅ *Allowed,* without asking anybody.');
    expect(await asks(margaret, 'grant-admin')).toContain('❔ *It depends.*');
    expect(grid.current.slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('tells people of others only what they may do themselves, and records the attempt', async () => {
    const ada = grid.current.slack.as('ada');
    expect(await asks(ada, '@katherine grant-admin @karen in Marketing')).toContain(
      '⛔ What others may do is told only to those who may do it themselves',
    );
    expect(await asks(ada, 'grant-admin @karen in Marketing')).toContain('Only org owners and org admins may run this');
    expect(await entries('why.refused')).toMatchObject([
      { actor: ada.id, outcome: 'refused', detail: { operation: 'admin.users.setAdmin' } },
    ]);
  });

  it('names rule, file and line under a policy file, and what it would take', async () => {
    await under(FILE);
    const katherine = grid.current.slack.as('katherine');
    const answers = [];
    for (const text of [
      'grant-owner @ada in Marketing because she leads it',
      'grant-owner @ada in Marketing',
      'grant-admin @kathleen in Marketing',
      '@margaret grant-admin @ada in Marketing',
      'remove-user @ada in Marketing',
    ])
      answers.push(await asks(katherine, text));
    expect(answers.join('\n---\n')).toMatchInlineSnapshot(`
     "*Grant owner* for Ada Lovelace (U0ADA000001) in Marketing (T0MARKETNG2), asked for by Katherine Johnson (W0KATHER005):
     ⏳ *Allowed with* the yes of one of the org owners. The policy wants the yes of one of the org owners for this.
     Those who could give it now: Dorothy Vaughan (U0DOROTH004), Grace Hopper (W0GRACE0002), Margaret Hamilton (W0MARGAR003)
     Rule \`owners-of-marketing\` (policy.yaml:4)
     Nothing was asked for and nothing was changed.
     ---
     *Grant owner* for Ada Lovelace (U0ADA000001) in Marketing (T0MARKETNG2), asked for by Katherine Johnson (W0KATHER005):
     ⛔ *Refused.* The policy wants a reason for this: write in the form why you ask.
     To be allowed, it takes no more than that: fill it in and ask.
     Rule \`owners-of-marketing\` (policy.yaml:4)
     Nothing was asked for and nothing was changed.
     ---
     *Grant admin* for Kathleen Booth (W0KATHLE011) in Marketing (T0MARKETNG2), asked for by Katherine Johnson (W0KATHER005):
     ⛔ *Refused.* The policy forbids this. “Ask her manager.”
     To be allowed, that rule would have to be another one; whoever keeps the policy file decides on it.
     Rule \`not-kathleen\` (policy.yaml:5)
     Nothing was asked for and nothing was changed.
     ---
     *Grant admin* for Ada Lovelace (U0ADA000001) in Marketing (T0MARKETNG2), asked for by Margaret Hamilton (W0MARGAR003):
     ⛔ *Refused.* No rule of the policy lets Margaret Hamilton (W0MARGAR003) run this. It has rules for the org admins.
     To be allowed, it takes a rule for it; whoever keeps the policy file can write one.
     Rule \`no-rule-allows\` (policy.yaml)
     Nothing was asked for and nothing was changed.
     ---
     *Remove from workspace* for Ada Lovelace (U0ADA000001) in Marketing (T0MARKETNG2), asked for by Katherine Johnson (W0KATHER005):
     ⛔ *Refused.* No rule of the policy lets Katherine Johnson (W0KATHER005) run this. It lets nobody.
     To be allowed, it takes a rule for it; whoever keeps the policy file can write one.
     Rule \`no-rule-allows\` (policy.yaml)
     Nothing was asked for and nothing was changed."
    `);
  });

  it('opens from a refusal, with the decision and its line, and what it would be now', async () => {
    const { slack } = grid.current;
    await under(FILE);
    const katherine = slack.as('katherine');
    const refused = await plans(slack, katherine, '/grant-admin', '@kathleen in marketing');
    expect(textOf(refused)).toContain('The policy forbids this. “Ask her manager.”');
    const shown = await presses(slack, katherine, 'run.why');
    expect(textOf(shown).replace(/<!date\^[^>]*>/u, 'DATE')).toMatchInlineSnapshot(`
     "*What was decided*
     The policy forbids this. “Ask her manager.”
     Rule \`not-kathleen\` (policy.yaml:5). policy.yaml, in force since DATE, sha256 \`599b0615eded\`
     Asked for once more, it would be the same now.
     To be allowed, that rule would have to be another one; whoever keeps the policy file decides on it."
    `);
    await katherine.close();

    await under(`${FILE}# changed\n`);
    await katherine.openHome();
    const early = await types(slack, katherine, '/remove-user', '@ada in marketing');
    expect(textOf(early)).toContain('Rule: `no-rule-allows` (policy.yaml)');
    expect(textOf(await presses(slack, katherine, 'run.why'))).toContain('No rule of the policy lets Katherine');
  });

  it('opens from an approval card, for those who could decide, and for nobody else', async () => {
    const { slack } = grid.current;
    await under(FILE);
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-owner', '@ada in marketing because she leads it');
    await submits(slack, katherine);
    const asked = await card(slack);
    const margaret = slack.as('margaret');
    await margaret.press('run.why', { channel: APPROVALS, ts: asked.ts });
    const seen = textOf(await settled(slack, margaret));
    expect(seen).toContain('Rule `owners-of-marketing` (policy.yaml:4)');
    expect(seen).toContain('*Allowed with* the yes of');

    const emmy = slack.as('emmy');
    slack.org.channel(APPROVALS).members.push(emmy.id);
    await emmy.press('run.why', { channel: APPROVALS, ts: asked.ts });
    expect(textOf(await settled(slack, emmy))).toContain('⛔ No rule of the policy lets Emmy');
    expect(await entries('run.look_refused')).toMatchObject([{ actor: emmy.id }]);
    slack.org.channel(APPROVALS).members.pop();
  });

  it('shows a request to those whom the policy lets run such, by the group that they are in, and to nobody else', async () => {
    const { slack } = grid.current;
    await under(
      [
        'version: 1',
        'groups: { Engineers: { idp_group: S0IDPENGINE1 } }',
        'rules:',
        '  - { id: e, effect: approve, operation: grant-admin, requester: { group: Engineers }, approvals: { from: org_owner } }',
      ].join('\n'),
    );
    const ada = slack.as('ada');
    await plans(slack, ada, '/grant-admin', '@kathleen in marketing');
    await submits(slack, ada);
    const asked = await card(slack);
    for (const [handle, says] of [
      ['konrad', 'The policy wants the yes of one of the org owners'],
      ['emmy', '⛔ No rule of the policy lets'],
    ] as const) {
      const who = slack.as(handle);
      slack.org.channel(APPROVALS).members.push(who.id);
      await who.press('run.why', { channel: APPROVALS, ts: asked.ts });
      expect(textOf(await settled(slack, who))).toContain(says);
      await who.close();
      await who.press('run.details', { channel: APPROVALS, ts: asked.ts });
      expect(textOf(await settled(slack, who))).toContain(says);
      await who.close();
      slack.org.channel(APPROVALS).members.pop();
    }
  });
});
