import { at, howItEnded, rightInWords } from '../../engine/grants/grant-words.js';
import type { Grant } from '../../engine/grants/grants.js';
import type { Run } from '../../engine/run.js';
import { code, person, strong, words, type Words } from '../../engine/words.js';

/** What the audit channel says of a run that ends a right for a time, as it stands now. */
export function endingLines(run: Run, grant: Grant): Words[] {
  const over = grant.endedAt !== null && (run.state === 'succeeded' || run.state === 'unchanged');
  return [
    over
      ? words`${grant.end === 'moved_on' ? '⚠️' : '⌛'} ${strong('A right for a time is over')}`
      : words`🚨 ${strong('A right for a time has not ended')}`,
    words`${strong('Right')} ${rightInWords(grant)}, until ${at(grant.endsAt)}`,
    words`${strong('Granted by')} ${person(grant.requester)}, with run ${code(grant.id)}`,
    ...(grant.releasedBy ? [words`${strong('Released by')} ${person(grant.releasedBy)} at ${at(grant.dueAt)}`] : []),
    ...(run.state === 'succeeded'
      ? (run.plan?.changes ?? []).map((change) => words`${strong('Change')} ${change}`)
      : []),
    ...outcomeOf(run, grant, over),
  ];
}

function outcomeOf(run: Run, grant: Grant, over: boolean): Words[] {
  if (over && run.state === 'succeeded' && grant.endedAt) {
    return [
      words`${strong('Outcome')} ${howItEnded(grant)} Taken away with ${code(run.operation)}, and seen to be gone at ${at(grant.endedAt)}.`,
    ];
  }
  return run.because ? [words`${strong(over ? 'Outcome' : 'Why')} ${run.because.says}`] : [];
}

/** What the post of a run adds that granted something for a time. */
export function grantLines({ grant, ends, undoes }: Run): Words[] {
  if (!grant || ends || undoes) return [];
  if (grant.endedAt) return [words`${strong('Ended')} ${at(grant.endedAt)}. ${howItEnded(grant)}`];
  return [words`${strong('Until')} ${at(grant.endsAt)}`];
}
