import type { Names, Words } from '../../engine/words.js';
import { toMrkdwn } from '../../engine/words.js';
import { MENU_TITLE } from '../../forms/menu-view.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import type { AnyOperation } from '../../engine/operation.js';
import { apology, SILENT, type Desk } from '../desk.js';

/** What a modal is called, for another one in its place; not everything that speaks like Slack sends it back. */
export const titleOf = ({ title }: { readonly title?: { readonly text?: string } | null }): string =>
  title?.text ?? MENU_TITLE;

/** Somebody who waits for an answer, and where they could read it. */
export interface Audience {
  readonly person: string;
  /** The modal that they look at, as soon as there is one. */
  modal: { readonly title: string; readonly run: string; readonly viewId: string } | null;
  /** Answers privately where a command was typed or a button pressed. */
  readonly reply: ((text: string) => Promise<unknown>) | null;
}

/**
 * Says something where it is read: in the modal, privately in the channel, or by direct message, whichever works first.
 * What does not work is logged. Never throws.
 */
export async function tell(desk: Desk, audience: Audience, says: Words, names: Names = {}): Promise<void> {
  const { person, modal, reply } = audience;
  const text = toMrkdwn(says, names);
  const ways: (() => Promise<boolean>)[] = [];
  if (modal) ways.push(() => desk.screen.show(modal.viewId, plainView(modal.title, modal.run, says, names)));
  if (reply) ways.push(async () => (await reply(text), true));
  ways.push(async () => (await desk.sendMessage(person, text), true));
  for (const way of ways) {
    try {
      if (await way()) return;
    } catch (error) {
      desk.logFault(error, 'telling somebody');
    }
  }
}

/**
 * Does something for somebody who waits: whatever is thrown ends in a sentence that they can read, and that the database
 * does not answer is told before they wonder.
 */
export async function attend(desk: Desk, audience: Audience, job: () => Promise<unknown>): Promise<void> {
  let told = false;
  const onSilence = (): void => {
    if (!told) void showThatItWaits(desk, audience);
    told = true;
  };
  await desk.jobs.run(async () => {
    try {
      await desk.noticingSilence(onSilence, job);
    } catch (error) {
      await tell(desk, audience, apology(desk, await operationOf(desk, audience), error));
    }
  });
}

async function showThatItWaits(desk: Desk, audience: Audience): Promise<void> {
  const { modal } = audience;
  if (!modal) return tell(desk, audience, [SILENT]);
  await desk.screen
    .show(modal.viewId, loadingView(modal.title, modal.run, SILENT))
    .catch((error: unknown) => desk.logFault(error, 'telling somebody'));
}

/** Of which operation somebody is told, for what its codes mean; a database that does not answer cannot say. */
async function operationOf({ ports }: Desk, { modal }: Audience): Promise<AnyOperation | null> {
  const run = modal?.run ? await ports.records.find(modal.run).catch(() => null) : null;
  return run && ports.catalogue.byMethod(run.operation);
}
