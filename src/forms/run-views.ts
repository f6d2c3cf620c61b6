import type { KnownBlock, ModalView } from '@slack/web-api';

import type { Decision } from '../engine/decision.js';
import type { Eligible } from '../engine/approvals/eligible-approvers.js';
import type { AnyOperation } from '../engine/operation.js';
import { at } from '../engine/grants/grant-words.js';
import type { Said } from '../engine/pausing/pause-words.js';
import type { Json } from '../engine/planning/plan.js';
import type { Because, Run } from '../engine/run.js';
import { code, commas, person, strong, words, type Names, type Words } from '../engine/words.js';
import { buttons, context, quote, runButton, section, sections } from './blocks.js';
import { whyButton, withdrawButton } from './request-buttons.js';
import { CONFIRM, CONFIRM_AGAIN } from './form-view.js';
import { frame } from './frame.js';
import { nextSteps } from './next-steps.js';
import { denialBlocks } from './remarks.js';

/* The views of one run after its form. */

/** Shown at once, before anything is known; replaced as soon as there is something to say. */
export function loadingView(title: string, run: string, says = 'One moment…'): ModalView {
  return frame({ title, run, blocks: [section([words`⏳ ${says}`], {}), context(IF_NOTHING_COMES, {})] });
}

/** What shows nothing but that it waits cannot say later on that nobody works on it any more. */
const IF_NOTHING_COMES = words`If nothing more comes within two minutes, the app was interrupted: close this window and ask again. Whatever was done stands in the audit channel.`;

/** Before and after, warnings, who decides, whether there is a way back: what the requester says yes to. */
export function planView(operation: AnyOperation, content: PlanContent): ModalView {
  const { run, decision, eligible, note, pause } = content;
  const asks = decision.verdict === 'approve';
  return frame({
    title: operation.title,
    run: run.id,
    callbackId: `${CONFIRM}:${run.step}`,
    submit: asks ? 'Ask for approval' : 'Confirm',
    close: 'Cancel',
    blocks: [
      ...(pause ? [section([words`⏸ ${pause.says}`, ...openUntil(run)], pause.names)] : []),
      ...(note ? [section([words`⚠️ ${note}`], {})] : []),
      ...planBlocks(run),
      section([whoDecides(decision, eligible)], run.names),
      section([undoStatement(run)], run.names),
      ...(run.undoes ? [] : [buttons(runButton('run.change', run.id, { label: 'Change' }))]),
      callsContext(run),
    ],
  });
}

export interface PlanContent {
  readonly run: Run;
  readonly decision: Decision;
  readonly eligible: Eligible | null;
  /** Why somebody sees it who has seen a plan already. */
  readonly note?: Words | null;
  /** The pause that keeps it from being carried out, if there is one. */
  readonly pause?: Said | null;
}

function openUntil({ dueAt }: Run): Words[] {
  const open = dueAt ? words`The plan stays open until ${at(dueAt)}. ` : [];
  return [words`${open}Nothing is carried out before changes have been resumed; confirm it then.`];
}

/** An earlier plan of this run was shown that no longer holds. */
export const CHANGED_SINCE = words`Things have changed since you looked. This is how it would be now; it has not been carried out.`;
/** The process that was to go on from here is gone. */
export const INTERRUPTED = words`The app was interrupted. Nothing was changed. This is the last plan that was made; if it is still wanted, confirm it once more.`;

/** What will change, what to mind, and why, in the requester's own words. */
export function planBlocks(run: Run): KnownBlock[] {
  const { plan } = run;
  if (!plan) return [];
  const reason = run.input['reason'];
  return [
    ...sections([words`${strong('What will change')}`, ...plan.changes], run.names),
    ...plan.warnings.map((warning) => section([words`⚠️ ${warning}`], run.names)),
    ...(typeof reason === 'string' ? [section([words`${strong('Reason')}`], {}), quote(reason)] : []),
  ];
}

/** The second question of a plan that takes away more than it seems to. */
export function secondQuestionView(operation: AnyOperation, run: Run, asks: Words): ModalView {
  return frame({
    title: operation.title,
    run: run.id,
    callbackId: `${CONFIRM_AGAIN}:${run.step}`,
    submit: 'Yes, go on',
    close: 'Cancel',
    blocks: [section([words`⚠️ ${asks}`], run.names), ...planBlocks(run)],
  });
}

/** It did not come to a plan, for this reason; the form can be brought back filled in. */
export function obstacleView(operation: AnyOperation, { run, paragraphs, names, because }: Obstacle): ModalView {
  return frame({
    title: operation.title,
    run: run.id,
    blocks: [
      section(withSign('⛔', paragraphs), names),
      ...(run.undoes ? [] : [buttons(runButton('run.change', run.id, { label: 'Change' }))]),
      ...(because ? [rule(because)] : []),
    ],
  });
}

interface Obstacle {
  readonly run: Run;
  readonly paragraphs: readonly Words[];
  readonly names: Names;
  /** The rule that wants something, where it is the policy. */
  readonly because: Because | null;
}

function withSign(sign: string, [first, ...others]: readonly Words[]): Words[] {
  return first ? [words`${sign} ${first}`, ...others] : [];
}

/** Said wherever something did not happen. */
export const NOTHING_CHANGED = words`Nothing was changed.`;

/** A no that names its rule. */
export function refusalView(operation: AnyOperation, run: string, because: Because, names: Names): ModalView {
  return frame({
    title: operation.title,
    run,
    blocks: [
      section([words`⛔ ${because.says}`, words`Nothing was changed. The attempt has been recorded.`], names),
      buttons(whyButton(run)),
      rule(because),
    ],
  });
}

/** It waits for somebody else's yes. */
export function waitingView(operation: AnyOperation, run: Run): ModalView {
  return frame({
    title: operation.title,
    run: run.id,
    blocks: [
      section(
        [
          words`⏳ ${strong('Waiting for an approval.')} ${whereItWaits(run)} It expires in an hour. You can close this window; the result reaches you by direct message.`,
        ],
        run.names,
      ),
      ...planBlocks(run),
      buttons(withdrawButton(run)),
    ],
  });
}

function whereItWaits({ asking }: Run): Words {
  const people = asking?.people ?? [];
  return people.length === 0
    ? words`The request has been posted to the approval channel.`
    : words`The approval channel cannot be used, so ${commas(people.map(person))} ${people.length === 1 ? 'is' : 'are'} asked by direct message.`;
}

/** How it ended, with Undo where there is a way back. */
export function resultView(operation: AnyOperation, run: Run, says: Words): ModalView {
  return frame({
    title: operation.title,
    run: run.id,
    close: 'Done',
    blocks: [
      section([words`${SIGN[run.state] ?? 'ℹ️'} ${says}`], run.names),
      ...denialBlocks(run),
      ...nextSteps(operation, run),
      context(words`Run ${code(run.id)}`, {}),
    ],
  });
}

/** A sentence on its own: nothing else to do here. */
export function plainView(title: string, run: string, says: Words, names: Names = {}): ModalView {
  return frame({ title, run, blocks: [section([says], names)] });
}

/** One sign per state, for the eye; the words beside it say the same. */
export const SIGN: Partial<Record<Run['state'], string>> = {
  awaiting_approval: '⏳',
  executing: '⏳',
  unknown: '❓',
  succeeded: '✅',
  unchanged: 'ℹ️',
  partly: '⚠️',
  refused: '⛔',
  failed: '⛔',
  denied: '⛔',
  superseded: '⚠️',
  withdrawn: '↩️',
  expired: '⌛',
};

function whoDecides(decision: Decision, eligible: Eligible | null): Words {
  if (decision.verdict !== 'approve' || !eligible) return words`${decision.because.says}`;
  const many = eligible.ids.length;
  const people = `${many}${eligible.orMore ? ' or more people' : many === 1 ? ' person' : ' people'}`;
  const instead = eligible.channelProblem
    ? words` ${eligible.channelProblem} They are asked by direct message instead.`
    : [];
  return words`${decision.because.says} ${strong(people)} could give it now.${instead} You will hear by direct message.`;
}

function undoStatement(run: Run): Words {
  const undo = run.plan?.undo;
  if (!undo || undo.possible) return words`It can be undone afterwards.`;
  return words`${strong('It cannot be undone from here.')} ${undo.why}`;
}

function callsContext(run: Run): KnownBlock {
  const calls = (run.plan?.calls ?? []).map(
    (call): Words =>
      words`${code(call.method)} ${Object.entries(call.arguments)
        .map(([key, value]) => `${key}=${argumentInWords(value)}`)
        .join(' ')}`,
  );
  const risk = words`Risk: ${run.plan?.risk ?? 'read'}. Call: `;
  return context([...risk, ...calls.flatMap((call, index) => (index === 0 ? call : ['; ', ...call]))], {});
}

function argumentInWords(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' && value !== null ? '(as typed)' : JSON.stringify(value);
}

/** The rule, and where it stands: “Rule: helpdesk (policy.yaml:12)”. */
function rule({ rule: id, at }: Because): KnownBlock {
  return context(words`Rule: ${code(id)}${at ? words` (${at})` : []}`, {});
}
