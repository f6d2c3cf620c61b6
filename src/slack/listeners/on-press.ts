import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { ModalView } from '@slack/web-api';

import type { Run } from '../../engine/run.js';
import { words, type Names, type Words } from '../../engine/words.js';
import { HISTORY } from '../../forms/history-view.js';
import { attend, tell, titleOf, type Audience } from '../screens/audience.js';
import type { Desk } from '../desk.js';

/** Somebody has pressed a button. Everything in it came from a client, so it is looked up and decided on anew. */
export interface Press {
  readonly value: string;
  readonly by: string;
  /** The same press delivered twice has the same one. */
  readonly origin: string;
  readonly triggerId: string;
  /** The modal the button is in. */
  readonly view: { readonly id: string; readonly callbackId: string } | null;
  /** Whether the button is in the Home tab, where no sentence can be shown beside it. */
  readonly inHome: boolean;
  /** Shows this at once, in the modal the button is in, above the history, or in a new one, and answers its ID; nothing may come before. */
  readonly screen: (view: ModalView) => Promise<string>;
  /** Says something where the person looks. */
  readonly say: (says: Words, names?: Names) => Promise<void>;
}

/** Listens to a button. Whatever goes wrong, whoever has pressed it reads a sentence. */
export function onPress(app: App, desk: Desk, actionId: string, job: (press: Press) => Promise<unknown>): void {
  app.action<BlockAction<ButtonAction>>(actionId, async ({ ack, body, action, respond }) => {
    await ack();
    // The Home tab is a view, too, and not one in which an answer could stand.
    const modal = body.view?.type === 'modal' ? body.view : null;
    const audience: Audience = {
      person: body.user.id,
      modal: modal && { title: titleOf(modal), run: modal.private_metadata, viewId: modal.id },
      reply: body.response_url
        ? (text) => respond({ response_type: 'ephemeral', replace_original: false, text })
        : null,
    };
    const press: Press = {
      value: action.value ?? '',
      by: body.user.id,
      origin: `${action.action_ts}:${body.trigger_id}`,
      triggerId: body.trigger_id,
      inHome: body.view?.type === 'home',
      view: modal && { id: modal.id, callbackId: modal.callback_id },
      screen: async (view) => {
        const above = modal?.callback_id === HISTORY;
        const viewId = above
          ? await desk.screen.push(body.trigger_id, view)
          : (modal?.id ?? (await desk.screen.open(body.trigger_id, view)));
        // What comes next will say more; that this could not be shown is no reason not to do it.
        if (modal && !above)
          await desk.screen.show(viewId, view).catch((error) => desk.logFault(error, 'a loading view'));
        audience.modal = { title: view.title.text, run: view.private_metadata ?? '', viewId };
        return viewId;
      },
      say: (says, names) => tell(desk, audience, says, names),
    };
    await attend(desk, audience, () => job(press));
  });
}

/** Said where a button stands for a request that the app does not know, or that is not this person's. */
export const NOT_YOURS = words`This button does not belong to a request of yours that is still open. Nothing was changed; type the command again.`;
/** Said where nobody’s request is behind a button. */
export const NO_SUCH_RUN = words`The app does not know the request that this button stands for. Nothing was changed.`;

/** The same for buttons that stand for a run: the run is looked up first. */
export function onRunPress(
  app: App,
  desk: Desk,
  actionId: string,
  job: (press: Press, run: Run) => Promise<unknown>,
): void {
  onPress(app, desk, actionId, async (press) => {
    const run = await desk.ports.records.find(press.value);
    await (run ? job(press, run) : press.say(NO_SUCH_RUN));
  });
}
