import { countOf, isAskedByMessage, nextReminder } from './asking.js';
import { forEach } from '../each.js';
import type { Eligible } from './eligible-approvers.js';
import type { Changes, Notice, Ports } from '../ports.js';
import type { Run } from '../run.js';
import { isSlackError } from '../errors/slack-errors.js';
import { stillWaits } from './still-waits.js';
import { commas, moment, person, words, type Words } from '../words.js';

/**
 * Reminds people of requests that wait, at half time and ten minutes before the end, each of them once: whichever
 * process moves the next reminder's time sends this one, in the same transaction. A request that nothing can come of
 * ends instead.
 * @throws AggregateError of the requests of which nobody could be reminded; of the others, people have been.
 */
export async function remind(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  await forEach(await ports.records.remindersDue(now), async (id) => {
    const run = await ports.records.find(id);
    if (run?.state === 'awaiting_approval' && run.dueAt && run.dueAt > now) await remindOf(ports, run, run.dueAt);
  });
}

async function remindOf(ports: Ports, run: Run, dueAt: Date): Promise<void> {
  const { asking, remindAt } = run;
  if (!asking || !remindAt) return;
  const eligible = await couldStillDecide(ports, run);
  if (eligible === 'nobody') return;
  const now = ports.clock.now();
  const says = leftInWords(run, dueAt, now);
  const changes: Changes = eligible ? { asking: { ...asking, eligible: countOf(eligible) } } : {};
  const told = words`${says} ${isAskedByMessage(run) ? ASKED_ARE : CHANNEL_IS} reminded.`;
  await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    step: run.step,
    remindAt,
    at: now,
    changes: { ...changes, remindAt: nextReminder(asking.at, dueAt, now.getTime()) },
    entries: [],
    notices: [...reminders(run, says), { to: { person: run.requester }, says: told }],
  });
}

/** Slack may be away: then people are reminded of what can be decided on when it is back. */
async function couldStillDecide(ports: Ports, run: Run): Promise<Eligible | 'nobody' | null> {
  try {
    const waits = await stillWaits(ports, run);
    return waits.kind === 'waits' ? waits.eligible : 'nobody';
  } catch (error) {
    if (isSlackError(error)) return null;
    throw error;
  }
}

const ASKED_ARE = words`Those who were asked have been`;
const CHANNEL_IS = words`The approval channel has been`;

function reminders(run: Run, says: Words): Notice[] {
  const people = run.asking?.people ?? [];
  if (people.length === 0) return [{ to: 'reminder', says }];
  return people
    .filter((reminder) => !run.approvals.some(({ by }) => by === reminder))
    .map((reminder): Notice => ({ to: { reminder }, says }));
}

/** How long it still waits, and who has said yes already. */
function leftInWords({ approvals }: Run, dueAt: Date, now: Date): Words {
  const minutes = Math.max(1, Math.round((dueAt.getTime() - now.getTime()) / 60_000));
  const yes = approvals.filter(({ verdict }) => verdict === 'approved').map(({ by }) => person(by));
  const left = minutes === 1 ? '1 minute is' : `${minutes} minutes are`;
  const until = words`⏰ ${left} left: without an answer it expires on ${moment(Math.floor(dueAt.getTime() / 1000))}.`;
  return yes.length === 0 ? words`${until} Nobody has said yes yet.` : words`${until} ${commas(yes)} said yes.`;
}
