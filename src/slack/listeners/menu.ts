import type { App, BlockAction, ButtonAction, GlobalShortcut } from '@slack/bolt';

import { menuFor, menuItem } from '../../engine/menu.js';
import type { AnyOperation } from '../../engine/operation.js';
import type { Ports } from '../../engine/ports.js';
import { toMrkdwn, words } from '../../engine/words.js';
import { ADMIN, adminHelp, noSuchAdmin, prefixed } from '../../forms/help.js';
import { ADMIN_SHORTCUT, CHOSEN, MENU, MENU_TITLE, menuView, RUN } from '../../forms/menu-view.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import { valuesOf } from '../../forms/view-values.js';
import { apology, reading, type Desk } from '../desk.js';
import { openLoading, startRun, type Opening } from '../start-run.js';

/** `/admin`, the shortcut and the Home tab: one menu of everything that somebody may run. */
export function listenToMenu(app: App, desk: Desk): void {
  listenToAdmin(app, desk);

  app.shortcut<GlobalShortcut>({ callback_id: ADMIN_SHORTCUT, type: 'shortcut' }, async ({ ack, shortcut }) => {
    await ack();
    const { trigger_id: triggerId, user } = shortcut;
    await desk.jobs.run(() => openMenu(desk, { triggerId, user: user.id, tell: onlyLogged(desk) }));
  });

  app.action<BlockAction<ButtonAction>>(MENU, async ({ ack, body }) => {
    await ack();
    const { trigger_id: triggerId, user } = body;
    await desk.jobs.run(() => openMenu(desk, { triggerId, user: user.id, tell: onlyLogged(desk) }));
  });

  app.view(MENU, async ({ ack, view, body }) => {
    const operation = operationOf(desk.ports, valuesOf(view.state.values, {})[CHOSEN]);
    if (!operation) {
      return ack({ response_action: 'errors', errors: { [CHOSEN]: 'Choose what you want to do.' } });
    }
    const run = desk.newId();
    await ack({ response_action: 'update', view: loadingView(operation.title, run) });
    const origin = `${view.id}:${view.hash}`;
    return desk.jobs.run(() => start(desk, operation, { run, requester: body.user.id, origin, viewId: view.id }));
  });

  app.action<BlockAction<ButtonAction>>(RUN, async ({ ack, body, action }) => {
    await ack();
    const operation = operationOf(desk.ports, action.value);
    if (!operation) return;
    const { trigger_id: triggerId, user } = body;
    await desk.jobs.run(async () => {
      const run = desk.newId();
      const opening = { triggerId, title: operation.title, run, operation, tell: onlyLogged(desk) };
      const viewId = await openLoading(desk, opening);
      if (viewId === null) return;
      await start(desk, operation, { run, requester: user.id, origin: triggerId, viewId });
    });
  });
}

function listenToAdmin(app: App, desk: Desk): void {
  const { catalogue } = desk.ports;
  const { commandPrefix } = desk;
  app.command(prefixed(ADMIN, commandPrefix), async ({ command, ack, respond }) => {
    const typed = (command.text ?? '').trim();
    if (typed !== '') {
      const text =
        typed.toLowerCase() === 'help'
          ? adminHelp(catalogue, commandPrefix)
          : noSuchAdmin(typed, catalogue, commandPrefix);
      return ack({ response_type: 'ephemeral', text });
    }
    await ack();
    const tell: Opening['tell'] = (says) =>
      respond({
        response_type: 'ephemeral',
        text: toMrkdwn(words`${says} Type ${command.command} again.`, {}),
      });
    return desk.jobs.run(() => openMenu(desk, { triggerId: command.trigger_id, user: command.user_id, tell }));
  });
}

/** Values of options and buttons come from the client: only what is in the catalogue counts. */
function operationOf({ catalogue }: Ports, method: unknown): AnyOperation | undefined {
  return catalogue.all.find((operation) => operation.method === method);
}

/** A shortcut or a press in the Home tab has no channel in which its person could be told. */
function onlyLogged(desk: Desk): Opening['tell'] {
  return async (says) => desk.logFault(new Error(toMrkdwn(says, {})), 'opening a modal');
}

interface MenuWish {
  readonly triggerId: string;
  readonly user: string;
  readonly tell: Opening['tell'];
}

async function openMenu(desk: Desk, { triggerId, user, tell }: MenuWish): Promise<void> {
  const { ports, screen } = desk;
  const viewId = await openLoading(desk, { triggerId, title: MENU_TITLE, run: '', operation: null, tell });
  if (viewId === null) return;
  try {
    const org = ports.readAnew();
    const person = await reading(desk, { viewId, title: MENU_TITLE, run: '' }, () => org.person(user));
    const menu = menuFor(ports, person);
    await screen.show(viewId, menuView({ menu, prefix: desk.commandPrefix, names: org.names() }));
  } catch (error) {
    await screen.show(viewId, plainView(MENU_TITLE, '', words`⛔ ${apology(desk, null, error)}`));
  }
}

interface Chosen {
  readonly run: string;
  readonly requester: string;
  readonly origin: string;
  readonly viewId: string;
}

/** Whoever may do something to themselves only gets the form with themselves in it. */
async function start(desk: Desk, operation: AnyOperation, chosen: Chosen): Promise<void> {
  const { run, requester, viewId } = chosen;
  const modal = { viewId, title: operation.title, run };
  try {
    const person = await reading(desk, modal, () => desk.ports.readAnew().person(requester));
    const item = menuItem(desk.ports, operation, person);
    const ownOnly = 'ownOnly' in item && item.ownOnly;
    await startRun(desk, operation, { ...chosen, text: ownOnly ? `<@${requester}>` : '' });
  } catch (error) {
    await desk.screen.show(viewId, plainView(operation.title, run, apology(desk, operation, error)));
  }
}
