import { isAtLeast, outranks, rankInWords } from '../engine/organisation/ranks.js';
import { LONGEST_MINUTES } from '../engine/duration.js';
import type { Question, Standing } from '../engine/decision.js';
import type { Because } from '../engine/run.js';
import { person, words, type Words } from '../engine/words.js';
import { areAllOwn } from './effects.js';
import { touchesOrgRole } from './four-eyes.js';

/*
 * What holds under every policy (DESIGN 6.1 to 6.12): a policy file may be stricter, never milder. Pure, as all of this.
 */

/** What is possible under one policy and not under another. */
export interface FloorOptions {
  /** IDs of the audit and the approval channel. */
  readonly ownChannels: readonly string[];
  /** Whether the policy lets people ask for something for themselves (`self: approve`); then others have to say yes. */
  readonly selfByApproval: boolean;
}

/** Everybody may give up a right of their own, whatever else a policy says, as long as it is not a protected one. */
export function givesUpOwn({ effects, requester, beneficiaries }: Question): boolean {
  return areAllOwn(effects, requester.person.id) && beneficiaries.length === 0 && isAtLeast(requester.rank, 'member');
}

/** The rule for that. */
export const OWN_RIGHT: Because = {
  rule: 'own-right-may-be-given-up',
  says: words`Everybody may give up a right of their own.`,
};

/** Operations by which people give up a right of their own; for that, no rank is needed. */
export const GIVES_UP: ReadonlySet<string> = new Set(['admin.users.setRegular', 'admin.users.remove']);

/** Why nobody may ask for this for themselves; `null` where they do not. */
export function selfGrant({ requester, beneficiaries }: Question, { selfByApproval }: FloorOptions): Because | null {
  if (selfByApproval || !beneficiaries.includes(requester.person.id)) return null;
  return {
    rule: 'nobody-grants-themselves',
    says:
      beneficiaries.length > 1
        ? words`Nobody grants themselves anything, and ${person(requester.person.id)} is in this group; another org owner or org admin can do it.`
        : words`Nobody grants themselves anything; another org owner or org admin can do it.`,
  };
}

/** Why this person's rank does not suffice under any policy; `null` where it does. */
export function rankForbids({ effects, requester, subject, duration }: Question): Because | null {
  const { rank } = requester;
  if (!isAtLeast(rank, 'member')) {
    return {
      rule: 'deny-by-default',
      says: words`Only full members of the organisation may do anything here; ${person(requester.person.id)} is ${rankInWords(rank)}.`,
    };
  }
  if (subject && outranks(subject.rank, rank)) {
    return { rule: 'nobody-acts-upwards', says: notUpwards(subject, requester) };
  }
  if (effects.some(touchesOrgRole) && !isAtLeast(rank, 'org_owner')) {
    return {
      rule: 'org-roles-by-org-owners',
      says: words`Roles of the whole organisation are given and taken by org owners only.`,
    };
  }
  if (
    effects.some((effect) => effect.kind === 'role' && effect.to === 'owner') &&
    !isAtLeast(rank, 'workspace_owner')
  ) {
    return {
      rule: 'owners-by-owners',
      says: words`Owners of a workspace are made by org owners, org admins or owners of that workspace only; ${person(requester.person.id)} is ${rankInWords(rank)}.`,
    };
  }
  if (duration !== null && duration > LONGEST_MINUTES) {
    return {
      rule: 'grants-end-after-seven-days',
      says: words`A right that ends by itself lasts seven days at most. Choose a shorter time.`,
      mend: true,
    };
  }
  return null;
}

/** The sentence for whoever reaches above themselves. */
export const notUpwards = (above: Standing, below: Standing): Words =>
  words`Nobody acts on people above them: ${person(above.person.id)} is ${rankInWords(above.rank)}, ${person(below.person.id)} is ${rankInWords(below.rank)}.`;
