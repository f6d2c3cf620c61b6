import type { StreamState } from '../../engine/ledger/stream-ledger.js';
import { bad, note, ok, type Finding } from './finding.js';

const ABOUT = 'stream';
/** What a running app sends leaves within seconds, and one failure is nothing to speak of. */
const OVERDUE_MS = 60_000;

/**
 * How far the ledger has come on its way to its receiver, and since when it is behind.
 * @param sink `AUDIT_SINK_URL`, of which only the host is told; `null`: there is no receiver
 * @param state `null` where the database could not be read, or nobody knows yet whose ledger it is
 */
export function examineStream(sink: string | null, state: StreamState | null, now: Date): Finding {
  if (sink === null) return note(ABOUT, 'AUDIT_SINK_URL is not set: the ledger is streamed to nobody');
  if (!state) return note(ABOUT, 'how far it has come stands in the database, which says nothing of it here');
  const { waiting, waitingSince, failingSince, problem } = state;
  const { host } = new URL(sink);
  const isOver = (since: Date | null): since is Date => since !== null && now.getTime() - since.getTime() >= OVERDUE_MS;
  if (isOver(failingSince))
    return bad(
      ABOUT,
      `${host} has taken nothing since ${failingSince.toISOString()} (${problem}). ${entries(state)}; nothing is lost. Look at the receiver: it has to answer with a 2xx status within 8 seconds (docs/ledger.md).`,
    );
  if (waiting < 0)
    return note(
      ABOUT,
      `the ledger is shorter than what ${host} has, as after a restored backup: it is sent all of it anew`,
    );
  if (isOver(waitingSince))
    return bad(ABOUT, `${entries(state)} for ${host}. Look whether a worker runs (npm start, or npm start -- worker).`);
  return ok(ABOUT, waiting === 0 ? `${host} has taken every entry` : `${entries(state)} for ${host}`);
}

function entries({ waiting, waitingSince }: StreamState): string {
  const many = waiting === 1 ? '1 entry waits' : `${waiting} entries wait`;
  return waitingSince ? `${many}, the oldest since ${waitingSince.toISOString()}` : many;
}
