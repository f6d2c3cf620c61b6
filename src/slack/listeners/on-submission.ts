import type { App, ViewOutput } from '@slack/bolt';
import type { ModalView } from '@slack/web-api';

import { plainView } from '../../forms/run-views.js';
import { attend, titleOf, type Audience } from '../audience.js';
import { apology, type Desk } from '../desk.js';

/** What a submission is answered with inside Slack's three seconds, and what is done after that. */
export type Answer =
  | { readonly errors: Readonly<Record<string, string>> }
  | { readonly shows: ModalView; readonly goesOn?: () => Promise<unknown> };

/** Somebody has submitted a modal. Everything in it came from a client. */
export interface Submission {
  readonly view: ViewOutput;
  readonly by: string;
}

/**
 * Listens to a modal's submission. Whatever goes wrong, before the answer or after it, whoever has submitted it reads a
 * sentence.
 */
export function onSubmission(
  app: App,
  desk: Desk,
  callbackId: string | RegExp,
  listener: (submission: Submission) => Promise<Answer>,
): void {
  app.view(callbackId, async ({ ack, view, body }) => {
    const answer = await listener({ view, by: body.user.id }).catch((error: unknown): Answer => {
      const says = apology(desk, null, error);
      return { shows: plainView(titleOf(view), view.private_metadata, says) };
    });
    if ('errors' in answer) return ack({ response_action: 'errors', errors: { ...answer.errors } });
    await ack({ response_action: 'update', view: answer.shows });
    const { shows, goesOn } = answer;
    if (!goesOn) return;
    const modal = { title: shows.title.text, run: shows.private_metadata ?? '', viewId: view.id };
    const audience: Audience = { person: body.user.id, modal, reply: null };
    return attend(desk, audience, goesOn);
  });
}
