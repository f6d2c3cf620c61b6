import { beforeEach, describe, expect, it } from '@jest/globals';

import { catalogue } from '../../src/operations/catalogue.js';
import { isObject } from '../../src/simulator/json.js';
import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { OpenView } from '../../src/simulator/views/model.js';
import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { forge, settled, submits, textOf, types } from '../support/steps.js';

const OPERATIONS = catalogue.all.filter(({ method }) => method.startsWith('admin.'));

/** The options of the menu, by heading. */
function offered(view: OpenView): Record<string, string[]> {
  const block = view.blocks.find(({ block_id }) => block_id === 'operation');
  const element = isObject(block?.['element']) ? block['element'] : {};
  const groups: unknown[] = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  return Object.fromEntries(
    groups
      .filter(isObject)
      .map(({ label, options }) => [
        String(Object(label).text),
        (Array.isArray(options) ? options : []).map((option: unknown) => String(Object(option).value)),
      ]),
  );
}

describe('/admin', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());
  const runs = async (): Promise<number> => {
    const rows = await database.current.db.selectFrom('runs').select('id').execute();
    return rows.length;
  };
  const home = async (who: PersonAtWork, looks: (text: string) => boolean): Promise<OpenView> => {
    const { slack } = grid.current;
    await who.openHome();
    return slack.waitFor(() => {
      const view = who.home();
      return view && looks(textOf(view)) ? view : null;
    });
  };

  it('offers everything that somebody may run, and leads to its form in the same modal', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const menu = await types(slack, katherine, '/admin');
    expect(Object.values(offered(menu)).flat()).toEqual(OPERATIONS.map(({ method }) => method));
    expect(Object.keys(offered(menu))).toEqual(['People', 'IdP groups', 'Channels']);

    const form = await submits(slack, katherine, { operation: 'admin.users.setAdmin' });
    expect(form.id).toBe(menu.id);
    expect(form.callback_id).toBe('run.form:0');
    expect(katherine.views()).toHaveLength(1);
    await submits(slack, katherine, { user_id: 'U0ADA000001', team_id: 'T0MARKETNG2' });
    await submits(slack, katherine);
    expect(slack.org.person('ada').workspaces['T0MARKETNG2']).toBe('admin');
    expect(slack.breaches()).toEqual([]);
  });

  it('opens its modal before it asks Slack or the database anything', async () => {
    const { slack } = grid.current;
    const before = await runs();
    await types(slack, slack.as('katherine'), '/admin');
    const called = slack.calls().map(({ method }) => method);
    // The copy behind the pickers is read, and what waits of other tests is posted, at any time.
    const theirs = called.filter((method) => method.startsWith('views.') || method === 'users.info');
    expect(theirs).toEqual(['views.open', 'users.info', 'views.update']);
    expect(await runs()).toBe(before);
  });

  it('opens behind the shortcut, too', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await katherine.shortcut('admin');
    const menu = await settled(slack, katherine);
    expect(Object.values(offered(menu)).flat()).toContain('admin.users.list');
    await submits(slack, katherine, { operation: 'admin.users.list' });
    expect(textOf(await submits(slack, katherine, { limit: '5' }))).toContain('Ada Lovelace');
  });

  it('says that something has to be chosen', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/admin');
    const before = await runs();
    const answer = await katherine.submit({ operation: null });
    expect(answer.ok).toBe(false);
    expect(await runs()).toBe(before);
  });

  it.each(['', 'admin.users.nothing', 'constructor', 'ListSlackWorkspaceConfigurations'])(
    'starts nothing by a forged choice of %j that is not theirs or nobody’s',
    async (method) => {
      const { slack } = grid.current;
      const katherine = slack.as('katherine');
      await types(slack, katherine, '/admin');
      await submits(slack, katherine, { operation: 'admin.users.list' });
      const { outcome } = await forge(slack, 'view_submission', (payload) => ({
        ...payload,
        view: {
          ...Object(payload['view']),
          hash: `other-${method}`,
          state: { values: { operation: { value: { selected_option: { value: method } } } } },
        },
      }));
      if (method.startsWith('List')) {
        const view = await slack.waitFor(
          () => /aws-by-named-people/u.test(textOf(katherine.view())) && katherine.view(),
        );
        expect(view?.submit).toBeNull();
      } else {
        expect(JSON.stringify(outcome)).toContain('Choose what you want to do.');
      }
    },
  );

  it('shows somebody without rights why, and what they still may do', async () => {
    const { slack } = grid.current;
    const joan = slack.as('joan');
    const menu = await types(slack, joan, '/admin');
    expect(textOf(menu)).toMatchInlineSnapshot(`
     "Only org owners and org admins may run this; Joan Clarke (W0JOAN00014) is a member. One of them can do it.
     AWS operations may be run only by the people whom the operator has named for it (\`AWS_OPERATORS\`); Joan Clarke (W0JOAN00014) is not one of them.
     What you still may do is give up a right of your own:
     What do you want to do?
     Type to search. Nothing happens before you have seen and confirmed what will change.
     Choose, or type to search
     People
     Revoke admin (/revoke-admin)
     Yourself only. Make an admin or owner a regular member again; turns a gues…
     Remove from workspace (/remove-user)
     Yourself only. Take somebody out of a workspace and of everything they see…"
    `);
    expect(Object.values(offered(menu)).flat()).toEqual(['admin.users.setRegular', 'admin.users.remove']);

    const form = await submits(slack, joan, { operation: 'admin.users.setRegular' });
    expect(form.values['user_id']?.['value']).toMatchObject({ selected_option: { value: joan.id } });
    const plan = await submits(slack, joan, { team_id: 'T0MARKETNG2' });
    expect(textOf(plan)).toContain('Everybody may give up a right of their own.');
  });

  it('gives nothing away where somebody puts somebody else into that form', async () => {
    const { slack } = grid.current;
    const joan = slack.as('joan');
    await types(slack, joan, '/admin');
    await submits(slack, joan, { operation: 'admin.users.setRegular' });
    await joan.options('user_id', 'karen');
    const plan = await submits(slack, joan, { user_id: slack.org.person('karen').id, team_id: 'T0MARKETNG2' });
    expect(textOf(plan)).toContain('deny-by-default');
    expect(slack.calls('admin.users.setRegular')).toHaveLength(0);
  });

  it.each([
    ['a guest', 'gia.multi'],
    ['a person of another organisation', 'vera.elsewhere'],
  ])('has nothing for %s, and says why', async (_, handle) => {
    const { slack } = grid.current;
    const menu = await types(slack, slack.as(handle), '/admin');
    expect(menu.submit).toBeNull();
    expect(textOf(menu)).toContain('So there is nothing here that you could run.');
    expect(textOf(menu)).toContain('Only org owners and org admins may run this');
  });

  it('answers help privately: everything there is, and what of it is not for them', async () => {
    const { slack } = grid.current;
    const ada = slack.as('ada');
    await ada.command('/admin', ' HELP ');
    const text = await slack.waitFor(() => ada.ephemerals().at(-1)?.text);
    for (const { command, title } of catalogue.all) expect(text).toContain(command ?? `in the menu, “${title}”`);
    expect(ada.view()).toBeUndefined();
  });

  it('answers anything else privately with what there is, and keeps it text', async () => {
    const { slack } = grid.current;
    const ada = slack.as('ada');
    const before = ada.ephemerals().length;
    await ada.command('/admin', '<!channel> `now`');
    const text = await slack.waitFor(() => ada.ephemerals()[before]?.text);
    expect(text).toContain('There is no `/admin &lt;!channel&gt; ’now’`. What there is:');
    expect(text).toContain('/grant-admin');
    expect(slack.breaches()).toEqual([]);
  });

  it('says privately where Slack does not open the modal', async () => {
    const { slack } = grid.current;
    slack.setFault({ method: 'views.open', fault: 'error', error: 'expired_trigger_id', times: 1 });
    const ada = slack.as('ada');
    await ada.command('/admin');
    await slack.waitFor(() => ada.ephemerals().length > 0);
    expect(ada.ephemerals().at(-1)?.text).toMatch(/could not be opened.*`expired_trigger_id`.*Type \/admin again\./su);
  });

  it('says in the modal where Slack does not say who somebody is, and waits where it is busy', async () => {
    const { slack } = grid.current;
    slack.setFault({ method: 'users.info', fault: 'error', error: 'internal_error', times: 1 });
    const katherine = slack.as('katherine');
    expect(textOf(await types(slack, katherine, '/admin'))).toContain('⛔ Slack refused `users.info`');
    await katherine.close();
    slack.setFault({ method: 'users.info', fault: 'rate_limited', retry_after: 1, times: 1 });
    expect(offered(await types(slack, katherine, '/admin'))).toHaveProperty('People');
  });

  it('has one run where the choice comes twice', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/admin');
    const before = await runs();
    await submits(slack, katherine, { operation: 'admin.users.setAdmin' });
    const [delivery] = slack.deliveries('view_submission').slice(-1);
    if (!delivery) throw new Error('Nothing was delivered.');
    await slack.deliver(delivery.body, { timestamp: Math.floor(Date.now() / 1000) - 2 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await runs()).toBe(before + 1);
  });

  it('is the Home tab, too: what one may run, with a button each, who may run what, and how fresh names are', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const view = await home(katherine, (text) => text.includes('Open the menu'));
    const text = textOf(view);
    for (const { title } of OPERATIONS) expect(text).toContain(title);
    expect(text).toContain('Org owners and org admins may run operations.');
    expect(text).toContain('AWS operations may be run only by the people whom the operator has named');
    expect(text).toMatch(/people as of <!date\^\d+/u);
    expect(slack.breaches()).toEqual([]);

    await katherine.press('admin.run', { value: 'admin.users.getExpiration' });
    const form = await settled(slack, katherine);
    expect(form.callback_id).toBe('run.form:0');
    expect(textOf(form)).toContain('Show when a guest’s account ends.');
    await katherine.close();

    await katherine.press('admin.menu');
    expect(offered(await settled(slack, katherine))).toHaveProperty('People');
  });

  it('says in the Home tab why somebody without rights can run nothing, and what is left to them', async () => {
    const { slack } = grid.current;
    const emmy = await home(slack.as('emmy'), (text) => text.includes('give up a right of your own'));
    expect(textOf(emmy)).toContain('Yourself only.');
    const guest = await home(slack.as('gia.multi'), (text) => text.includes('nothing here that you could run'));
    expect(JSON.stringify(guest.blocks)).not.toContain('admin.menu');
  });

  it('says in the Home tab what is wrong where Slack does not answer, and is right again at the next look', async () => {
    const { slack } = grid.current;
    slack.setFault({ method: 'users.info', fault: 'error', error: 'fatal_error', times: 1 });
    const katherine = slack.as('katherine');
    const trouble = await home(katherine, (text) => text.includes('could not be looked up'));
    expect(textOf(trouble)).toContain('Open this tab again to try again.');
    await home(katherine, (text) => text.includes('Open the menu'));
  });

  it('shows at once that something is coming to whoever opens the Home tab for the first time', async () => {
    const { slack } = grid.current;
    await home(slack.as('katherine'), (text) => text.includes('Open the menu'));
    await home(slack.as('katherine'), (text) => text.includes('Open the menu'));
    const published = slack
      .calls('views.publish')
      .map(({ args }) => JSON.stringify(args['view']).includes('Looking up'));
    expect(published.slice(0, 2)).toEqual([true, false]);
    expect(published.slice(2)).not.toContain(true);
  });
});
