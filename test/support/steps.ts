import type { Delivery } from '../../src/simulator/delivery/app-link.js';
import type { StoredMessage } from '../../src/simulator/messages/model.js';
import type { FieldValues, PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import type { OpenView } from '../../src/simulator/views/model.js';
import { APPROVALS, AUDIT } from './gridkeeper.js';

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
    return view && !/^⏳ .*…$/mu.test(textOf(view)) ? view : null;
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

/** The newest card in the approval channel, once it looks as told. */
export function card(slack: Simulator, looks: (text: string) => boolean = () => true): Promise<StoredMessage> {
  return slack.waitFor(() => {
    const newest = slack.messages(APPROVALS).findLast(({ metadata }) => metadata?.event_type === 'gridkeeper_approval');
    return newest && looks(textOf(newest)) ? newest : null;
  });
}

/** A delivery's payload changed and sent again, well signed: what somebody could send who had the signing secret. */
export async function forge(
  slack: Simulator,
  kind: string,
  change: (payload: Record<string, unknown>) => Record<string, unknown>,
): Promise<Delivery> {
  const genuine = slack.deliveries(kind).at(-1);
  if (!genuine) throw new Error(`Nothing of the kind ${kind} was delivered yet.`);
  const payload = new URLSearchParams(genuine.body).get('payload') ?? '{}';
  return slack.deliver(change(JSON.parse(payload)));
}

/** The element that was pressed, of a `block_actions` payload. */
export function firstAction(payload: Record<string, unknown>): Record<string, unknown> {
  const [action] = Array.isArray(payload['actions']) ? payload['actions'] : [];
  return { ...action };
}
