import { randomUUID } from 'node:crypto';

import type { FileOfRows } from '../../src/engine/reading/export.js';
import { makePlan } from '../../src/engine/planning/make-plan.js';
import type { Page } from '../../src/engine/reading/page.js';
import type { JsonObject } from '../../src/engine/planning/plan.js';
import type { Ports } from '../../src/engine/ports.js';
import { readNow } from '../../src/engine/reading/read.js';
import type { Run } from '../../src/engine/run.js';
import type { Press } from '../../src/engine/reading/turn-page.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { HOUR } from './clock.js';

/* Runs that only read, as the listeners bring them about. */

/** A planned run of somebody who wants to read. */
export async function wantsToRead(ports: Ports, requester: string, input: JsonObject): Promise<Run> {
  const id = randomUUID();
  const now = ports.clock.now();
  const newRun = { id, operation: 'admin.users.list', requester, origin: id, viewId: null };
  await ports.records.open(newRun, now, new Date(now.getTime() + HOUR));
  const made = await makePlan(ports, await theRun(ports, id), 0, input);
  if (made.kind !== 'planned') throw new Error(`No plan came of it: ${made.kind}`);
  return made.run;
}

/** The same, with the first page read. */
export async function hasRead(ports: Ports, requester: string, input: JsonObject): Promise<Run> {
  const read = await readNow(ports, await wantsToRead(ports, requester, input));
  if (read.kind !== 'page') throw new Error(`No page came of it: ${read.kind}`);
  return read.run;
}

export async function theRun(ports: Ports, id: string): Promise<Run> {
  const run = await ports.records.find(id);
  if (!run) throw new Error('The run is gone.');
  return run;
}

/** A press by the requester at the page that is shown. */
export const pressAt = (run: Run, changes: Partial<Press> = {}): Press => ({
  by: run.requester,
  step: run.step,
  onTaken: async () => true,
  ...changes,
});

export interface TestFile extends FileOfRows {
  readonly pages: Page[];
  readonly sent: number[];
}

/** A file that is kept; `send` may be made to fail. */
export function fileInMemory(send: () => Promise<void> = async () => undefined): TestFile {
  const pages: Page[] = [];
  const sent: number[] = [];
  return {
    pages,
    sent,
    add: async (page) => void pages.push(page),
    send: async (rows) => {
      await send();
      sent.push(rows);
    },
  };
}

/** Lets so many more people join Marketing. */
export function moreMembers(slack: Simulator, count: number): void {
  const like = slack.org.person('emmy');
  const more = Array.from({ length: count }, (_, index) => ({
    ...like,
    id: `W0MORE${String(index).padStart(6, '0')}`,
    handle: `more.${index}`,
    real_name: `Member ${index}`,
    email: `more.${index}@engines.example`,
  }));
  slack.org.data.people.push(...more);
}
