import { describe, expect, it } from '@jest/globals';

import { botClient, codeOf, refusalOf } from '../support/clients.js';
import { useGrid } from '../support/grid.js';
import { manifest } from '../support/manifest.js';
import { home, modal, plain, triggerFor } from '../support/views.js';

const grid = useGrid();

function open(handle = 'ada', view = modal()) {
  return grid.bot.views.open({ trigger_id: triggerFor(grid.simulator, handle), view });
}

/** A trigger as a button in the person's topmost modal would carry it. */
function triggerInModal(handle: string): string {
  const person = grid.simulator.as(handle);
  const view_id = person.view()?.id ?? null;
  return grid.simulator.slack.triggers.issue({ person: person.id, team: 'T0ENGINEER1', view_id });
}

describe('views.open', () => {
  it('shows the modal to whoever holds the trigger', async () => {
    const { view } = await open('ada');
    expect(view).toMatchObject({ type: 'modal', callback_id: 'form', state: { values: {} }, team_id: 'T0ENGINEER1' });
    expect(grid.simulator.as('ada').view()?.id).toBe(view?.id);
    expect(grid.simulator.as('grace').view()).toBeUndefined();
  });

  it('refuses a trigger after three seconds', async () => {
    const trigger_id = triggerFor(grid.simulator, 'ada');
    grid.pass(2_999 - 500);
    await expect(grid.bot.views.open({ trigger_id, view: modal() })).resolves.toMatchObject({ ok: true });
    const late = triggerFor(grid.simulator, 'ada');
    grid.pass(3_000);
    await expect(codeOf(grid.bot.views.open({ trigger_id: late, view: modal() }))).resolves.toBe('expired_trigger_id');
  });

  it('takes a trigger once, but leaves it alone when the view is refused', async () => {
    const trigger_id = triggerFor(grid.simulator, 'ada');
    const bad = { ...modal(), title: plain('') };
    await expect(codeOf(grid.bot.views.open({ trigger_id, view: bad }))).resolves.toBe('invalid_arguments');
    await grid.bot.views.open({ trigger_id, view: modal() });
    const again = codeOf(grid.bot.views.open({ trigger_id, view: modal() }));
    await expect(again).resolves.toBe('exchanged_trigger_id');
  });

  it('refuses a trigger it has never given out', async () => {
    const call = grid.bot.views.open({ trigger_id: '1.2.abc', view: modal() });
    await expect(codeOf(call)).resolves.toBe('invalid_trigger_id');
  });

  it('names every breach of a limit by its place', async () => {
    const view = modal({ title: plain('x'.repeat(25)), submit: plain('') });
    const { error, messages } = await refusalOf(open('ada', view));
    expect(error).toBe('invalid_arguments');
    expect(messages).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
      '[ERROR] must be more than 0 characters [json-pointer:/view/submit/text]',
    ]);
  });

  it('refuses a Home view', async () => {
    const call = grid.bot.views.open({ trigger_id: triggerFor(grid.simulator, 'ada'), view: home('x') });
    await expect(codeOf(call)).resolves.toBe('invalid_arguments');
  });

  it('refuses more than 250 kB', async () => {
    const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'x'.repeat(2_990) } };
    const call = open('ada', modal({ blocks: Array.from({ length: 90 }, () => section) }));
    await expect(codeOf(call)).resolves.toBe('view_too_large');
  });

  it('refuses an external_id that is in use', async () => {
    await open('ada', modal({ external_id: 'once' }));
    await expect(codeOf(open('grace', modal({ external_id: 'once' })))).resolves.toBe('duplicate_external_id');
  });
});

describe('views.push', () => {
  it('stacks at most three views', async () => {
    await open('ada');
    await grid.bot.views.push({ trigger_id: triggerInModal('ada'), view: modal({ title: plain('Second') }) });
    const third = await grid.bot.views.push({ trigger_id: triggerInModal('ada'), view: modal() });
    const [first, second] = grid.simulator.as('ada').views();
    expect(third.view).toMatchObject({ previous_view_id: second?.id, root_view_id: first?.id });
    const fourth = codeOf(grid.bot.views.push({ trigger_id: triggerInModal('ada'), view: modal() }));
    await expect(fourth).resolves.toBe('push_limit_reached');
  });

  it('needs a trigger that arose in a modal which is still open', async () => {
    await open('ada');
    const outside = grid.bot.views.push({ trigger_id: triggerFor(grid.simulator, 'ada'), view: modal() });
    await expect(codeOf(outside)).resolves.toBe('not_found');
    const trigger_id = triggerInModal('ada');
    await grid.simulator.as('ada').close();
    await expect(codeOf(grid.bot.views.push({ trigger_id, view: modal() }))).resolves.toBe('not_found');
  });
});

describe('views.update', () => {
  async function opened() {
    const { view } = await open('ada');
    if (!view?.id || !view.hash) throw new Error('There is no view in the answer.');
    return { view_id: view.id, hash: view.hash };
  }

  it('changes the view and its hash', async () => {
    const { view_id, hash } = await opened();
    const { view } = await grid.bot.views.update({ view_id, view: modal({ title: plain('Other') }) });
    expect(view).toMatchObject({ id: view_id, title: { text: 'Other' } });
    expect(view?.hash).not.toBe(hash);
  });

  it('refuses a stale hash, and an empty one always', async () => {
    const { view_id, hash } = await opened();
    await grid.bot.views.update({ view_id, hash, view: modal() });
    await expect(codeOf(grid.bot.views.update({ view_id, hash, view: modal() }))).resolves.toBe('hash_conflict');
    await expect(codeOf(grid.bot.views.update({ view_id, hash: '', view: modal() }))).resolves.toBe('hash_conflict');
  });

  it('does not find a modal that was closed', async () => {
    const { view_id } = await opened();
    await grid.simulator.as('ada').close();
    await expect(codeOf(grid.bot.views.update({ view_id, view: modal() }))).resolves.toBe('not_found');
  });

  it('must be told which view', async () => {
    const { error, messages } = await refusalOf(grid.bot.apiCall('views.update', { view: modal() }));
    expect(error).toBe('invalid_arguments');
    expect(messages).toEqual(['[ERROR] missing required field: view_id [json-pointer:/]']);
  });

  it('finds a view by its external_id', async () => {
    await open('ada', modal({ external_id: 'mine' }));
    const { view } = await grid.bot.views.update({ external_id: 'mine', view: modal({ title: plain('Found') }) });
    expect(view).toMatchObject({ title: { text: 'Found' } });
  });

  it('keeps what was typed as long as block_id and action_id stay the same', async () => {
    const { view_id } = await opened();
    const ada = grid.simulator.as('ada');
    ada.fillIn({ reason: 'typed' });
    await grid.bot.views.update({ view_id, view: modal({ title: plain('Kept') }) });
    expect(ada.view()?.values['reason']).toEqual({ value: { type: 'plain_text_input', value: 'typed' } });
    const [input] = modal().blocks;
    if (input?.type !== 'input') throw new Error('The modal begins with something else.');
    const renamed = { ...input, element: { type: 'plain_text_input' as const, action_id: 'value:1' } };
    await grid.bot.views.update({ view_id, view: modal({ blocks: [renamed] }) });
    expect(ada.view()?.values['reason']).toEqual({ 'value:1': { type: 'plain_text_input', value: null } });
  });
});

describe('views.publish', () => {
  it('shows one person their App Home, and changes it the next time', async () => {
    const user_id = 'U0ADA000001';
    const first = await grid.bot.views.publish({ user_id, view: home('one') });
    const second = await grid.bot.views.publish({ user_id, view: home('two'), hash: first.view?.hash ?? '' });
    expect(second.view?.id).toBe(first.view?.id);
    expect(grid.simulator.as('ada').home()?.blocks).toMatchObject([{ text: { text: 'two' } }]);
    const stale = grid.bot.views.publish({ user_id, view: home('three'), hash: first.view?.hash ?? '' });
    await expect(codeOf(stale)).resolves.toBe('hash_conflict');
  });

  it.each(['U0NOBODY000', 'vera.elsewhere'])('has no Home for %s', async (who) => {
    const user_id = grid.simulator.org.findPerson(who)?.id ?? who;
    const { messages } = await refusalOf(grid.bot.views.publish({ user_id, view: home('x') }));
    expect(messages).toEqual(['[ERROR] invalid user_id [json-pointer:/user_id]']);
  });

  it('refuses modals, and apps whose Home tab is off', async () => {
    const call = grid.bot.views.publish({ user_id: 'U0ADA000001', view: modal() });
    await expect(codeOf(call)).resolves.toBe('invalid_arguments');
    const features = { ...manifest.features, app_home: { messages_tab_enabled: true } };
    const simulator = await grid.another({ manifest: { ...manifest, features } });
    const off = botClient(simulator).views.publish({ user_id: 'U0ADA000001', view: home('x') });
    await expect(codeOf(off)).resolves.toBe('not_enabled');
  });
});
