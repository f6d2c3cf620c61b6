import { NOBODY_KNOWN } from '../../src/cli/policy-cases/run.js';
import type { Directory } from '../../src/engine/organisation/directory.js';

/** A local copy that knows nobody and nothing. */
export function emptyDirectory(): Directory {
  return { ...NOBODY_KNOWN };
}
