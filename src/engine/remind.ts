import { isAskedByMessage, nextReminder } from './asking.js';
import type { Notice, Ports } from './ports.js';
import type { Run } from './run.js';
import { commas, moment, person, words, type Words } from './words.js';

/**
 * Reminds people of requests that wait, at half time and ten minutes before the end, each of them once: whichever
 * process moves the next reminder's time sends this one, in the same transaction.
 */
export async function remind(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  for (const id of await ports.records.remindersDue(now)) {
    const run = await ports.records.find(id);
    if (run?.state === 'awaiting_approval') await remindOf(ports, run, now);
  }
}

async function remindOf(ports: Ports, run: Run, now: Date): Promise<void> {
  const { asking, dueAt, remindAt } = run;
  if (!asking || !dueAt || !remindAt || dueAt <= now) return;
  const says = leftInWords(run, dueAt, now);
  await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    remindAt,
    at: now,
    changes: { remindAt: nextReminder(asking.at, dueAt, now.getTime()) },
    entries: [],
    notices: [
      ...reminders(run, says),
      {
        to: { person: run.requester },
        says: words`${says} ${isAskedByMessage(run) ? ASKED_ARE : CHANNEL_IS} reminded.`,
      },
    ],
  });
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
