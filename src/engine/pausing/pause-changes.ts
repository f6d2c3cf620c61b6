import { AUDIT_CHANNEL, toOwners } from '../owner-messages.js';
import type { Directory } from '../organisation/directory.js';
import { othersThan, pauseInWords, pauserInWords, whoResumes } from './pause-words.js';
import type { Announcement, Pause, Pauser, Pauses } from './pause.js';
import { orgRank } from '../organisation/people.js';
import type { Clock, Ports } from '../ports.js';
import { isAtLeast } from '../organisation/ranks.js';
import type { Because } from '../run.js';
import { strong, words, type Words } from '../words.js';

/** What these verbs stand on; at the command line there is less than in the running app. */
export interface Pausing {
  readonly pauses: Pauses;
  readonly directory: Pick<Directory, 'orgOwners' | 'person'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A pause that somebody asks for, with an ID of its own. */
export interface PauseWish {
  readonly id: string;
  readonly reason: string;
}

/** What asking for a pause came to. */
export type Paused =
  | { readonly kind: 'paused'; readonly pause: Pause }
  /** Somebody was there first. */
  | { readonly kind: 'already'; readonly pause: Pause }
  | { readonly kind: 'not_you'; readonly because: Because };

/** What asking for its end came to. */
export type Resumed =
  | { readonly kind: 'resumed'; readonly pause: Pause }
  | { readonly kind: 'not_paused' }
  | { readonly kind: 'not_you'; readonly because: Because };

/** @throws SlackError where Slack could not be asked who they are; then nothing was paused. */
export async function pauseAs(ports: Ports, by: string, wish: PauseWish): Promise<Paused> {
  const because = await whyNotAnOwner(ports, by);
  if (because) return refuse(ports, 'changes.pause_refused', by, because);
  return pauseChanges(ports, { by, byOperator: false }, wish);
}

/**
 * Ends the pause that is in force or, with its ID, this one only.
 * @throws SlackError where Slack could not be asked who they are; then the pause goes on.
 */
export async function resumeAs(ports: Ports, by: string, id?: string): Promise<Resumed> {
  const because = await whyNotAnOwner(ports, by);
  if (because) return refuse(ports, 'changes.resume_refused', by, because);
  const pause = await ports.pauses.inForce();
  if (!pause || (id !== undefined && id !== pause.id)) return { kind: 'not_paused' };
  if (pause.by !== by) return resumeChanges(ports, pause, { by, byOperator: false });
  return refuse(ports, 'changes.resume_refused', by, {
    rule: 'another-owner-resumes',
    says: words`You have paused changes yourself, and nobody resumes alone. ${whoResumes(ports.directory, pause)}`,
  });
}

/** The operator's way to resume, open only where no org owner could. */
export async function resumeAsOperator(ports: Pausing, by: string): Promise<Resumed> {
  const pause = await ports.pauses.inForce();
  if (!pause) return { kind: 'not_paused' };
  if (othersThan(ports.directory, pause)?.length === 0) return resumeChanges(ports, pause, { by, byOperator: true });
  return {
    kind: 'not_you',
    because: {
      rule: 'owners-resume',
      says: words`There are org owners to decide about this. ${whoResumes(ports.directory, pause)}`,
    },
  };
}

/** Stops every change at once, in all processes. */
export async function pauseChanges(
  ports: Pausing,
  pauser: Pauser,
  wish: PauseWish,
): Promise<Exclude<Paused, { kind: 'not_you' }>> {
  const pause = { ...wish, ...pauser, at: ports.clock.now() };
  const says = words`⏸ ${pauseInWords(ports.directory, pause)}`;
  if (await ports.pauses.begin(pause, announcing(ports, `pause:${pause.id}`, says))) return { kind: 'paused', pause };
  const there = await ports.pauses.inForce();
  // It has ended in this very moment; whoever asked for one meant it.
  return there ? { kind: 'already', pause: there } : pauseChanges(ports, pauser, wish);
}

async function resumeChanges(ports: Pausing, pause: Pause, by: Pauser): Promise<Resumed> {
  const says = words`▶️ ${strong('Changes have been resumed')} by ${pauserInWords(by)} after a pause by ${pauserInWords(pause)}. ${WHAT_NOW}`;
  const tells = announcing(ports, `resume:${pause.id}`, says);
  const ended = await ports.pauses.end(pause, by, ports.clock.now(), tells);
  return ended ? { kind: 'resumed', pause } : { kind: 'not_paused' };
}

/** Said wherever changes have been resumed. */
export const WHAT_NOW =
  'Nothing has been carried out by that: whatever waited wants its confirmation or approval again.';

function announcing({ directory }: Pausing, occasion: string, says: Words): Announcement {
  const about = { occasion, says, asks: null };
  return [{ ...about, person: AUDIT_CHANNEL }, ...toOwners(directory, about)];
}

/** @throws SlackError where Slack could not be asked. */
async function whyNotAnOwner(ports: Ports, by: string): Promise<Because | null> {
  const person = await ports.readAnew().person(by);
  if (isAtLeast(orgRank(person), 'org_owner')) return null;
  return { rule: 'owners-pause-and-resume', says: words`Only an org owner can pause changes, or resume them.` };
}

async function refuse(
  { records, clock }: Ports,
  kind: string,
  actor: string,
  because: Because,
): Promise<{ kind: 'not_you'; because: Because }> {
  await records.record({ kind, actor, because: because.rule, outcome: 'refused' }, clock.now());
  return { kind: 'not_you', because };
}
