import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import type { WholeRun } from './slack.js';

const MARKETING = 'T0MARKETNG2';
/** Who does it, and to whom; each pair by itself, so that they do not stand in each other's way. */
const PAIRS = [
  ['katherine', 'ada'],
  ['alan', 'sam.osei'],
  ['mary', 'robin'],
  ['margaret', 'kathleen'],
] as const;

const PATIENCE = { timeout: 30_000 };

/** So many runs from the typed words to the result, four at a time: somebody becomes an admin, and a member again. */
export async function wholeRuns(slack: Simulator, count: number): Promise<WholeRun[]> {
  const done: WholeRun[] = [];
  let begun = 0;
  const pair = async ([who, whom]: (typeof PAIRS)[number]): Promise<void> => {
    const person = slack.as(who);
    while (begun < count) {
      begun += 1;
      done.push(await wholeRun(slack, person, whom));
    }
  };
  await Promise.all(PAIRS.map(pair));
  return done;
}

async function wholeRun(slack: Simulator, person: PersonAtWork, whom: string): Promise<WholeRun> {
  const role = (): string | undefined => slack.org.person(whom).workspaces[MARKETING];
  const before = role();
  await types(slack, person, before === 'admin' ? '/revoke-admin' : '/grant-admin', `@${whom} in marketing`);
  const submitted = performance.now();
  await submits(slack, person);
  const planned = performance.now();
  const result = submits(slack, person);
  await slack.waitFor(() => role() !== before, PATIENCE);
  const called = performance.now();
  await result;
  return { plan: planned - submitted, call: called - planned };
}

/** Asks for what another person has to approve, and leaves it waiting. */
export async function request(slack: Simulator): Promise<void> {
  const margaret = slack.as('margaret');
  await types(slack, margaret, '/grant-admin', '@ada in the org');
  await submits(slack, margaret);
  await submits(slack, margaret);
}

async function types(slack: Simulator, person: PersonAtWork, command: string, text: string): Promise<void> {
  await seesAnother(slack, person, async () => {
    await person.command(command, `${text} because launch week`);
  });
}

async function submits(slack: Simulator, person: PersonAtWork): Promise<void> {
  await seesAnother(slack, person, async () => {
    const { ok, problem } = await person.submit();
    if (!ok) throw new Error(`A submission was not taken: ${problem ?? 'errors beside the fields'}`);
  });
}

/** Does something, and waits until the person looks at another view that is no loading view. */
async function seesAnother(slack: Simulator, person: PersonAtWork, does: () => Promise<void>): Promise<void> {
  const before = person.view()?.hash;
  await does();
  const isThere = (): boolean => {
    const view = person.view();
    return view !== undefined && view.hash !== before && !LOADING.test(JSON.stringify(view.blocks));
  };
  await slack.waitFor(isThere, PATIENCE);
}

/** How a loading view begins, unlike one that says for what it waits. */
const LOADING = /⏳ [^*]/u;
