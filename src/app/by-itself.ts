import { startLoops, type LoopParts } from '../loops.js';
import type { Recurring } from '../recurring.js';
import type { Alarm } from '../store/alarm.js';
import type { ProcessKind } from './process-kind.js';
import { startWebLoops } from './web-loops.js';

/** Begins what a process of this kind does by itself; `delivering` is there where it posts. */
export async function beginByItself(
  kind: ProcessKind,
  bell: Alarm,
  parts: LoopParts,
): Promise<{ readonly loops: readonly Recurring[]; readonly delivering: Recurring | null }> {
  if (kind === 'web') return { loops: startWebLoops({ ...parts, clock: parts.ports.clock }), delivering: null };
  const loops = startLoops(parts);
  await bell.listen(() => loops.delivering.nudge());
  return { loops: Object.values(loops), delivering: loops.delivering };
}
