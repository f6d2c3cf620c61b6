import { namesOfPeople, type Directory } from '../organisation/directory.js';
import { at } from '../grants/grant-words.js';
import type { Pause, Pauser } from './pause.js';
import { isSlackError } from '../errors/slack-errors.js';
import { oneLine } from '../text.js';
import { code, commas, person, strong, words, type Names, type Words } from '../words.js';

/** Words with the names of whoever they speak of. */
export interface Said {
  readonly says: Words;
  readonly names: Names;
}

/** A pause in words. */
export function pauseSaid(directory: Pick<Directory, 'orgOwners' | 'person'>, pause: Pause): Said {
  const says = pauseInWords(directory, pause);
  return { says, names: namesOfPeople(directory, says) };
}

/** Somebody who pauses or resumes, in words. */
export function pauserInWords({ by, byOperator }: Pauser): Words {
  return byOperator ? words`${by}, who operates the app,` : words`${person(by)}`;
}

/** That changes are paused: by whom, since when, why, what goes on all the same, and who can resume. */
export function pauseInWords(directory: Pick<Directory, 'orgOwners'>, pause: Pause): Words {
  return words`${strong('All changes are paused')} by ${pauserInWords(pause)} since ${at(pause.at)}.\n${why(pause)}\n${GOES_ON} ${whoResumes(directory, pause)}`;
}

const GOES_ON = 'Reading goes on, and rights for a time end when they should.';

function why({ reason }: Pause): Words {
  return reason === null ? words`The reason has been erased.` : words`Why: “${oneLine(reason, 500)}”`;
}

/** Who may end this pause: an org owner who did not begin it or, where there is none, the operator. */
export function whoResumes(directory: Pick<Directory, 'orgOwners'>, pause: Pauser): Words {
  const others = othersThan(directory, pause);
  if (others === null) return words`Another org owner can resume, in this app’s Home tab.`;
  if (others.length === 0)
    return words`There is no other org owner to resume, so whoever operates the app does it with ${code('npm run changes -- resume')}.`;
  return words`Resuming takes another org owner, in this app’s Home tab: ${commas(others.map(person), 5)}.`;
}

/** The org owners who could resume, as far as the local copy knows; `null` where it does not know anybody yet. */
export function othersThan(directory: Pick<Directory, 'orgOwners'>, { by }: Pauser): readonly string[] | null {
  try {
    return directory.orgOwners().filter((id) => id !== by);
  } catch (error) {
    if (isSlackError(error)) return null;
    throw error;
  }
}
