import { DIRECTORY_KINDS, type Directory } from '../../engine/organisation/directory.js';
import type { Reader } from '../../engine/reading/history.js';
import { readHistory } from '../../engine/reading/read-history.js';
import type { Run } from '../../engine/run.js';
import { isSlackError } from '../../engine/errors/slack-errors.js';
import type { Health } from '../../forms/home-looking-back.js';
import type { Desk } from '../desk.js';

/* The part of the Home tab that tells how things went, and how the app is. */

const MOST_RECENT = 5;
const MOST_UNDER_WAY = 5;
const LOOKED_AT = 50;

/** What runs now and what was run last, of what somebody may see. */
export async function runsFor(
  { ports }: Desk,
  reader: Reader,
): Promise<{ readonly underWay: readonly Run[]; readonly recent: readonly Run[] }> {
  const ids = await ports.records.underWay(LOOKED_AT);
  // Glanced at first: a run read whole is many queries, and most of these are not shown.
  const glances = await Promise.all(ids.map((id) => ports.records.glance(id)));
  const seen = ids.filter((_, index) => maySee(reader, glances[index] ?? null)).slice(0, MOST_UNDER_WAY);
  const found = await Promise.all(seen.map((id) => ports.records.find(id)));
  const { runs: recent } = await readHistory(ports, reader, {
    filter: {},
    stretch: { of: 'newest' },
    most: MOST_RECENT,
  });
  return { underWay: found.filter((run) => run !== null), recent };
}

const maySee = ({ person, operations }: Reader, run: Pick<Run, 'requester' | 'operation'> | null): boolean =>
  run !== null && (run.requester === person || operations.includes(run.operation));

/** How the app is. What cannot be found out stands as what is wrong. */
export async function healthFor({ ports, upkeep }: Desk, paused: boolean): Promise<Health> {
  const auditChannel = await ports.auditChannelProblem().catch(asProblem);
  const approvalChannel = await ports.approvalChannelProblem().then((problem) => problem?.says ?? null, asProblem);
  const read = DIRECTORY_KINDS.map((kind) => ports.directory.freshness(kind));
  const namesAsOf = read.reduce((oldest, at) => (oldest && at ? (at < oldest ? at : oldest) : null));
  return { auditChannel, approvalChannel, tokens: upkeep.problems().length === 0, paused, namesAsOf };
}

function asProblem(error: unknown): [string] {
  if (isSlackError(error)) return [`it could not be looked at: ${error.message}`];
  throw error;
}

/** Org owners and org admins, as far as the local copy knows. */
export function whomToAsk(directory: Pick<Directory, 'orgAdmins'>): readonly string[] {
  try {
    return directory.orgAdmins();
  } catch (error) {
    if (isSlackError(error)) return [];
    throw error;
  }
}
