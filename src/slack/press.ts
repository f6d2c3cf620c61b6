import type { BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/web-api';

import { toMrkdwn, type Names, type Words } from '../engine/words.js';
import { plainView } from '../forms/run-views.js';
import type { Desk } from './desk.js';

/** Somebody pressed a button: in a message, in a modal, or in the Home tab. */
export interface Press {
  readonly by: string;
  readonly runId: string;
  readonly triggerId: string;
  /** The modal that the button stands in, if it stands in one. */
  readonly viewId: string | null;
  /** Says something to whoever pressed, and to nobody else. */
  readonly tell: (text: string) => Promise<unknown>;
}

type Respond = (message: { response_type: 'ephemeral'; replace_original: false; text: string }) => Promise<unknown>;

/** What a listener is given of a press. Only messages have a place in which something can be said beside them. */
export function pressOf(body: BlockAction, runId: string, respond: Respond | undefined): Press {
  const { view, user, trigger_id: triggerId, response_url } = body;
  return {
    by: user.id,
    runId,
    triggerId,
    viewId: view?.type === 'modal' ? view.id : null,
    tell: async (text) =>
      response_url ? respond?.({ response_type: 'ephemeral', replace_original: false, text }) : undefined,
  };
}

/** Answers a press: in its modal, or privately beside the message. */
export function sayTo({ screen }: Desk, press: Press, title: string): (says: Words, names: Names) => Promise<unknown> {
  const { viewId, runId, tell } = press;
  return (says, names) =>
    viewId === null ? tell(toMrkdwn(says, names)) : screen.show(viewId, plainView(title, runId, says, names));
}

/**
 * The modal in which a press is answered: the one that the button stands in, or a new one, which opens at once because
 * its trigger lives three seconds.
 */
export async function modalFor({ screen }: Desk, { viewId, triggerId }: Press, view: ModalView): Promise<string> {
  if (viewId === null) return screen.open(triggerId, view);
  await screen.show(viewId, view);
  return viewId;
}
