import type { Config } from './config.js';
import { DIRECTORY_KINDS, type Directory } from './engine/organisation/directory.js';
import type { Clock } from './engine/ports.js';
import type { Reception } from './slack/door/reception.js';
import type { MetricsPage } from './slack/door/server.js';
import type { Store } from './store/open.js';
import { METRICS_TYPE, metricsText, type OnItsWay } from './telemetry/metrics.js';

interface Asked {
  readonly store: Pick<Store, 'waiting' | 'directory' | 'stream' | 'checkpoints'>;
  readonly reception: Pick<Reception, 'connections'>;
}

/** What monitoring may read; `begun` is asked anew each time, and is not there before the organisation is known. */
export function metricsPage(
  { metricsToken, ledger }: Pick<Config, 'metricsToken' | 'ledger'>,
  clock: Clock,
  begun: () => Asked | null,
): MetricsPage | null {
  if (metricsToken === null) return null;
  return {
    token: metricsToken,
    contentType: METRICS_TYPE,
    text: async () => {
      const now = clock.now().getTime();
      const asked = begun();
      const store = asked?.store;
      // Without its database the app can still say what this process has seen.
      const waiting = await store?.waiting().catch(() => undefined);
      return metricsText({
        databaseUp: waiting !== undefined,
        waitingApprovals: waiting?.waitingApprovals ?? 0,
        executing: waiting?.executing ?? 0,
        unknown: waiting?.unknown ?? 0,
        undelivered: waiting?.undelivered ?? 0,
        undeliveredAge: secondsSince(waiting?.undeliveredSince ?? null, now) ?? 0,
        directoryAge: store ? ages(store.directory, now) : {},
        connections: asked?.reception.connections() ?? null,
        stream: store && ledger.sink !== null ? await streamed(store, now) : null,
        checkpoints: store && ledger.worm ? await outside(store, now) : null,
      });
    },
  };
}

async function streamed({ stream }: Pick<Store, 'stream'>, now: number): Promise<OnItsWay | null> {
  const state = await stream.state().catch(() => null);
  return state && { count: Math.max(0, state.waiting), age: secondsSince(state.waitingSince, now) ?? 0 };
}

async function outside({ checkpoints }: Pick<Store, 'checkpoints'>, now: number): Promise<OnItsWay | null> {
  const waiting = await checkpoints.undelivered().catch(() => null);
  return waiting && { count: waiting.count, age: secondsSince(waiting.since, now) ?? 0 };
}

function ages(directory: Pick<Directory, 'freshness'>, now: number): Record<string, number> {
  return Object.fromEntries(
    DIRECTORY_KINDS.flatMap((kind) => {
      const age = secondsSince(directory.freshness(kind), now);
      return age === null ? [] : [[kind, age]];
    }),
  );
}

const secondsSince = (at: Date | null, now: number): number | null => at && Math.max(0, (now - at.getTime()) / 1000);
