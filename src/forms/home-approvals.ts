import type { KnownBlock, SectionBlock } from '@slack/web-api';

import type { Catalogue } from '../engine/operation.js';
import type { Run } from '../engine/run.js';
import { moment, person, strong, words, type Words } from '../engine/words.js';
import { runButton, section } from './blocks.js';
import { withdrawButton } from './request-buttons.js';

/** Requests that wait, as far as they concern whoever looks at their Home tab. */
export interface HomeApprovals {
  /** Those on which they could decide. */
  readonly toDecide: readonly Run[];
  /** Their own. */
  readonly mine: readonly Run[];
  /** Whether there may be more on which they could decide than are shown. */
  readonly more: boolean;
  /** Why it could not be found out on which ones they could decide. */
  readonly problem: Words | null;
}

/** Slack takes a hundred blocks in a Home tab, and others want theirs. */
const MOST = 5;

/** “Waiting for you” and “Your open requests”; nothing at all where nothing waits. */
export function homeApprovals(catalogue: Catalogue, { toDecide, mine, more, problem }: HomeApprovals): KnownBlock[] {
  const shown = toDecide.slice(0, MOST);
  const left = more || toDecide.length > MOST;
  const waiting = [
    ...shown.map((run) => toDecideBlock(catalogue, run)),
    ...(left ? [section([words`…and there may be more; the approval channel has all of them.`], {})] : []),
    ...(problem ? [section([words`⛔ What waits for you could not be looked up. ${problem}`], {})] : []),
  ];
  return [
    ...titled(words`${strong('Waiting for you')}`, waiting),
    ...titled(
      words`${strong('Your open requests')}`,
      mine.slice(0, MOST).map((run) => mineBlock(catalogue, run)),
    ),
    ...(mine.length > MOST ? [section([words`…and ${mine.length - MOST} more of yours.`], {})] : []),
  ];
}

function titled(title: Words, blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.length === 0 ? [] : [section([title], {}), ...blocks];
}

function toDecideBlock(catalogue: Catalogue, run: Run): SectionBlock {
  const details = runButton('run.details', run.id, { label: 'Decide', style: 'primary' });
  return {
    ...section(
      [words`⏳ ${titleOf(catalogue, run)} ${person(run.requester)} asks. ${changeOf(run)}`, until(run)],
      run.names,
    ),
    accessory: details,
  };
}

function mineBlock(catalogue: Catalogue, run: Run): SectionBlock {
  const missing = run.asking ? words`Still missing: the yes of ${run.asking.missing}. ` : [];
  return {
    ...section([words`⏳ ${titleOf(catalogue, run)} ${changeOf(run)}`, words`${missing}${until(run)}`], run.names),
    accessory: withdrawButton(run),
  };
}

const titleOf = (catalogue: Catalogue, { operation }: Run): Words =>
  words`${strong(`${catalogue.byMethod(operation).title}.`)}`;

function changeOf({ plan }: Run): Words {
  const [first, ...others] = plan?.changes ?? [];
  if (!first) return [];
  return others.length === 0 ? first : words`${first}, and ${others.length} more`;
}

function until({ dueAt }: Run): Words {
  return dueAt ? words`It expires on ${moment(Math.floor(dueAt.getTime() / 1000))}.` : [];
}
