import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { BadConfiguration } from '../../../src/config.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { policiesIn } from '../../../src/store/policies.js';
import { withDatabase } from '../../support/database.js';
import { startGrid } from '../../support/engine.js';
import { APPROVALS, startOn, type Grid } from '../../support/gridkeeper.js';
import { policyOf, putInForce } from '../../support/policies.js';
import { card, plans, presses, settled, submits, textOf, types } from '../../support/steps.js';

/** Rules by which org admins make admins in Marketing. */
const ADMINS = 'id: admins, effect: allow, operation: grant-admin, requester: org_admin';
const NOBODY = 'id: nobody, effect: deny, operation: grant-admin';
const asking = (who: string): string =>
  `id: asking, effect: approve, operation: grant-admin, requester: org_admin, approvals: { from: { user: ${who} } }`;
const OWNERS = 'id: owners, effect: allow, operation: users, requester: org_owner';

describe('the app under a policy file', () => {
  const database = withDatabase();
  let directory: string;
  let path: string;
  let slack: Simulator;
  let app: Grid;

  beforeAll(async () => {
    slack = await startGrid();
    directory = await mkdtemp(join(tmpdir(), 'gridkeeper-policy-'));
    path = join(directory, 'policy.yaml');
    await writeFile(path, policyOf(ADMINS));
    app = await startOn(slack, database.current, { policyFile: path });
  });
  afterAll(async () => {
    await app.app.stop();
    await slack.stop();
    await rm(directory, { recursive: true });
  });
  beforeEach(() => slack.reset());
  afterEach(async () => {
    if (slack.as('katherine').view()) await slack.as('katherine').close();
  });

  const comesIntoForce = (...rules: readonly string[]): Promise<void> =>
    putInForce(database.current, slack.org.id, policyOf(...rules));
  const inForce = async (): Promise<string | undefined> =>
    (await policiesIn(database.current.db, slack.org.id).inForce(null))?.text;
  const sent = (): number => slack.calls('admin.users.setAdmin').length;

  it('lets people do what it says, and refuses the rest with its rule, file and line', async () => {
    await comesIntoForce(ADMINS, OWNERS);
    await plans(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    expect(textOf(await submits(slack, slack.as('katherine')))).toContain('Done: ');
    await slack.as('katherine').close();
    const refused = await types(slack, slack.as('katherine'), '/remove-user', '@ada in marketing');
    expect(textOf(refused)).toContain('No rule of the policy lets Katherine Johnson');
    expect(textOf(refused)).toContain('It has rules for the org owners.');
  });

  it('decides about a plan by what is in force when it is confirmed', async () => {
    const katherine = slack.as('katherine');
    await comesIntoForce(ADMINS);
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    await comesIntoForce(NOBODY, OWNERS);
    expect(textOf(await submits(slack, katherine))).toContain('The policy forbids this.');
    expect(sent()).toBe(0);

    await katherine.close();
    await comesIntoForce(ADMINS);
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    await comesIntoForce(ADMINS, OWNERS);
    expect(textOf(await submits(slack, katherine))).toContain('Done: ');
    const { entry } = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('kind', '=', 'call.outcome')
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow();
    const kept = await policiesIn(database.current.db, slack.org.id).inForce(null);
    expect(JSON.parse(entry)).toMatchObject({ policy_hash: kept?.hash, outcome: 'succeeded' });
  });

  it('gives the form back where something is missing that can be written or chosen, and refuses nobody for it', async () => {
    const katherine = slack.as('katherine');
    const { sequence } = await database.current.db
      .selectFrom('ledger_heads')
      .select('sequence')
      .where('enterprise_id', '=', slack.org.id)
      .executeTakeFirstOrThrow();
    await comesIntoForce(`${ADMINS}, reason: required, longest: 8h`);
    await types(slack, katherine, '/grant-admin', '@ada in marketing for 2d');
    const told = await katherine.submit();
    expect(told.errors).toEqual({
      reason: expect.stringContaining('The policy wants a reason'),
      duration: expect.stringContaining('8 hours at most'),
    });
    await katherine.close();

    await plans(slack, katherine, '/grant-admin', '@ada in marketing because launch week');
    const obstacle = textOf(katherine.view());
    expect(obstacle).toContain('The policy lets this be given for 8 hours at most, and not for good');
    expect(obstacle).toContain('Rule: `admins` (policy.yaml:3)');
    await presses(slack, katherine, 'run.change');
    await submits(slack, katherine, { duration: '8h' });
    expect(textOf(await submits(slack, katherine))).toContain('Done: ');
    const denied = await database.current.db
      .selectFrom('ledger_entries')
      .select('kind')
      .where('kind', 'in', ['run.denied', 'run.obstacle'])
      .where('sequence', '>', sequence)
      .execute();
    expect(denied).toEqual([{ kind: 'run.obstacle' }]);
  });

  it('asks others for their yes where those who were named have changed since', async () => {
    const [dorothy, margaret] = [slack.as('dorothy'), slack.as('margaret')];
    await comesIntoForce(asking(dorothy.id));
    await plans(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    await submits(slack, slack.as('katherine'));
    const asked = await card(slack);
    await comesIntoForce(asking(margaret.id));
    const approves = (who: typeof dorothy): Promise<unknown> =>
      who.press('run.approve', { channel: APPROVALS, ts: asked.ts });
    await approves(dorothy);
    await slack.waitFor(() => dorothy.ephemerals(APPROVALS).at(-1)?.text.includes('is not among them'));
    expect(sent()).toBe(0);
    await approves(margaret);
    await card(slack, (text) => text.includes('Done'));
    expect(sent()).toBe(1);
  });

  it('follows the file as it is changed on the disk; a broken one leaves the old in force, and owners are told', async () => {
    await writeFile(path, policyOf(OWNERS));
    for (let tries = 0; tries < 100 && (await inForce()) !== policyOf(OWNERS); tries += 1) await sleep(100);
    const refused = await types(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    expect(textOf(refused)).toContain('No rule of the policy lets Katherine Johnson');

    await writeFile(
      path,
      `${policyOf(OWNERS)}  - { id: odd, effect: allow, operation: grant-admn, requester: anyone }\n`,
    );
    const margaret = slack.as('margaret');
    const told = (): string => margaret.directMessages().map(textOf).join('\n');
    await slack.waitFor(() => told().includes('cannot be followed'), { timeout: 10_000 });
    expect(told()).toContain('policy.yaml:4:42: unknown operation “grant-admn”. Did you mean “grant-admin”?');
    expect(await inForce()).toBe(policyOf(OWNERS));
    await margaret.openHome();
    await slack.waitFor(() => textOf(margaret.home()).includes('has been changed and cannot be followed'));
    const health: unknown = await (await fetch(`${slack.appUrl}/readyz`)).json();
    expect(health).toMatchObject({ ready: true, policy: expect.stringContaining('cannot be followed') });
  });

  it('is the same for a second process, whatever file that one was started with', async () => {
    const own = join(directory, 'another.yaml');
    await writeFile(own, policyOf(OWNERS, asking('W0NEW00001')));
    const url = slack.appUrl;
    const second = await startOn(slack, database.current, { policyFile: own });
    try {
      const kept = await policiesIn(database.current.db, slack.org.id).inForce(null);
      expect(kept?.name).toBe('another.yaml');
      slack.appUrl = url;
      await types(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
      await slack.as('katherine').submit();
      const shown = await settled(slack, slack.as('katherine'));
      expect(textOf(shown)).toContain('nobody could give it');
    } finally {
      await second.app.stop();
    }
  });

  it('does not start with a broken one, and says where', async () => {
    const broken = join(directory, 'broken.yaml');
    await writeFile(broken, 'version: 1\nrules:\n\t- id: a\n');
    const starts = startOn(slack, database.current, { policyFile: broken });
    await expect(starts).rejects.toThrow(BadConfiguration);
    await expect(starts).rejects.toThrow('broken.yaml:3:1: this line is indented with a tab');
    const missing = startOn(slack, database.current, { policyFile: join(directory, 'missing.yaml') });
    await expect(missing).rejects.toThrow('missing.yaml:1:1: cannot be read (ENOENT)');
  });
});
