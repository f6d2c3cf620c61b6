import { outcomeOfRun } from '../outcome.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';
import { person, words, type Words } from '../words.js';

/** What somebody is told who decides on what waits no more: who was quicker, and how it stands or ended. */
export function decidedAlready(ports: Pick<Ports, 'catalogue'>, run: Run, by: string): Words {
  const outcome = outcomeOfRun(ports, run);
  const last = run.approvals.at(-1);
  if (!last || run.state === 'withdrawn' || run.state === 'expired') return words`It waits no more. ${outcome}`;
  const verdict = last.verdict === 'approved' ? 'said yes' : 'said no';
  return last.by === by
    ? words`You ${verdict} already. ${outcome}`
    : words`${person(last.by)} was quicker and ${verdict}, so your press changes nothing. ${outcome}`;
}
