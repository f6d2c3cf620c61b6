import type { Ports } from './ports.js';
import type { Run } from './run.js';

/** Whether the live state can tell how a run ended whose answer was lost; where not, only a person can say. */
export function canBeReadBack({ catalogue }: Pick<Ports, 'catalogue'>, { operation, plan }: Run): boolean {
  return !plan || catalogue.byMethod(operation).readBack?.(plan.before) !== 'impossible';
}
