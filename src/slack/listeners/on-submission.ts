import type { App, ViewOutput } from '@slack/bolt';
import type { ModalView } from '@slack/web-api';

import { plainView } from '../../forms/run-views.js';
import { attend, titleOf, type Audience } from '../screens/audience.js';
import type { Words } from '../../engine/words.js';
import { apology, NOT_RECORDED, type Desk } from '../desk.js';

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
    const saying = (says: Words): Answer => ({ shows: plainView(titleOf(view), view.private_metadata, says) });
    const answer = await inTime(desk, saying(NOT_RECORDED), () =>
      listener({ view, by: body.user.id }).catch((error: unknown) => saying(apology(desk, null, error))),
    );
    if ('errors' in answer) return ack({ response_action: 'errors', errors: { ...answer.errors } });
    await ack({ response_action: 'update', view: answer.shows });
    const { shows, goesOn } = answer;
    if (!goesOn) return;
    const modal = { title: shows.title.text, run: shows.private_metadata ?? '', viewId: view.id };
    const audience: Audience = { person: body.user.id, modal, reply: null };
    return attend(desk, audience, goesOn);
  });
}

/** Slack waits three seconds. Where the database does not answer in time, nothing goes on that was not recorded. */
function inTime(desk: Desk, otherwise: Answer, listener: () => Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    desk.noticingSilence(() => resolve(otherwise), listener).then(resolve, reject);
  });
}
