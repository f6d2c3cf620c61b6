import { explainError } from '../engine/errors/explain-error.js';
import { whoseMethod } from '../engine/errors/method-page.js';
import type { AnyOperation } from '../engine/operation.js';
import { isOnThisSide } from '../engine/errors/own-errors.js';
import type { Ports } from '../engine/ports.js';
import { isSlackError, SlackRefused, SlackUnreachable, type SlackError } from '../engine/errors/slack-errors.js';
import { code, words, type Words } from '../engine/words.js';
import { loadingView, NOTHING_CHANGED } from '../forms/run-views.js';
import type { FileToSend } from './clients/files.js';
import type { Upkeep } from './install/upkeep.js';
import type { Jobs } from './jobs.js';
import { withPatience } from './clients/patience.js';
import type { RecordHealth } from './posts/record-health.js';
import type { Screen } from './screens/screen.js';

/** What every listener works with. */
export interface Desk {
  readonly ports: Ports;
  readonly screen: Screen;
  readonly jobs: Jobs;
  /** `acme-` makes `/grant-admin` answer as `/acme-grant-admin`. */
  readonly commandPrefix: string;
  /** Sends a file into somebody's direct messages. */
  readonly sendFile: (person: string, file: FileToSend) => Promise<void>;
  /** Writes into somebody's direct messages; the text is mrkdwn, already escaped. */
  readonly sendMessage: (person: string, text: string) => Promise<unknown>;
  /** Looks after the install of the app. */
  readonly upkeep: Upkeep;
  /** What is wrong with the policy file, while an older policy stays in force. */
  readonly policyProblem: () => Words | null;
  /** Looks after the audit channel and the stream of the ledger. */
  readonly record: Pick<RecordHealth, 'problems'>;
  readonly newId: () => string;
  /** Does a job, and calls `onSilence` when the database has not answered something of it for two seconds. */
  readonly noticingSilence: <T>(onSilence: () => void, job: () => Promise<T>) => Promise<T>;
  /** Writes a fault into the log; answers the reference under which the operator finds it. */
  readonly logFault: (error: unknown, about: string) => string;
}

/** What to tell somebody for whom a step did not work: what happened, what it means, what to do. */
export function apology(desk: Pick<Desk, 'logFault'>, operation: AnyOperation | null, error: unknown): Words {
  if (isSlackError(error))
    return words`${slackProblem(operation, error)} ${WINDOW.has(error.method) ? ONLY_SHOWN : NOTHING_CHANGED}`;
  const reference = desk.logFault(error, operation?.method ?? 'a press of a button');
  return words`The app could not record what it was doing, so it stopped. If a call was under way already, the audit channel says within two minutes how it ended. Tell whoever operates the app (reference ${code(reference)}).`;
}

/** Shown where the database has not answered for two seconds; what comes of it follows when it is known. */
export const SILENT =
  'The app’s database does not answer, and nothing is done before it is recorded. If it answers within a few seconds, this goes on; otherwise nothing was changed, and you will read that here…';

/** Said where a window cannot wait for it any longer. */
export const NOT_RECORDED = words`The app’s database does not answer, so this could not be recorded and nothing was changed. Try again in a minute; if it stays so, tell whoever operates the app.`;

/** Methods that only show something: what went before them may have been done. */
const WINDOW: ReadonlySet<string> = new Set(['views.update', 'views.push']);
const ONLY_SHOWN = words`Only the window could not be brought up to date; whatever was done stands in the audit channel.`;

function slackProblem(operation: AnyOperation | null, error: SlackError): Words {
  const whose = whoseMethod(error.method);
  const problem = error instanceof SlackRefused ? error.code : error instanceof SlackUnreachable ? error.problem : '';
  if (isOnThisSide(problem)) return words`${explainError(operation, problem)} (${code(problem)})`;
  if (error instanceof SlackRefused) {
    return words`${whose} refused ${code(error.method)} with ${code(error.code)}. ${explainError(operation, error.code)}`;
  }
  if (error instanceof SlackUnreachable) {
    return words`No answer to ${code(error.method)} came from ${whose} (${code(error.problem)}). ${explainError(operation, error.problem)}`;
  }
  return words`${whose} is busy (${code('ratelimited')}) and asks to wait ${error.retryAfterSeconds} seconds. Try again then.`;
}

/** Reads, and shows in the modal how long Slack asks to wait where it does. */
export function reading<T>(
  { ports, screen }: Desk,
  modal: { readonly viewId: string; readonly title: string; readonly run: string },
  read: () => Promise<T>,
): Promise<T> {
  const onWait = (seconds: number): Promise<unknown> =>
    screen.show(modal.viewId, loadingView(modal.title, modal.run, `Slack asks us to wait ${seconds} s…`));
  return withPatience(ports.clock, onWait, read);
}
