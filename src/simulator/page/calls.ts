import type { PageMessages, PageState } from './api.js';
import type {
  AskOptions,
  CloseView,
  MarkRead,
  OpenHome,
  OptionsAnswer,
  PageAnswer,
  PostMessage,
  PressAction,
  RunShortcut,
  SubmitView,
} from './posts.js';
import type { ActiveFault, AppInstall, ControlCall, Fault, KnownMethod } from './control-api.js';

/** What each POST of the page takes. */
interface Posts {
  message: PostMessage;
  submit: SubmitView;
  close: CloseView;
  action: PressAction;
  read: MarkRead;
  home: OpenHome;
  shortcut: RunShortcut;
}

/** Everything needed to draw the first screen. `keep` unless the page itself has just been loaded. */
export async function fetchState(as: string, team: string, keep: boolean): Promise<PageState> {
  return readAnswer<PageState>(await fetch(`/page/state?${query({ as, team, keep: keep ? '1' : '' })}`));
}

/** The messages of a conversation or, with `thread`, of one thread. */
export async function fetchMessages(as: string, channel: string, thread: string): Promise<PageMessages> {
  return readAnswer<PageMessages>(await fetch(`/page/messages?${query({ as, channel, thread })}`));
}

/** Does something as a person. A refusal is an answer too; it throws only when there is none. */
export async function post<Name extends keyof Posts>(name: Name, body: Posts[Name]): Promise<PageAnswer> {
  return readAnswer<PageAnswer>(await send('POST', `/page/${name}`, body), { refusals: true });
}

/** Asks the app for the options of an `external_select`. */
export async function askOptions(body: AskOptions, signal: AbortSignal): Promise<OptionsAnswer> {
  return readAnswer<OptionsAnswer>(await send('POST', '/page/options', body, signal));
}

/** The faults in force. */
export async function fetchFaults(): Promise<readonly ActiveFault[]> {
  return (await readAnswer<{ faults: readonly ActiveFault[] }>(await fetch('/control/faults'))).faults;
}

/** Who has installed the app; `null` where it was there beforehand. */
export async function fetchInstall(): Promise<AppInstall | null> {
  return (await readAnswer<{ install: AppInstall | null }>(await fetch('/control/install'))).install;
}

/** Takes the app off the organisation. */
export async function uninstallApp(): Promise<void> {
  await readAnswer(await send('DELETE', '/control/install'));
}

/** The methods of the simulated Web API, with the codes each may answer. */
export async function fetchMethods(): Promise<readonly KnownMethod[]> {
  return (await readAnswer<{ methods: readonly KnownMethod[] }>(await fetch('/control/methods'))).methods;
}

/** Makes Slack misbehave from now on. */
export async function addFault(fault: Fault): Promise<void> {
  await readAnswer(await send('POST', '/control/faults', fault));
}

/** Ends one fault, or all of them. */
export async function clearFaults(id?: string): Promise<void> {
  const path = id === undefined ? '/control/faults' : `/control/faults/${encodeURIComponent(id)}`;
  await readAnswer(await send('DELETE', path));
}

/** The calls that reached the simulated Web API, oldest first. */
export async function fetchCalls(): Promise<readonly ControlCall[]> {
  return (await readAnswer<{ calls: readonly ControlCall[] }>(await fetch('/control/calls'))).calls;
}

/** Puts the simulated Grid back to where it began. */
export async function resetGrid(): Promise<void> {
  await readAnswer(await send('POST', '/control/reset', {}));
}

/** The address of the event stream for one person. */
export function eventsUrl(as: string, team: string): string {
  return `/page/events?${query({ as, team })}`;
}

function query(fields: Record<string, string>): string {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '')).toString();
}

async function send(method: string, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
  return fetch(path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function readAnswer<Answer>(response: Response, { refusals = false } = {}): Promise<Answer> {
  const json = (response.headers.get('content-type') ?? '').includes('json');
  if (!response.ok && !(refusals && json)) throw new Error(`The simulator answered ${response.status}.`);
  // The server shares the types of api.ts; there is no second source to check them against.
  const answer: Answer = json ? await response.json() : undefined;
  return answer;
}
