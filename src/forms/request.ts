import type { KnownBlock } from '@slack/web-api';

import type { AnyOperation } from '../engine/operation.js';
import type { Risk } from '../engine/planning/plan.js';
import type { Run } from '../engine/run.js';
import { targetInWords } from '../engine/organisation/target.js';
import { commas, person, strong, words, type Words } from '../engine/words.js';
import { quote, section, sections } from './blocks.js';

/** What somebody is asked to say yes to: for whom and where, what will change, what to mind, how grave it is, and why. */
export function requestBlocks(operation: AnyOperation, run: Run): KnownBlock[] {
  const reason = run.input['reason'];
  return [
    ...sections(requestLines(operation, run), run.names),
    ...(typeof reason === 'string' ? [section([words`${strong('Reason')}`], {}), quote(reason)] : [NO_REASON]),
  ];
}

const NO_REASON = section([words`${strong('Reason')} none was given.`], {});

/** The same without the reason, a line each. */
export function requestLines(operation: AnyOperation, { input, plan }: Run): Words[] {
  if (!plan) return [];
  return [
    words`${strong('About')} ${targetInWords(operation.target(input))}`,
    words`${strong('What will change')}`,
    ...plan.changes,
    ...plan.warnings.map((warning) => words`⚠️ ${warning}`),
    words`${strong('Risk')} ${RISK[plan.risk]} ${plan.undo.possible ? 'It can be undone afterwards.' : plan.undo.why}`,
  ];
}

const RISK: Record<Risk, string> = {
  read: 'It only reads.',
  change: 'It changes something, and widens nobody’s rights.',
  privileged: 'It widens somebody’s rights or access.',
  irreversible: 'There is no way back.',
};

/** Why somebody is asked, who has said yes already, what is missing, and how many could give it. */
export function whoHasSaidWhat({ because, approvals, asking }: Run): Words[] {
  const yes = approvals.filter(({ verdict }) => verdict === 'approved').map(({ by }) => person(by));
  return [
    ...(because ? [because.says] : []),
    ...(yes.length > 0 ? [words`${strong('Said yes already')} ${commas(yes)}`] : []),
    ...(asking
      ? [words`${strong('Still missing')} the yes of ${asking.missing}; ${couldGiveIt(asking.eligible)}`]
      : []),
  ];
}

function couldGiveIt({ count, orMore }: { count: number; orMore: boolean }): Words {
  const people = `${count}${orMore ? ' or more people' : count === 1 ? ' person' : ' people'}`;
  return words`${strong(people)} could give it.`;
}
