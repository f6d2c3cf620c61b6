import type { Ports } from './ports.js';
import type { Run } from './run.js';

/** Whether the live state can tell how a run ended whose answer was lost; where not, only a person can say. */
export function canBeReadBack({ catalogue }: Pick<Ports, 'catalogue'>, run: Run): boolean {
  return catalogue.byMethod(run.operation).readBack?.(run.plan?.before ?? {}) !== 'impossible';
}
