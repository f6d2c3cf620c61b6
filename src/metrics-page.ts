import type { Directory, DirectoryKind } from './engine/organisation/directory.js';
import type { Clock } from './engine/ports.js';
import type { MetricsPage } from './slack/door/server.js';
import type { Store } from './store/open.js';
import { METRICS_TYPE, metricsText } from './telemetry/metrics.js';

const KINDS: readonly DirectoryKind[] = ['people', 'workspaces', 'channels', 'groups'];

/** What monitoring may read; `store` is asked anew each time, and is not there before the organisation is known. */
export function metricsPage(token: string | null, clock: Clock, store: () => Store | null): MetricsPage | null {
  if (token === null) return null;
  return {
    token,
    contentType: METRICS_TYPE,
    text: async () => {
      const now = clock.now().getTime();
      const opened = store();
      // Without its database the app can still say what this process has seen.
      const waiting = await opened?.waiting().catch(() => undefined);
      return metricsText({
        databaseUp: waiting !== undefined,
        waitingApprovals: waiting?.waitingApprovals ?? 0,
        executing: waiting?.executing ?? 0,
        unknown: waiting?.unknown ?? 0,
        undelivered: waiting?.undelivered ?? 0,
        undeliveredAge: secondsSince(waiting?.undeliveredSince ?? null, now) ?? 0,
        directoryAge: opened ? ages(opened.directory, now) : {},
      });
    },
  };
}

function ages(directory: Pick<Directory, 'freshness'>, now: number): Record<string, number> {
  return Object.fromEntries(
    KINDS.flatMap((kind) => {
      const age = secondsSince(directory.freshness(kind), now);
      return age === null ? [] : [[kind, age]];
    }),
  );
}

const secondsSince = (at: Date | null, now: number): number | null => at && Math.max(0, (now - at.getTime()) / 1000);
