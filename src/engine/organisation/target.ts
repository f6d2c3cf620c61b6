import type { Target } from '../operation.js';
import { channel, group, person, place, words, type Words } from '../words.js';

/** The person a run is about, if it is about one. */
export function subjectOf({ kind, id }: Target): string | null {
  return kind === 'person' ? id : null;
}

/** What a run is about, in words: “Ada Lovelace (U…) in Marketing (T…)”. */
export function targetInWords(target: Target): Words {
  const where = target.place ? words` in ${place(target.place)}` : [];
  switch (target.kind) {
    case 'person':
      return words`${person(target.id)}${where}`;
    case 'workspace':
      return words`${place(target.id)}`;
    case 'organisation':
      return words`the whole organisation`;
    case 'channel':
      return words`${channel(target.id)}${where}`;
    case 'group':
      return words`${group(target.id)}${where}`;
  }
}
