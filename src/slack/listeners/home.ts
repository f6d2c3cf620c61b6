import type { App } from '@slack/bolt';
import type { HomeView, KnownBlock, WebClient } from '@slack/web-api';

import { DIRECTORY_KINDS, namesOfPeople } from '../../engine/organisation/directory.js';
import { menuOf, operationsIn } from '../../engine/menu.js';
import type { OrgReader } from '../../engine/operation.js';
import type { Pause } from '../../engine/pausing/pause.js';
import { pauseSaid } from '../../engine/pausing/pause-words.js';
import { orgRank, type Person } from '../../engine/organisation/people.js';
import { isAtLeast } from '../../engine/organisation/ranks.js';
import { waitingFor } from '../../engine/approvals/waiting-for.js';
import { person as mentioned, words } from '../../engine/words.js';
import { sections } from '../../forms/blocks.js';
import { homeApprovals, type HomeApprovals } from '../../forms/home-approvals.js';
import { homeGrants } from '../../forms/home-grants.js';
import { homeHealth, homeRuns, homeWhomToAsk } from '../../forms/home-looking-back.js';
import { homePause } from '../../forms/home-pause.js';
import { homeLoadingView, homeTroubleView, homeView } from '../../forms/home-view.js';
import { apology, type Desk } from '../desk.js';
import { calling } from '../clients/errors.js';
import { healthFor, runsFor, whomToAsk } from '../screens/looking-back.js';
import { withPatience } from '../clients/patience.js';

/** The app's Home tab: what waits for somebody, and what they may run, looked up each time they open it. */
export function listenToHome(app: App, desk: Desk, client: WebClient): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    const shown = desk.jobs.run(async () => {
      // Whoever has been here before sees what was here then, until it is known anew.
      if (!event.view) await publish(client, event.user, homeLoadingView());
      await publishHome(desk, client, event.user);
    });
    // Where not even the tab can be published, there is no place left to say so: it stays as it was.
    await shown.catch((error: unknown) => desk.logFault(error, 'showing the Home tab'));
  });
}

/** Brings somebody's Home tab up to date. */
export async function publishHome(desk: Desk, client: WebClient, user: string): Promise<void> {
  await publish(client, user, await homeOf(desk, user));
}

/** The same after something that was done elsewhere: that it could not be shown is no fault of what was done. */
export async function refreshHome(desk: Desk, client: WebClient, user: string): Promise<void> {
  await publishHome(desk, client, user).catch((error: unknown) => desk.logFault(error, 'showing the Home tab'));
}

async function publish(client: WebClient, user: string, view: HomeView): Promise<void> {
  await calling('views.publish', () => client.views.publish({ user_id: user, view }));
}

async function homeOf(desk: Desk, user: string): Promise<HomeView> {
  const { ports, commandPrefix: prefix } = desk;
  try {
    const org = ports.readAnew();
    const { menu, person } = await patiently(desk, () => menuOf(ports, user, org));
    const freshness = DIRECTORY_KINDS.map((kind) => [kind, ports.directory.freshness(kind)] as const);
    const approvals = homeApprovals(ports.catalogue, await approvalsOf(desk, org, user));
    const reader = { person: user, operations: operationsIn(menu) };
    const mayRun = reader.operations.length > 0;
    const pause = mayRun ? await ports.pauses.inForce() : null;
    const goingOn = [
      ...(mayRun ? pauseOf(desk, person, pause) : othersOf(desk)),
      ...(await trouble(desk, person)),
      ...approvals,
      ...(await grantsOf(desk, org, user)),
      ...homeRuns(ports.catalogue, await runsFor(desk, reader)),
      ...(mayRun ? [homeHealth(await healthFor(desk, pause !== null), {})] : []),
    ];
    return homeView({ menu, prefix, names: org.names(), freshness, goingOn });
  } catch (error) {
    return homeTroubleView(apology(desk, null, error));
  }
}

/** Whom to ask, for those who may run nothing on others. */
function othersOf({ ports: { directory } }: Desk): KnownBlock[] {
  const people = whomToAsk(directory);
  return homeWhomToAsk(people, namesOfPeople(directory, people.map(mentioned)));
}

/** That all changes are paused, if they are. */
function pauseOf({ ports }: Desk, person: Person, pause: Pause | null): KnownBlock[] {
  if (!pause) return [];
  const mayResume = isAtLeast(orgRank(person), 'org_owner') && pause.by !== person.id;
  return homePause(pauseSaid(ports.directory, pause), { id: pause.id, mayResume });
}

/** The rights for a time that somebody has, or asked for. */
async function grantsOf({ ports }: Desk, org: OrgReader, whose: string): Promise<KnownBlock[]> {
  const grants = await ports.grants.inForce(whose);
  for (const grant of grants) [grant.person, grant.place].forEach((id) => org.mention(id));
  return homeGrants(grants, { whose, now: ports.clock.now(), names: org.names() });
}

/** What is wrong with the install, the policy file or the record’s way to its readers, to those who can have it mended. */
async function trouble({ upkeep, policyProblem, record, ports }: Desk, person: Person): Promise<KnownBlock[]> {
  if (!isAtLeast(orgRank(person), 'org_admin')) return [];
  await upkeep.check();
  const broken = policyProblem();
  const found = [...upkeep.problems(), ...(await record.problems())].map(({ says }) => says);
  const problems = [...found, ...(broken ? [broken] : [])].map((says) => words`⚠️ ${says}`);
  return sections(problems, namesOfPeople(ports.directory, problems.flat()));
}

/** What waits is not worth losing the rest of the tab for. */
async function approvalsOf(desk: Desk, org: OrgReader, user: string): Promise<HomeApprovals> {
  try {
    const waiting = await patiently(desk, () => waitingFor(desk.ports, org, user));
    return { ...waiting, problem: null };
  } catch (error) {
    return { toDecide: [], mine: [], more: false, problem: apology(desk, null, error) };
  }
}

function patiently<T>({ ports }: Desk, read: () => Promise<T>): Promise<T> {
  return withPatience(ports.clock, async () => undefined, read);
}
