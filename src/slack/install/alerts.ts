import type { OwnerMessage } from '../../engine/owner-messages.js';
import { rankInWords, type Rank } from '../../engine/organisation/ranks.js';
import { code, person, words, type Words } from '../../engine/words.js';
import type { Fate } from './judge.js';

type About = Omit<OwnerMessage, 'person'>;

const UNEXPECTED = words`If nobody expected this, remove the app in Slack’s organisation settings and look into the ledger.`;

/** Which waiting token a button is about: whose, and since when, so that it is not another one of theirs. */
export const askingAbout = (user: string, at: Date): string => `${user}:${at.getTime()}`;

/** What org owners are told of an install; nothing where the same person did it again, or nobody before. */
export function alertOfInstall(install: {
  readonly fate: Fate;
  readonly installer: string;
  readonly rank: Rank;
  /** Who installed it before. */
  readonly previous: string | null;
  readonly at: Date;
}): About | null {
  const { fate, installer, rank, previous, at } = install;
  if (previous === null || previous === installer) return null;
  const occasion = `installed:${installer}:${at.getTime()}`;
  const who = words`${person(installer)}, ${rankInWords(rank)}, installed the app again; before, it was ${person(previous)}.`;
  switch (fate.kind) {
    case 'used':
      return { occasion, asks: null, says: words`${who} From now on it works with their rights. ${UNEXPECTED}` };
    case 'waits':
      return { occasion, asks: askingAbout(installer, at), says: words`${who} ${whyItWaits(fate)} ${UNEXPECTED}` };
    case 'unchanged':
      return {
        occasion,
        asks: null,
        says: words`${who} They granted no rights of theirs, so it goes on working with those of ${person(fate.user)}. ${UNEXPECTED}`,
      };
    case 'missing':
      return {
        occasion,
        asks: null,
        says: words`${who} No admin rights were granted, so nothing can be run until an org owner has opened ${code('/slack/install')}.`,
      };
  }
}

function whyItWaits(fate: Extract<Fate, { kind: 'waits' }>): Words {
  const goesOn = words`it goes on working with those of ${person(fate.for)}`;
  return fate.because === 'rank'
    ? words`Their rights are not used yet, because they stand below the ones in use: ${goesOn} until an org owner agrees.`
    : words`Their rights are not used yet, because they granted fewer scopes than there are in use: ${goesOn} until an org owner agrees.`;
}

/** What org owners are told when one of them has decided about a waiting token. */
export function alertOfAnswer(answer: {
  readonly by: string;
  readonly user: string;
  readonly accepted: boolean;
  readonly asks: string;
}): About {
  const { by, user, accepted, asks } = answer;
  return {
    occasion: `answered:${asks}`,
    asks: null,
    says: accepted
      ? words`${person(by)} agreed: from now on the app works with the rights of ${person(user)}. ${UNEXPECTED}`
      : words`${person(by)} did not agree: the token of ${person(user)} has been thrown away, and the app goes on working as before.`,
  };
}
