import type { StoredMessage } from '../../src/simulator/messages/model.js';
import type { FieldValues, PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import type { OpenView } from '../../src/simulator/views/model.js';
import { AUDIT } from './gridkeeper.js';

/** What people do with the app, step by step, as journeys are told. Everything waits until the app has answered. */

const RUN_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu;

/** Every text in a view or message, literally, a line each; IDs of runs as RUN. */
export function textOf(shown: OpenView | StoredMessage | undefined): string {
  return texts(shown?.blocks).join('\n').replace(RUN_ID, 'RUN');
}

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : texts(inner),
  );
}

/** Types a command and waits for what comes instead of the loading view: the form, or why there is none. */
export async function types(slack: Simulator, who: PersonAtWork, command: string, text = ''): Promise<OpenView> {
  await who.command(command, text);
  return settled(slack, who);
}

/** Submits the modal on top and waits for what comes instead of the loading view. */
export async function submits(slack: Simulator, who: PersonAtWork, values: FieldValues = {}): Promise<OpenView> {
  const answer = await who.submit(values);
  if (!answer.ok) throw new Error(`The submission was not taken: ${JSON.stringify(answer.errors ?? answer.problem)}`);
  return settled(slack, who);
}

/** Presses a button and waits for what the modal on top shows then. */
export async function presses(slack: Simulator, who: PersonAtWork, action: string): Promise<OpenView> {
  const before = who.view()?.hash;
  await who.press(action);
  await slack.waitFor(() => who.view()?.hash !== before);
  return settled(slack, who);
}

/** The modal on top, once it has something to say. */
export function settled(slack: Simulator, who: PersonAtWork): Promise<OpenView> {
  return slack.waitFor(() => {
    const view = who.view();
    return view && !textOf(view).startsWith('⏳ ') ? view : null;
  });
}

/** From the typed words to the plan. */
export async function plans(slack: Simulator, who: PersonAtWork, command: string, text: string): Promise<OpenView> {
  await types(slack, who, command, text);
  return submits(slack, who);
}

/** From the typed words to the end, where nobody else has to say yes. */
export async function runs(slack: Simulator, who: PersonAtWork, command: string, text: string): Promise<OpenView> {
  await plans(slack, who, command, text);
  return submits(slack, who);
}

/** The runs' messages in the audit channel, without the threads below them. */
export function auditPosts(slack: Simulator): StoredMessage[] {
  return slack.messages(AUDIT).filter(({ thread_ts, ts }) => thread_ts === null || thread_ts === ts);
}

/** The audit channel's newest message about a run, once it says that the run has reached this state. */
export function audited(slack: Simulator, state: string): Promise<StoredMessage> {
  return slack.waitFor(() => auditPosts(slack).findLast(({ metadata }) => metadata?.event_payload['state'] === state));
}
