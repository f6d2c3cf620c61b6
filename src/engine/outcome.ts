import { toCards } from './approvals/asking.js';
import { explainError } from './errors/explain-error.js';
import { whoseMethod } from './errors/method-page.js';
import type { AnyOperation } from './operation.js';
import { countsInWords } from './reading/page.js';
import type { Notice, Ports } from './ports.js';
import { at } from './grants/grant-words.js';
import { canBeReadBack, HOW_TO_CLOSE, ONLY_A_PERSON_CAN_TELL } from './settling/read-back.js';
import type { Because, Run } from './run.js';
import type { State } from './state.js';
import { code, person, words, type Words } from './words.js';

/** Where the requester reads the result: in the modal if it is still there in time, or in a direct message. */
export type Telling = { readonly tell: 'modal'; readonly within: number } | { readonly tell: 'message' };

/** Said wherever a plan that people said yes to is not the plan any more. */
export const STATE_MOVED_ON = words`What this plan was made on has changed since, so it was not carried out. Nothing was changed; ask again to see the new plan.`;

/** Said where the state is the same, but what allowed it is not. */
export function notAllowedAnyMore({ says }: Because): Words {
  return words`It was not carried out, because it is not allowed any more: ${says} Nothing was changed.`;
}

/** What happened, in words that follow no name: “Done. …”, “Slack refused: …”. */
export function outcomeInWords(ports: Pick<Ports, 'catalogue'>, run: Run, state: State, error: string | null): Words {
  const operation = ports.catalogue.byMethod(run.operation);
  const details = detailsOf(operation, run);
  const outcome: Words =
    state === 'unknown' && !canBeReadBack(ports, run)
      ? words`It is not known whether it happened: no clear answer came from Slack (${code(error ?? 'unknown')}), and Slack shows nothing by which the app could tell. ${HOW_TO_CLOSE}`
      : withoutDetails(operation, run, { state, error });
  const whole = details.length > 0 ? words`${outcome} ${details}` : outcome;
  const until = state === 'succeeded' || state === 'partly' ? endOf(run) : null;
  return until ? words`${whole} ${endsByItself(until)}` : whole;
}

/** When what a run granted ends by itself, as long as it has not. */
function endOf({ grant, ends, undoes }: Run): Date | null {
  return grant && !ends && !undoes && !grant.endedAt ? grant.endsAt : null;
}

/** Said behind whatever was granted for a time. */
export const endsByItself = (until: Date): Words => words`It ends by itself: ${at(until)}.`;

/** What the calls answered, as far as the operation keeps it: a sentence after the other. */
export function detailsOf(operation: AnyOperation, run: Run): Words {
  return run.calls
    .flatMap(({ answer, arguments: args }) => [
      ...((answer && operation.answered?.says(answer, args)) ?? []),
      ...(answer && operation.page ? countsInWords(answer) : []),
    ])
    .flatMap((sentence, index) => (index === 0 ? sentence : [' ', ...sentence]));
}

function withoutDetails(
  operation: AnyOperation,
  run: Run,
  { state, error }: { state: State; error: string | null },
): Words {
  const whose = whoseMethod(run.operation);
  switch (state) {
    case 'succeeded':
      return words`Done: ${person(run.requester)} ${operation.summary(run.input, run.plan?.before ?? {})}.`;
    case 'partly':
      return error
        ? words`Only partly done (${code(error)}). ${explainError(operation, error)}`
        : words`Only partly done: ${person(run.requester)} ${operation.summary(run.input, run.plan?.before ?? {})}, but not all of it.`;
    case 'refused':
      return words`${whose} refused with ${code(error ?? 'unknown')}. Nothing was changed. ${explainError(operation, error ?? 'unknown')}`;
    case 'failed':
      return words`It failed (${code(error ?? 'unknown')}) and nothing was changed. ${explainError(operation, error ?? 'unknown')}`;
    case 'unknown':
      return words`It is not known yet whether it happened: no clear answer came from ${whose} (${code(error ?? 'unknown')}). The state is being read back; the result follows here, as a rule within two minutes. Please do not try again before that.`;
    default:
      return SAYS[state];
  }
}

/** What is said of these states where nothing more is known. */
const SAYS = {
  received: words`The form has not been sent yet.`,
  planned: words`The plan has not been confirmed yet.`,
  awaiting_approval: words`It waits for an approval.`,
  executing: words`It is being carried out just now; the audit channel says how it ends.`,
  unchanged: words`It was so already, so no call was made.`,
  denied: words`It was denied. Nothing was changed.`,
  withdrawn: words`The request was withdrawn. Nothing was changed.`,
  expired: words`It has expired. Nothing was changed; ask again if it is still wanted.`,
  superseded: STATE_MOVED_ON,
} satisfies Partial<Record<State, Words>>;

const ENDED_BECAUSE: ReadonlySet<State> = new Set(['denied', 'expired', 'unchanged', 'withdrawn', 'superseded']);

const isHandedOver = ({ state, because }: Run): boolean =>
  state === 'unknown' && because?.rule === ONLY_A_PERSON_CAN_TELL;

/** How a run stands or ended, in the same words, from what is stored of it. */
export function outcomeOfRun(ports: Pick<Ports, 'catalogue'>, run: Run): Words {
  if (run.because && (ENDED_BECAUSE.has(run.state) || isHandedOver(run))) return run.because.says;
  return outcomeInWords(ports, run, run.state, run.calls.findLast(({ error }) => error !== null)?.error ?? null);
}

/** Who is told of an outcome, and how. */
export function noticesOfOutcome(
  ports: Ports,
  run: Run,
  {
    state,
    error,
    telling,
    until,
    ...told
  }: {
    state: State;
    error: string | null;
    telling: Telling;
    says?: Words | null;
    /** When what was granted ends by itself. */
    until?: Date | null;
  },
): Notice[] {
  const plain = told.says ?? outcomeInWords(ports, run, state, error);
  const says = until ? words`${plain} ${endsByItself(until)}` : plain;
  const deadline =
    telling.tell === 'modal' ? { unlessToldBy: new Date(ports.clock.now().getTime() + telling.within) } : {};
  const notices: Notice[] = [
    { to: 'audit', says },
    // A right for a time has a card of its own, which says all of it.
    ...(until ? [] : [{ to: { person: run.requester }, says, ...deadline }]),
  ];
  if (run.approvals.length > 0) notices.push(...toCards(run, says));
  if (run.undoes && state === 'succeeded')
    notices.push({ to: 'audit', says: words`Undone by ${person(run.requester)}.`, run: run.undoes });
  return notices;
}
