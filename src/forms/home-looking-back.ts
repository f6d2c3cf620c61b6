import type { KnownBlock } from '@slack/web-api';

import type { Catalogue } from '../engine/operation.js';
import type { Run } from '../engine/run.js';
import { commas, moment, person, strong, words, type Names, type Words } from '../engine/words.js';
import { buttons, context, runButton, section } from './blocks.js';
import { runLine } from './run-line.js';

/** Action ID of the button that opens the history. */
export const OPEN_HISTORY = 'history.open';

/** “Running now” and “Recent runs”, with the way to all of them; nothing at all where nothing was ever run. */
export function homeRuns(
  catalogue: Catalogue,
  { underWay, recent }: { readonly underWay: readonly Run[]; readonly recent: readonly Run[] },
): KnownBlock[] {
  // What waits for an approval stands further up, with its buttons.
  const ended = recent.filter(
    ({ id, state }) => state !== 'awaiting_approval' && !underWay.some((run) => run.id === id),
  );
  return [
    ...titled(words`${strong('Running now')}`, catalogue, underWay),
    ...titled(words`${strong('Recent runs')}`, catalogue, ended),
    ...(ended.length > 0 ? [buttons(runButton(OPEN_HISTORY, 'all', { label: 'All runs' }))] : []),
  ];
}

function titled(title: Words, catalogue: Catalogue, runs: readonly Run[]): KnownBlock[] {
  return runs.length === 0 ? [] : [section([title], {}), ...runs.map((run) => runLine(catalogue, run))];
}

/** What the app stands on, each with what is wrong with it; `null` where nothing is. */
export interface Health {
  readonly auditChannel: Words | null;
  readonly approvalChannel: Words | null;
  /** Whether the tokens work, as far as anybody has noticed. */
  readonly tokens: boolean;
  readonly paused: boolean;
  /** When the oldest part of the local copy was read; `null` while one is still being read. */
  readonly namesAsOf: Date | null;
}

/** How the app is, in one line. */
export function homeHealth(health: Health, names: Names): KnownBlock {
  const { auditChannel, approvalChannel, tokens, paused, namesAsOf } = health;
  const wrong: Words[] = [
    ...(auditChannel ? [words`the audit channel (${auditChannel})`] : []),
    ...(approvalChannel ? [words`the approval channel (${approvalChannel})`] : []),
    ...(tokens ? [] : [words`the install of the app`]),
  ];
  const fine = [
    ...(auditChannel ? [] : ['the audit channel']),
    ...(approvalChannel ? [] : ['the approval channel']),
    ...(tokens ? ['the tokens'] : []),
  ].join(', ');
  const works = fine === '' ? [] : words`✅ ${fine} ${fine.includes(',') ? 'work' : 'works'}. `;
  const trouble = wrong.flatMap((says): Words => words`⚠️ Not as it should be: ${says}. `);
  const asOf = namesAsOf
    ? words`Names as of ${moment(Math.floor(namesAsOf.getTime() / 1000))}.`
    : words`Names are still being read.`;
  return context(words`${strong('Health')} ${trouble}${works}${paused ? '⏸ Changes are paused. ' : ''}${asOf}`, names);
}

/** Whom somebody asks who may run nothing themselves. */
export function homeWhomToAsk(people: readonly string[], names: Names): KnownBlock[] {
  if (people.length === 0) return [];
  return [section([words`${strong('Whom to ask')} ${commas(people.map(person), MOST_NAMED)}.`], names)];
}

const MOST_NAMED = 5;
