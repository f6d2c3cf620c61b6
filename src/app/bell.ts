import type { ProcessKind } from './process-kind.js';
import type { Alarm } from '../store/alarm.js';
import type { Foundation } from '../store/open.js';
import type { Logger } from '../telemetry/log.js';

const SILENT: Alarm = { ring: () => undefined, listen: () => Promise.resolve(), stop: () => Promise.resolve() };

/** By which a web process wakes a worker. Where it cannot be had, everything is done all the same, up to ten seconds later. */
export async function bellOf(kind: ProcessKind, foundation: Pick<Foundation, 'alarm'>, log: Logger): Promise<Alarm> {
  if (kind === 'both') return SILENT;
  const onTrouble = (error: unknown): void => log.warn({ err: error }, LATER);
  return foundation.alarm(onTrouble).catch((error: unknown) => {
    onTrouble(error);
    return SILENT;
  });
}

const LATER = 'workers are not woken by web processes; they find what waits when they look, every ten seconds';
