import type { KnownBlock, SectionBlock } from '@slack/web-api';

import { at, roleOf } from '../engine/grants/grant-words.js';
import { roughly } from '../engine/duration.js';
import type { Grant } from '../engine/grants/grants.js';
import { person, strong, words, type Names } from '../engine/words.js';
import { runButton, section } from './blocks.js';

/** Slack takes a hundred blocks in a Home tab, and others want theirs. */
const MOST = 5;

/** “Rights for a time”: those that somebody has or asked for, soonest end first; nothing at all where none is in force. */
export function homeGrants(
  grants: readonly Grant[],
  { whose, now, names }: { readonly whose: string; readonly now: Date; readonly names: Names },
): KnownBlock[] {
  if (grants.length === 0) return [];
  return [
    section([words`${strong('Rights for a time')}`], {}),
    ...grants.slice(0, MOST).map((grant) => grantBlock(grant, { whose, now, names })),
    ...(grants.length > MOST ? [section([words`…and ${grants.length - MOST} more, which end later.`], {})] : []),
  ];
}

function grantBlock(
  grant: Grant,
  { whose, now, names }: { readonly whose: string; readonly now: Date; readonly names: Names },
): SectionBlock {
  const mine = whose === grant.person;
  const who = mine ? words`You are` : words`${person(grant.person)} is`;
  const left = grant.dueAt.getTime() - now.getTime();
  if (left <= 0)
    return section(
      [words`⚠️ ${who} ${roleOf(grant.role, grant)}; the time is over, and the role is being taken away.`],
      names,
    );
  return {
    ...section([words`⏳ ${who} ${roleOf(grant.role, grant)} until ${at(grant.dueAt)}: ${roughly(left)} left.`], names),
    accessory: runButton('grant.extend', grant.id, { label: mine ? 'Ask for more time' : 'Extend' }),
  };
}
