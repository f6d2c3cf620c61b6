import type { Eligible } from './eligible-approvers.js';
import type { Changes, Notice, Ports } from '../ports.js';
import type { Asking, Run } from '../run.js';
import { commas, person, words, type Words } from '../words.js';

/** A request that nobody decides on expires after this long. */
export const ASKED_FOR_MS = 60 * 60 * 1000;
/** The last reminder comes this long before. */
const LAST_REMINDER_MS = 10 * 60 * 1000;

/** What is kept of a request from the moment at which it is put to people: until when, when they are reminded, whom. */
export function beginAsking(
  { clock }: Pick<Ports, 'clock'>,
  eligible: Eligible,
  missing: Words,
): Changes & { asking: Asking } {
  const at = clock.now().getTime();
  const dueAt = new Date(at + ASKED_FOR_MS);
  return {
    dueAt,
    remindAt: nextReminder(at, dueAt, at),
    asking: { at, missing, eligible: countOf(eligible), people: eligible.channelProblem ? eligible.ids : [] },
  };
}

/** How many they are, as it is kept. */
export function countOf({ ids, orMore }: Pick<Eligible, 'ids' | 'orMore'>): Asking['eligible'] {
  return { count: ids.length, orMore };
}

/** At half time, and ten minutes before the end: the first of the two that lies ahead, or `null`. */
export function nextReminder(askedAt: number, dueAt: Date, now: number): Date | null {
  const end = dueAt.getTime();
  const moments = [askedAt + (end - askedAt) / 2, end - LAST_REMINDER_MS].sort((one, other) => one - other);
  const next = moments.find((moment) => moment > now && moment > askedAt);
  return next === undefined ? null : new Date(next);
}

/** Whether the card in the approval channel asks, or direct messages to some do. */
export function isAskedByMessage({ asking }: Pick<Run, 'asking'>): boolean {
  return (asking?.people.length ?? 0) > 0;
}

/** Said of a request that asks people one by one. */
export function askedInstead(people: readonly string[]): Words {
  return words`${commas(people.map(person))} ${people.length === 1 ? 'is' : 'are'} asked by direct message instead.`;
}

/** Brings every place in which a request stands up to date: its card, or the direct messages that stand for one, and
 * the requester's own message with the way to take it back. */
export function toCards({ asking, requester }: Pick<Run, 'asking' | 'requester'>, says: Words): Notice[] {
  const people = asking?.people ?? [];
  const cards: Notice[] =
    people.length === 0 ? [{ to: 'approval', says }] : people.map((approver) => ({ to: { approver }, says }));
  return [...cards, { to: { requester }, says }];
}

/** Everybody who waits for a request learns how it ended: audit channel, those who were asked, requester. */
export function endNotices(run: Run, says: Words): Notice[] {
  return [{ to: 'audit', says }, ...toCards(run, says), { to: { person: run.requester }, says }];
}
