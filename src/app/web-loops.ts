import type { DirectoryKind } from '../engine/organisation/directory.js';
import type { Clock } from '../engine/ports.js';
import { recurring, type Recurring } from '../recurring.js';
import type { Desk } from '../slack/desk.js';
import type { Store } from '../store/open.js';
import type { Logger } from '../telemetry/log.js';

/** How often a web process takes into use what workers have read, and looks whether there are any. */
const LOOK_EVERY_MS = 30_000;
/** As long as nobody has read a kind yet, everybody who types a name waits for it. */
const UNREAD_MS = 1_000;
/** A worker looks every ten seconds; while Slack is away posts wait as long as this, too. */
const OVERDUE_MS = 120_000;

export interface WebLoopParts {
  readonly store: Pick<Store, 'directory' | 'waiting'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly logFault: Desk['logFault'];
}

/** What a web process does by itself: it leaves everything else to workers, and says when none seems to be there. */
export function startWebLoops({ store, clock, log, logFault }: WebLoopParts): readonly Recurring[] {
  const loop = (about: string, job: () => Promise<number | null>): Recurring =>
    recurring({
      everyMs: LOOK_EVERY_MS,
      job,
      onFault: (error) => void logFault(error, about),
    });
  const following = (kind: DirectoryKind): Recurring =>
    loop(`taking the ${kind} into use`, async () => {
      await store.directory.refresh(kind);
      return store.directory.freshness(kind) === null ? UNREAD_MS : null;
    });
  const watching = loop('looking for posts that wait', async () => {
    const { undelivered, undeliveredSince } = await store.waiting();
    const seconds = undeliveredSince && Math.round((clock.now().getTime() - undeliveredSince.getTime()) / 1000);
    if (seconds !== null && seconds * 1000 > OVERDUE_MS)
      log.error({ alert: 'worker', undelivered, seconds }, NOT_POSTED);
    return null;
  });
  return [following('people'), following('workspaces'), following('channels'), following('groups'), watching];
}

const NOT_POSTED =
  'posts wait for minutes: either Slack does not take them, then a worker says so in its log; or no worker runs (npm start -- worker)';
