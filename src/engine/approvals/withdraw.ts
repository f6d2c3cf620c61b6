import { endNotices } from './asking.js';
import { aboutRun } from '../ledger/entries.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';
import { person, words } from '../words.js';

/** Takes back a request that waits for approval. Only whoever asked can; `null` where it is not theirs or too late. */
export async function withdraw(ports: Ports, run: Run, actor: string): Promise<Run | null> {
  if (actor !== run.requester) return null;
  const says = words`${person(actor)} withdrew the request. Nothing was changed.`;
  return ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    to: 'withdrawn',
    at: ports.clock.now(),
    changes: { dueAt: null, because: { rule: 'withdrawn', says } },
    entries: [{ kind: 'run.withdrawn', actor, ...aboutRun(run) }],
    notices: endNotices(run, says).filter(({ to }) => typeof to === 'string' || !('person' in to)),
  });
}
