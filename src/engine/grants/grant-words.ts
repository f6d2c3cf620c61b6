import { inWords } from '../duration.js';
import type { Grant, GrantEnd, Level } from './grants.js';
import type { Role } from '../organisation/people.js';
import { moment, person, place, words, type Fragment, type Words } from '../words.js';

/** A moment as it stands in sentences. */
export const at = (when: Date): Fragment => moment(Math.floor(when.getTime() / 1000));

/** “an admin of Marketing (T…)” */
export function roleOf(role: Role, { place: where }: Pick<Level, 'place'>): Words {
  return words`${role === 'admin' || role === 'owner' ? 'an' : 'a'} ${role} of ${place(where)}`;
}

/** “Ada Lovelace (U…), admin of Marketing (T…)” */
export function rightInWords({ person: who, role, place: where }: Pick<Grant, 'person' | 'role' | 'place'>): Words {
  return words`${person(who)}, ${role} of ${place(where)}`;
}

/** “for 8 hours” */
export function forHowLong({ startedAt, endsAt }: Pick<Grant, 'startedAt' | 'endsAt'>): Words {
  return words`for ${inWords(Math.round((endsAt.getTime() - startedAt.getTime()) / 60_000))}`;
}

type Ended = Pick<Grant, 'person' | 'role' | 'place' | 'releasedBy'> & { readonly end: GrantEnd | null };

/** Why a right for a time is over, in one sentence or two. */
export function howItEnded(grant: Ended): Words {
  const who = person(grant.person);
  const right = roleOf(grant.role, grant);
  switch (grant.end) {
    case 'extended':
      return words`This was extended: the new card says until when.`;
    case 'made_permanent':
      return words`${who} is ${right} for good now, so nothing ends by itself any more.`;
    case 'revoked':
      return words`The role was taken away before its time was over: ${who} is not ${right} any more.`;
    case 'removed':
      return words`${who} was removed from ${place(grant.place)}, and the role went with it.`;
    case 'undone':
      return words`It was undone: ${who} is not ${right} through this any more.`;
    case 'released':
      return grant.releasedBy
        ? words`${person(grant.releasedBy)} ended it before its time was over.`
        : words`It was ended before its time was over.`;
    case 'gone':
      return words`The account of ${who} is switched off, or is not in ${place(grant.place)} any more, so there was nothing left to take away.`;
    case 'moved_on':
      return words`Somebody has changed the role of ${who} by hand, so it was left as it is.`;
    case 'in_time':
    case null:
      return words`Its time was over.`;
  }
}

/** What the people concerned read first. */
export function granted(grant: Pick<Grant, 'person' | 'role' | 'place' | 'endsAt'>): Words {
  return words`${person(grant.person)} is ${roleOf(grant.role, grant)} until ${at(grant.endsAt)}. It ends by itself.`;
}
