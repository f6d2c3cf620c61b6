import { namesOfPeople } from '../organisation/directory.js';
import { pauseInWords } from './pause-words.js';
import { pauseChanges, resumeAsOperator, WHAT_NOW, type Pausing } from './pause-changes.js';
import { toPlain, words, type Words } from '../words.js';

/** What the operator wants at the command line, under the name by which they are logged in. */
export type OperatorWish =
  | { readonly verb: 'status' | 'resume'; readonly by: string }
  | { readonly verb: 'pause'; readonly by: string; readonly id: string; readonly reason: string };

/** What came of it, in words. */
export interface OperatorAnswer {
  readonly done: boolean;
  readonly says: string;
}

/** The emergency stop from the command line. Resuming is open to the operator only where no org owner could do it. */
export async function answerOperator(pausing: Pausing, wish: OperatorWish): Promise<OperatorAnswer> {
  const answer = (done: boolean, says: Words): OperatorAnswer => ({
    done,
    says: toPlain(says, namesOfPeople(pausing.directory, says)),
  });
  switch (wish.verb) {
    case 'status': {
      const pause = await pausing.pauses.inForce();
      return answer(true, pause ? pauseInWords(pausing.directory, pause) : NOT_PAUSED);
    }
    case 'pause': {
      const { id, by, reason } = wish;
      const paused = await pauseChanges(pausing, { by, byOperator: true }, { id, reason });
      const says = pauseInWords(pausing.directory, paused.pause);
      return paused.kind === 'paused' ? answer(true, says) : answer(false, words`It had been paused before. ${says}`);
    }
    case 'resume': {
      const resumed = await resumeAsOperator(pausing, wish.by);
      if (resumed.kind === 'not_you') return answer(false, resumed.because.says);
      return resumed.kind === 'resumed'
        ? answer(true, words`Changes have been resumed. ${WHAT_NOW}`)
        : answer(false, NOT_PAUSED);
    }
  }
}

const NOT_PAUSED = words`Changes are not paused.`;
