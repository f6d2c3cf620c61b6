import { aboutRun } from '../ledger/entries.js';
import { inWords } from '../duration.js';
import { howItEnded, roleOf } from './grant-words.js';
import type { Grant } from './grants.js';
import { mayBegin } from '../may-begin.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';
import { code, person, words, type Words } from '../words.js';

/** Under which name the words of somebody who asks for more time are kept. */
export const MORE_TIME = 'more_time';

/** What somebody who has a right for a time asks for. */
export interface MoreTime {
  readonly by: string;
  readonly minutes: number;
  readonly reason: string | undefined;
}

/** What came of it, in words for whoever asked. */
export type Asked = { readonly asked: boolean; readonly says: Words };

/** Nobody is asked more often than this. */
const ASK_AGAIN_MS = 10 * 60_000;

/**
 * Passes on that somebody wants their right for longer. It reaches whoever asked for it, if they could still ask for it,
 * and else the audit channel. Nothing is granted by it: extending is a run of somebody else’s.
 * @throws SlackError where Slack could not be asked who the requester is by now.
 */
export async function askForMoreTime(ports: Ports, run: Run, { by, minutes, reason }: MoreTime): Promise<Asked> {
  const { grant } = run;
  if (!grant || run.ends || run.undoes) return no(words`There is no such right for a time.`);
  if (by !== grant.person) return no(words`Only ${person(grant.person)} asks for this.`);
  if (grant.endedAt) return no(words`${howItEnded(grant)} It has to be granted once more.`);

  const now = ports.clock.now();
  const toRequester = await couldExtend(ports, run, grant);
  const wants = words`${person(by)} asks to be ${roleOf(grant.role, grant)} for ${inWords(minutes)} more.`;
  const moved = await ports.records.advance({
    run: run.id,
    from: ['succeeded', 'partly'],
    at: now,
    ...(reason ? { changes: { remarks: { [MORE_TIME]: reason } } } : {}),
    entries: [{ kind: 'grant.more_time_asked', actor: by, ...aboutRun(run), detail: { grant: grant.id, minutes } }],
    notices: toRequester
      ? [{ to: { card: grant.requester }, says: words`${wants} “Extend” is on the card above.` }]
      : [
          {
            to: 'audit',
            says: words`${wants} ${person(grant.requester)} cannot give that any more; ${howTo(ports, run)}`,
          },
        ],
    grants: [
      {
        kind: 'ask',
        person: grant.person,
        place: grant.place,
        id: grant.id,
        notAfter: new Date(now.getTime() - ASK_AGAIN_MS),
      },
    ],
  });
  if (!moved)
    return no(words`You have asked for this already within the last ten minutes. Please wait for the answer.`);
  return {
    asked: true,
    says: toRequester
      ? words`${person(grant.requester)} has been asked, by direct message. Until they extend it, it ends as it stands on your card.`
      : words`${person(grant.requester)} cannot give that any more, so the audit channel was told. Ask an org owner or org admin; until then it ends as it stands on your card.`,
  };
}

const no = (says: Words): Asked => ({ asked: false, says });

async function couldExtend(ports: Ports, run: Run, { requester, person: who }: Grant): Promise<boolean> {
  const policy = await ports.policyInForce();
  const asked = { who: requester, operation: run.operation, subject: who };
  return (await mayBegin(policy, ports.readAnew(), asked)).allowed;
}

function howTo({ catalogue }: Ports, { operation }: Run): Words {
  const { command, title } = catalogue.byMethod(operation);
  return words`whoever may run ${code(command ?? title)} can.`;
}
