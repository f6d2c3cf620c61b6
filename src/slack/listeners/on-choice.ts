import type { App, BlockAction, ViewStateValue } from '@slack/bolt';

import { attend, titleOf, type Audience } from '../screens/audience.js';
import type { Desk } from '../desk.js';

/** Somebody has chosen or pressed something in a modal that goes on to show what comes of it. */
export interface Choice {
  readonly actionId: string;
  /** What a button stands for; empty for everything else, whose choice is among the values. */
  readonly value: string;
  /** All that is chosen in the modal, by block_id and action_id. Like everything here it came from a client. */
  readonly values: Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;
  readonly by: string;
  readonly viewId: string;
}

/** Listens to what is chosen in one kind of modal. Whatever goes wrong, whoever has chosen it reads a sentence there. */
export function onChoice(
  app: App,
  desk: Desk,
  { callbackId, actionIds }: { callbackId: string; actionIds: RegExp },
  job: (choice: Choice) => Promise<unknown>,
): void {
  app.action<BlockAction>(actionIds, async ({ ack, body, action }) => {
    await ack();
    const { view, user } = body;
    if (view?.callback_id !== callbackId) return;
    const audience: Audience = {
      person: user.id,
      modal: { title: titleOf(view), run: view.private_metadata, viewId: view.id },
      reply: null,
    };
    const value = action.type === 'button' ? (action.value ?? '') : '';
    const choice = { actionId: action.action_id, value, values: view.state.values, by: user.id, viewId: view.id };
    await attend(desk, audience, () => job(choice));
  });
}
