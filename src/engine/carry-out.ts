import { execute } from './execute.js';
import type { Telling } from './outcome.js';
import type { Ports } from './ports.js';
import { readHeld } from './reading/read-held.js';
import type { Run } from './run.js';

/** Carries out a run that this process holds, whether it changes something or only reads. */
export function carryOut(ports: Ports, run: Run, telling: Telling): Promise<Run> {
  const operation = ports.catalogue.byMethod(run.operation);
  return operation.page ? readHeld(ports, run, telling) : execute(ports, run, telling);
}
