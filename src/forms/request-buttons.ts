import type { Button } from '@slack/web-api';

import type { Run } from '../engine/run.js';
import { oneLine } from '../engine/text.js';
import { toPlain } from '../engine/words.js';
import { runButton } from './blocks.js';

/*
 * The buttons of a request that waits. They carry the run's ID and nothing else: who presses, what they may, and whether
 * the plan still holds is looked at when they are pressed.
 */

/** Slack takes 300 characters in the text of a dialogue. */
const MOST = 300;
/** Names are cut as far as it takes, so that every sentence is whole. */
const MOST_OF_A_NAME = [80, 40, 24] as const;

/** Says yes, after a question that names the change. */
export function approveButton(run: Run): Button {
  const asked = MOST_OF_A_NAME.map((most) => question(run, most));
  const text = asked.find(({ length }) => length <= MOST) ?? `Everything that is shown here. ${AT_ONCE}`;
  return runButton('run.approve', run.id, {
    label: 'Approve',
    style: 'primary',
    confirm: { title: 'Approve this?', text, yes: 'Approve' },
  });
}

const AT_ONCE = 'With the last yes it is carried out at once.';

function question({ plan, names }: Run, most: number): string {
  const [change, ...others] = plan?.changes ?? [];
  const short = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, oneLine(name, most)]));
  const named = change ? `${toPlain(change, short)}.` : 'As shown here.';
  const more = others.length === 0 ? '' : ` And ${others.length} more, as shown.`;
  return `${named}${more} ${AT_ONCE}`;
}

/** Says no; asks for the reason first. */
export function denyButton(run: Run): Button {
  return runButton('run.deny', run.id, { label: 'Deny', style: 'danger' });
}

/** Opens everything that is known of the request. */
export function detailsButton(run: Run): Button {
  return runButton('run.details', run.id, { label: 'Details' });
}

/** Opens the decision, with the rule and the line that it rests on. */
export function whyButton(run: string): Button {
  return runButton('run.why', run, { label: 'Why?' });
}

/** Takes the request back; only whoever asked can. */
export function withdrawButton(run: Run): Button {
  return runButton('run.withdraw', run.id, {
    label: 'Withdraw',
    style: 'danger',
    confirm: { title: 'Withdraw it?', text: 'The request ends and nothing is changed.', yes: 'Withdraw' },
  });
}
