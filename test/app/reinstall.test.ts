import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Simulator } from '../../src/simulator/simulator.js';
import { install } from '../support/browser.js';
import { withDatabase } from '../support/database.js';
import { forgetInstall, startUninstalled, startUninstalledGrid, type Uninstalled } from '../support/installing.js';
import { runs, submits, textOf, types } from '../support/steps.js';

describe('an install that is there already', () => {
  const database = withDatabase();
  let slack: Simulator;
  let gridkeeper: Uninstalled;
  const idOf = (who: string): string => slack.org.person(who).id;
  const kinds = async (): Promise<string[]> => {
    const rows = await database.current.db.selectFrom('ledger_entries').select('kind').orderBy('sequence').execute();
    return rows.map(({ kind }) => kind).filter((kind) => kind.startsWith('install.'));
  };
  const told = (who: string): string[] =>
    slack
      .as(who)
      .directMessages()
      .map((message) => textOf(message));
  const hears = (who: string, says: string): Promise<string> =>
    slack.waitFor(() => told(who).find((text) => text.includes(says)));
  /** Whose rights the app works with: the person behind the token that changes something. */
  const worksAs = async (): Promise<string | undefined> => {
    const rows = await database.current.db.selectFrom('installations').selectAll().where('in_use', '=', true).execute();
    return rows.find(({ kind }) => kind === 'user')?.user_id;
  };
  const grants = async (): Promise<void> => {
    const katherine = slack.as('katherine');
    while (katherine.view()) await katherine.close();
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    expect(slack.calls('admin.users.setAdmin').at(-1)).toMatchObject({ ok: true });
    slack.org.person('ada').workspaces[slack.org.workspace('marketing').id] = 'member';
  };
  /** The local copy has to know the owners before they can be told. */
  const ownersKnown = async (): Promise<void> => {
    const { db } = database.current;
    await until(async () => {
      const read = await db.selectFrom('directory_reads').selectAll().where('kind', '=', 'people').executeTakeFirst();
      return Boolean(read?.completed_at);
    });
  };
  const until = async (check: () => Promise<boolean>): Promise<void> => {
    while (!(await check())) await sleep(25);
  };

  beforeEach(async () => {
    slack = await startUninstalledGrid();
    gridkeeper = await startUninstalled(slack, database.current);
    await install(gridkeeper.url, { person: idOf('dorothy') });
    await gridkeeper.app.ready;
    await ownersKnown();
  });
  afterEach(async () => {
    await gridkeeper.app.stop();
    await slack.stop();
    await forgetInstall(database.current);
  });

  it('works with the rights of an owner at once when they install it again, and every owner is told', async () => {
    const page = await install(gridkeeper.url, { person: idOf('margaret') });
    expect(page.text).toContain(`in place of those of ${idOf('dorothy')}`);
    expect(await worksAs()).toBe(idOf('margaret'));
    for (const owner of ['grace', 'margaret', 'dorothy']) {
      const text = await hears(owner, 'installed the app again');
      expect(text).toContain('From now on it works with their rights.');
      expect(text).toContain('Margaret Hamilton');
    }
    await grants();
    expect(await kinds()).toEqual(['install.done', 'install.done']);
  });

  it('keeps to the rights of an owner when an admin installs it again, until an owner agrees', async () => {
    const page = await install(gridkeeper.url, { person: idOf('alan') });
    expect(page.text).toMatchSnapshot('the page of an admin whose token waits');
    expect(await worksAs()).toBe(idOf('dorothy'));
    const message = await hears('grace', 'until an org owner agrees');
    expect(message.replaceAll(/\b[UW]0[A-Z0-9]+/gu, 'ID')).toMatchSnapshot('what owners read');
    await grants();

    // The admin's own press and another admin's change nothing.
    await hears('dorothy', 'until an org owner agrees');
    await slack.as('grace').press('install.accept');
    await slack.waitFor(() => (slack.calls('auth.test').length > 0 ? true : null));
    await hears('dorothy', 'Grace Hopper');
    expect(await worksAs()).toBe(idOf('alan'));
    expect(await kinds()).toEqual(['install.done', 'install.done', 'install.accepted']);
    await grants();

    // A second owner's press comes too late.
    await slack.as('dorothy').press('install.refuse');
    expect(await worksAs()).toBe(idOf('alan'));
    expect(await kinds()).toEqual(['install.done', 'install.done', 'install.accepted']);
  });

  it('throws the token away where an owner does not agree, and gives it back to Slack', async () => {
    await install(gridkeeper.url, { person: idOf('alan') });
    await hears('grace', 'until an org owner agrees');
    await slack.as('grace').press('install.refuse');
    await hears('margaret', 'did not agree');
    expect(await worksAs()).toBe(idOf('dorothy'));
    await slack.waitFor(() => slack.calls('auth.revoke').length === 1 || null);
    expect(await kinds()).toEqual(['install.done', 'install.done', 'install.declined']);
    const rows = await database.current.db.selectFrom('installations').selectAll().execute();
    expect(rows).toHaveLength(2);
  });

  it('lets nobody but an org owner agree, whatever the message says', async () => {
    await install(gridkeeper.url, { person: idOf('alan') });
    await hears('grace', 'until an org owner agrees');
    slack.org.person('grace').org_role = 'admin';
    await slack.as('grace').press('install.accept');
    await slack.waitFor(() => slack.as('grace').ephemerals().at(-1) ?? null);
    expect(slack.as('grace').ephemerals().at(-1)?.text).toContain('Only an org owner can decide this.');
    expect(await worksAs()).toBe(idOf('dorothy'));
  });

  it('works with an admin’s rights at once where whoever installed it is no admin any more', async () => {
    slack.org.person('dorothy').org_role = 'member';
    await install(gridkeeper.url, { person: idOf('alan') });
    expect(await worksAs()).toBe(idOf('alan'));
    await grants();
  });

  it('is gone when the app is taken off, in whatever order Slack says so, and back when another admin installs it', async () => {
    await slack.uninstall();
    await until(async () => (await gridkeeper.readiness()).status === 503);
    expect(await gridkeeper.readiness()).toMatchObject({
      status: 503,
      body: { slack: 'the app is not installed: an org owner has to open /slack/install' },
    });
    await until(async () => (await kinds()).length === 3);
    expect(await kinds()).toEqual(['install.done', 'install.revoked', 'install.revocation_ignored']);
    expect(await database.current.db.selectFrom('installations').selectAll().execute()).toEqual([]);

    await install(gridkeeper.url, { person: idOf('katherine') });
    expect(await gridkeeper.readiness()).toMatchObject({ status: 200 });
    await hears('grace', 'before, it was Dorothy Vaughan');
    await grants();
    // Slack delivers the old news once more: what was installed since stays.
    for (const delivery of slack.deliveries('event').slice(0, 2)) {
      const old = delivery.body
        .replace(/"event_id":"(\w+)"/u, '"event_id":"$1again"')
        .replace(/"event_time":(\d+)/u, (_, seconds: string) => `"event_time":${Number(seconds) - 60}`);
      await slack.deliver(old, { contentType: 'application/json' });
    }
    await grants();
    await until(async () => (await kinds()).length === 6);
    expect((await kinds()).slice(-2)).toEqual(['install.revocation_ignored', 'install.revocation_ignored']);
  });

  it('says nothing of a second organisation’s uninstall, and records it', async () => {
    const { event_id, ...rest } = { event_id: 'EvFOREIGN', type: 'event_callback', event_time: 4_000_000_000 };
    const body = { ...rest, event_id, team_id: null, enterprise_id: 'E0ELSEWHERE', event: { type: 'app_uninstalled' } };
    await slack.deliver(JSON.stringify(body), { contentType: 'application/json' });
    await slack.deliver(
      JSON.stringify({
        ...body,
        event_id: 'Ev2',
        event: { type: 'tokens_revoked', tokens: { oauth: [idOf('dorothy')] } },
      }),
      { contentType: 'application/json' },
    );
    expect(await worksAs()).toBe(idOf('dorothy'));
    const refused = () =>
      database.current.db.selectFrom('ledger_entries').select('entry').where('kind', '=', 'request.refused').execute();
    // An event is answered before it is looked at.
    await until(async () => (await refused()).length === 2);
    expect((await refused())[0]?.entry).toContain('E0ELSEWHERE');
  });

  it('writes down which workspaces the app was added to, once', async () => {
    const first = await slack.tell({ type: 'team_access_granted', team_ids: ['T1', 'T2'] });
    if (!first) throw new Error('The manifest does not subscribe to it.');
    await slack.deliver(first.body, { contentType: 'application/json', timestamp: Math.floor(Date.now() / 1000) - 1 });
    await slack.tell({ type: 'team_access_revoked', team_ids: ['T2'] });
    await until(async () => (await kinds()).length === 3);
    expect(await kinds()).toEqual(['install.done', 'install.workspaces_added', 'install.workspaces_removed']);
  });

  describe('that is not what the app needs', () => {
    const homeOf = async (who: string): Promise<string> => {
      await slack.as(who).openHome();
      return textOf(
        await slack.waitFor(() => {
          const home = slack.as(who).home();
          return home && !textOf(home).includes('Looking up') ? home : null;
        }),
      );
    };
    const restarted = async (): Promise<void> => {
      await gridkeeper.app.stop();
      gridkeeper = await startUninstalled(slack, database.current);
      await gridkeeper.app.ready;
    };

    it('says that whoever installed it is no admin any more: in the log, in Home, and to every owner once a day', async () => {
      slack.org.person('dorothy').org_role = 'member';
      await restarted();
      const text = await hears('grace', 'no org owner or org admin any more');
      expect(text.replaceAll(/\b[UW]0[A-Z0-9]+/gu, 'ID')).toMatchSnapshot('what owners read of it');
      expect(await homeOf('katherine')).toContain('no org owner or org admin any more');
      expect(await homeOf('ada')).not.toContain('any more, so Slack refuses');
      expect(
        gridkeeper.log.some((line) => line.includes('"alert":"installation"') && line.includes('"about":"installer"')),
      ).toBe(true);
      await restarted();
      await homeOf('katherine');
      expect(told('grace').filter((line) => line.includes('any more'))).toHaveLength(1);
      expect(told('ada')).toEqual([]);
    });

    it('says which scopes are missing', async () => {
      await install(gridkeeper.url, {
        person: idOf('dorothy'),
        ask: (query) => query.set('user_scope', 'admin.teams:read'),
      });
      expect(await homeOf('katherine')).toMatch(/granted less than it needs: .*admin\.users:write/u);
      await hears('margaret', 'granted less than it needs');
    });

    it('says that the admin token was revoked, and what to do', async () => {
      await slack.tell({ type: 'tokens_revoked', tokens: { oauth: [idOf('dorothy')], bot: [] } });
      await until(async () => (await gridkeeper.readiness()).status === 503);
      expect((await gridkeeper.readiness()).body['slack']).toContain('there is no admin token');
      const view = await types(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
      const shown = await submits(slack, slack.as('katherine')).catch(() => view);
      expect(textOf(shown)).toContain('/slack/install');
      await install(gridkeeper.url, { person: idOf('margaret') });
      await grants();
    });
  });
});
