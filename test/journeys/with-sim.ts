import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchBrowser } from './page/support/stage.js';
import { Window } from './page/support/window.js';
import { startSim, type Sim } from './sim.js';

const PEOPLE = { ada: 'U0ADA000001', katherine: 'W0KATHER005', margaret: 'W0MARGAR003', grace: 'W0GRACE0002' };
const CHANNELS = { audit: 'C0AUDITLOG1', approvals: 'C0APPROVAL2', general: 'C0GENENGIN5' };

/** `npm run sim` and a browser for the journeys of one file; each journey begins with an organisation as it was. */
export function withSim(): {
  readonly sim: Sim;
  /** A window in which somebody looks at a channel. */
  open(who: keyof typeof PEOPLE, channel: keyof typeof CHANNELS): Promise<Window>;
} {
  let sim: Sim;
  let browser: Browser;

  beforeAll(async () => {
    sim = await startSim();
    browser = await launchBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await sim.stop();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await fetch(`${sim.url}/control/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
  });

  return {
    get sim() {
      return sim;
    },
    open: async (who, channel) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      page.setDefaultTimeout(15_000);
      await page.goto(`${sim.url}/#as=${PEOPLE[who]}&channel=${CHANNELS[channel]}`);
      const window = new Window(page);
      await window.me.waitFor();
      return window;
    },
  };
}
