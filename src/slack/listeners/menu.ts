import type { App, GlobalShortcut } from '@slack/bolt';

import { menuOf } from '../../engine/menu.js';
import type { AnyOperation } from '../../engine/operation.js';
import type { Ports } from '../../engine/ports.js';
import { words, type Words } from '../../engine/words.js';
import { ADMIN, prefixed } from '../../forms/help.js';
import { ADMIN_SHORTCUT, CHOSEN, MENU, MENU_TITLE, menuView, RUN } from '../../forms/menu-view.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import { valuesOf } from '../../forms/view-values.js';
import type { AdminWord } from '../admin-word.js';
import { attend, tell, type Audience } from '../screens/audience.js';
import { apology, reading, type Desk } from '../desk.js';
import { openLoading, startRun, type Opening } from '../start-run.js';
import { ADMIN_WORDS } from './admin-words.js';
import { audienceOf } from './commands.js';
import { noSuchWord } from './help.js';
import { onPress } from './on-press.js';
import { onSubmission } from './on-submission.js';

/** `/admin`, the shortcut and the Home tab: one menu of everything that somebody may run. */
export function listenToMenu(app: App, desk: Desk): void {
  listenToAdmin(app, desk);

  app.shortcut<GlobalShortcut>({ callback_id: ADMIN_SHORTCUT, type: 'shortcut' }, async ({ ack, shortcut }) => {
    await ack();
    const { trigger_id: triggerId, user } = shortcut;
    const audience: Audience = { person: user.id, modal: null, reply: null };
    const wish = { triggerId, user: user.id, tell: (says: Words) => tell(desk, audience, says) };
    await attend(desk, audience, () => openMenu(desk, wish));
  });

  onPress(app, desk, MENU, ({ triggerId, by: user, say }) => openMenu(desk, { triggerId, user, tell: say }));

  onSubmission(app, desk, MENU, async ({ view, by: requester }) => {
    const operation = operationOf(desk.ports, valuesOf(view.state.values, {})[CHOSEN]);
    if (!operation) return { errors: { [CHOSEN]: 'Choose what you want to do.' } };
    const run = desk.newId();
    const origin = `${view.id}:${view.hash}`;
    return {
      shows: loadingView(operation.title, run),
      goesOn: () => start(desk, operation, { run, requester, origin, viewId: view.id }),
    };
  });

  onPress(app, desk, RUN, async ({ value, triggerId, by: requester, say }) => {
    const operation = operationOf(desk.ports, value);
    if (!operation) return say(words`The app does not know this operation any more. Open the Home tab again.`);
    const run = desk.newId();
    const viewId = await openLoading(desk, { triggerId, title: operation.title, run, operation, tell: say });
    if (viewId === null) return;
    await start(desk, operation, { run, requester, origin: triggerId, viewId });
  });
}

function listenToAdmin(app: App, desk: Desk): void {
  app.command(prefixed(ADMIN, desk.commandPrefix), async ({ command, ack, respond }) => {
    const typed = (command.text ?? '').trim();
    const [word = ''] = typed.split(/\s/u, 1);
    const does = ADMIN_WORDS.get(word.toLowerCase());
    await ack();
    const audience = audienceOf(command, respond);
    if (typed !== '') {
      const { user_id: by, trigger_id: triggerId } = command;
      const say: AdminWord['say'] = (says, names) => tell(desk, audience, says, names);
      const rest = does ? typed.slice(word.length).trim() : typed;
      const asked = { by, triggerId, typed: `${command.command} ${word}`, rest, say };
      return attend(desk, audience, () => (does ?? noSuchWord)(desk, asked));
    }
    const wish: MenuWish = {
      triggerId: command.trigger_id,
      user: command.user_id,
      tell: (says) => tell(desk, audience, words`${says} Type ${command.command} again.`),
    };
    return attend(desk, audience, () => openMenu(desk, wish));
  });
}

/** Values of options and buttons come from the client: only what is in the catalogue counts. */
function operationOf({ catalogue }: Ports, method: unknown): AnyOperation | undefined {
  return catalogue.all.find((operation) => operation.method === method);
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
    const modal = { viewId, title: MENU_TITLE, run: '' };
    const { menu, names } = await reading(desk, modal, () => menuOf(ports, user));
    await screen.show(viewId, menuView({ menu, prefix: desk.commandPrefix, names }));
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
    const { menu } = await reading(desk, modal, () => menuOf(desk.ports, requester));
    const ownOnly = menu.items.some((item) => item.operation === operation && item.ownOnly);
    await startRun(desk, operation, { ...chosen, text: ownOnly ? `<@${requester}>` : '' });
  } catch (error) {
    await desk.screen.show(viewId, plainView(operation.title, run, apology(desk, operation, error)));
  }
}
