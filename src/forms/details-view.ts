import type { KnownBlock, ModalView } from '@slack/web-api';

import type { AnyOperation } from '../engine/operation.js';
import type { Effect, Json } from '../engine/planning/plan.js';
import type { Run } from '../engine/run.js';
import {
  channel,
  code,
  group,
  moment,
  person,
  place,
  strong,
  words,
  type Fragment,
  type Words,
} from '../engine/words.js';
import { buttons, context, section, sections } from './blocks.js';
import { frame } from './frame.js';
import { denialBlocks } from './remarks.js';
import { approveButton, denyButton } from './request-buttons.js';
import { requestBlocks, whoHasSaidWhat } from './request.js';
import { SIGN } from './run-views.js';

/** What a look at a request shows. */
export interface DetailsContent {
  readonly run: Run;
  /** How the run stands, in words. */
  readonly outcome: Words;
  /** Whether whoever looks could decide on it now, and why or why not; `null` where there is nothing to decide. */
  readonly mayDecide: { readonly allowed: boolean; readonly says: Words } | null;
}

/** Everything that a request rests on: the exact calls, the state they were planned on, effects, hashes and the rule. */
export function detailsView(operation: AnyOperation, { run, outcome, mayDecide }: DetailsContent): ModalView {
  const waits = run.state === 'awaiting_approval';
  return frame({
    title: operation.title,
    run: run.id,
    blocks: [
      section(
        [words`${SIGN[run.state] ?? 'ℹ️'} ${person(run.requester)} asked for this. ${outcome}`, ...deadline(run)],
        run.names,
      ),
      ...denialBlocks(run),
      ...requestBlocks(operation, run),
      ...(waits ? sections(whoHasSaidWhat(run), run.names) : []),
      ...(mayDecide ? decision(run, mayDecide) : []),
      { type: 'divider' },
      ...exactly(run),
      context(references(run), {}),
    ],
  });
}

function deadline({ state, dueAt }: Run): Words[] {
  if (state !== 'awaiting_approval' || !dueAt) return [];
  return [words`It expires on ${moment(Math.floor(dueAt.getTime() / 1000))} unless it is decided.`];
}

function decision(run: Run, { allowed, says }: NonNullable<DetailsContent['mayDecide']>): KnownBlock[] {
  if (!allowed) return [section([words`You cannot decide on this. ${says}`], run.names)];
  return [buttons(approveButton(run), denyButton(run))];
}

function exactly(run: Run): KnownBlock[] {
  const { plan } = run;
  if (!plan) return [];
  const calls = plan.calls.map(
    (call, index) => words`${index + 1}. ${code(call.method)} ${code(inLetters(call.arguments))}`,
  );
  return [
    ...sections(
      [words`${strong(plan.calls.length === 1 ? 'This call is made' : 'These calls are made')}`, ...calls],
      {},
    ),
    ...sections([words`${strong('Planned on this state')} ${code(inLetters(plan.before))}`], {}),
    ...sections([words`${strong('What the policy looked at')}`, ...plan.effects.map(effectInWords)], run.names),
  ];
}

/** Long lists are cut: a modal has to hold the rest too. */
const MOST_LETTERS = 1500;

function inLetters(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}

function references({ id, plan, policyHash, because }: Run): Words {
  return words`Rule ${code(because?.rule ?? 'none')}. Plan ${code(plan?.hash ?? 'none')}. Policy ${code(policyHash ?? 'none')}. Run ${code(id)}`;
}

function effectInWords(effect: Effect): Words {
  switch (effect.kind) {
    case 'role':
      return words`• ${effect.person === null ? 'a new account' : person(effect.person)}: ${effect.from} → ${effect.to} in ${place(effect.place)}${effect.takesLastOwner ? ', the last owner there' : ''}`;
    case 'channel_access':
      return words`• ${whose(effect.who)} ${effect.change} ${effect.private ? 'the private channel ' : ''}${channel(effect.channel)}`;
    case 'group_link':
      return words`• ${group(effect.group)} ${effect.change} ${place(effect.place)}${effect.provisions ? ', and accounts are made there' : ''}`;
    case 'org_wide':
      return words`• ${channel(effect.channel)} becomes part of every workspace`;
    case 'guest_end':
      return words`• the day on which the account of ${person(effect.person)} in ${place(effect.place)} ends is moved`;
    case 'aws_registration':
      return words`• ${place(effect.place)} ${effect.change} AWS account ${code(effect.account)}`;
  }
}

function whose({ kind, id }: { kind: 'person' | 'group' | 'workspace'; id: string | null }): Fragment {
  if (id === null) return 'a new account';
  return { person, group, workspace: place }[kind](id);
}
