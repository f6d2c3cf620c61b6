import type { Directory, DirectoryKind } from '../../engine/organisation/directory.js';
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
  const found = await Promise.all((await ports.records.underWay(LOOKED_AT)).map((id) => ports.records.find(id)));
  const underWay = found.filter((run) => run !== null).filter((run) => maySee(reader, run));
  const { runs: recent } = await readHistory(ports, reader, {
    filter: {},
    stretch: { of: 'newest' },
    most: MOST_RECENT,
  });
  return { underWay: underWay.slice(0, MOST_UNDER_WAY), recent };
}

const maySee = ({ person, operations }: Reader, { requester, operation }: Run): boolean =>
  requester === person || operations.includes(operation);

const KINDS: readonly DirectoryKind[] = ['people', 'workspaces', 'channels', 'groups'];

/** How the app is. What cannot be found out stands as what is wrong. */
export async function healthFor({ ports, upkeep }: Desk): Promise<Health> {
  const auditChannel = await ports.auditChannelProblem().catch(asProblem);
  const approvalChannel = await ports.approvalChannelProblem().then((problem) => problem?.says ?? null, asProblem);
  const read = KINDS.map((kind) => ports.directory.freshness(kind));
  const namesAsOf = read.reduce((oldest, at) => (oldest && at ? (at < oldest ? at : oldest) : null));
  const paused = (await ports.pauses.inForce()) !== null;
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
