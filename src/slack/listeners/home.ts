import type { App } from '@slack/bolt';
import type { HomeView, WebClient } from '@slack/web-api';

import type { DirectoryKind } from '../../engine/directory.js';
import { menuFor } from '../../engine/menu.js';
import { homeLoadingView, homeTroubleView, homeView } from '../../forms/home-view.js';
import { apology, type Desk } from '../desk.js';
import { calling } from '../errors.js';
import { withPatience } from '../patience.js';

const KINDS: readonly DirectoryKind[] = ['people', 'workspaces', 'channels', 'groups'];

/** The app's Home tab: what somebody may run, looked up each time they open it. */
export function listenToHome(app: App, desk: Desk, client: WebClient): void {
  const publish = async (user: string, view: HomeView): Promise<void> => {
    await calling('views.publish', () => client.views.publish({ user_id: user, view }));
  };
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    await desk.jobs.run(async () => {
      // Whoever has been here before sees what was here then, until it is known anew.
      if (!event.view) await publish(event.user, homeLoadingView());
      await publish(event.user, await homeOf(desk, event.user));
    });
  });
}

async function homeOf(desk: Desk, user: string): Promise<HomeView> {
  const { ports, commandPrefix: prefix } = desk;
  try {
    const org = ports.readAnew();
    const person = await withPatience(
      ports.clock,
      async () => undefined,
      () => org.person(user),
    );
    const freshness = KINDS.map((kind) => [kind, ports.directory.freshness(kind)] as const);
    return homeView({ menu: menuFor(ports, person), prefix, names: org.names(), freshness });
  } catch (error) {
    return homeTroubleView(apology(desk, null, error));
  }
}
