import type { OwnerMessage } from '../engine/owner-messages.js';
import type { KeptPolicy, NewPolicy } from '../engine/policies.js';
import { code, words, type Words } from '../engine/words.js';

/** What org owners are told where another policy has come into force. */
export function whatTookOver(now: KeptPolicy, before: KeptPolicy): Omit<OwnerMessage, 'person'> {
  const says = words`The policy of this app has changed: from now on ${named(now)} is in force; before, it was ${named(before)}. It counts for requests that wait, too. If nobody expected this, ask whoever operates the app.`;
  return { occasion: `policy:${now.number}`, says, asks: null };
}

/** What people are told where the file has been changed to something that cannot be followed. */
export function whatIsBroken(about: {
  readonly given: NewPolicy;
  readonly problems: readonly string[];
  readonly inForce: NewPolicy | null;
}): Words {
  const { given, problems, inForce } = about;
  const [first = '', ...others] = problems;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  const stays = inForce ? words`Until then ${named(inForce)} stays in force.` : [];
  return words`The policy file ${code(given.name)} has been changed and cannot be followed: ${first}${more} Whoever keeps the file has to mend it; ${code(`npm run policy -- check ${given.name}`)} shows everything that is wrong with it. ${stays}`;
}

/** “policy.yaml” with enough of its hash to compare. */
function named({ kind, name, hash }: NewPolicy): Words {
  const short = `sha256 ${hash.slice(0, 12)}…`;
  return kind === 'default' ? words`the policy that comes with the app (${short})` : words`${code(name)} (${short})`;
}
