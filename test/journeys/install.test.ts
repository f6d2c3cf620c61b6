import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { launchBrowser } from './page/support/stage.js';
import { Window } from './page/support/window.js';
import { startSim, type Sim } from './sim.js';

const AUDIT = 'C0AUDITLOG1';

/** A real organisation’s first hour, clicked through: `SIM_OAUTH=1 npm run sim`. Each part begins where the last one ended. */
describe('an install', () => {
  let sim: Sim;
  let browser: Browser;

  beforeAll(async () => {
    sim = await startSim({ SIM_OAUTH: '1' });
    browser = await launchBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await sim.stop();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  const people = { katherine: 'W0KATHER005', grace: 'W0GRACE0002', dorothy: 'W0DOROTH004' };

  const open = async (who: keyof typeof people): Promise<Window> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(15_000);
    await page.goto(`${sim.url}/#as=${people[who]}&channel=${AUDIT}`);
    const window = new Window(page);
    await window.me.waitFor();
    return window;
  };
  const openPanel = async (window: Window): Promise<void> => {
    await window.page.getByRole('button', { name: 'Control panel', exact: true }).click();
    await window.panel.getByRole('heading', { name: 'Install of the app' }).waitFor();
  };
  /** From the button in the control panel over Slack’s page to the app’s last one. */
  const install = async (window: Window, button: string, person: RegExp): Promise<Page> => {
    const link = window.panel.getByRole('link', { name: button, exact: true });
    const [page] = await Promise.all([window.page.context().waitForEvent('page'), link.click()]);
    page.setDefaultTimeout(15_000);
    await page.locator('a.go').click();
    await page.getByRole('heading', { name: /is requesting permission/ }).waitFor();
    const name = (await page.getByLabel('You are').locator('option').allTextContents()).find((text) =>
      person.test(text),
    );
    await page.getByLabel('You are').selectOption({ label: name ?? '' });
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: /^Installed/ }).waitFor();
    return page;
  };
  const grants = async (window: Window): Promise<void> => {
    await window.say('/grant-admin @ada in marketing because launch week');
    const form = window.dialog('Grant admin');
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByText('member → admin of Marketing').waitFor();
    await form.getByRole('button', { name: 'Confirm' }).click();
    await form.getByText('✅ Done').waitFor();
    await form.getByRole('button', { name: 'Done' }).click();
  };
  const readiness = (): Promise<string> => fetch(`${sim.url}/control/install`).then((answer) => answer.text());

  it('is what the app waits for: without it there is no command', async () => {
    const window = await open('katherine');
    await window.say('/grant-admin');
    await window.page.getByText('/grant-admin is not a valid command.').waitFor();
    await openPanel(window);
    await window.panel.getByText('It is not installed.').waitFor();
    expect(await readiness()).toContain('"installers":[]');
  });

  it('by an org owner makes it ready without a restart, and somebody grants admin', async () => {
    const window = await open('katherine');
    await openPanel(window);
    const page = await install(window, 'Install', /^Dorothy/);
    await page.close();
    await window.panel.getByText('Installed by Dorothy Vaughan.').waitFor();
    await window.page.getByRole('button', { name: 'Close control panel' }).click();
    await grants(window);
    await window.message(/Grant admin: done/).waitFor();
  });

  it('by an admin of lower rank waits for an org owner, who agrees in a direct message', async () => {
    const grace = await open('grace');
    const window = await open('katherine');
    await openPanel(window);
    const page = await install(window, 'Install again', /^Alan/);
    await page.getByText(/until an org owner agrees/).waitFor();
    await page.close();
    await grace.place(/^Gridkeeper/).click();
    await grace
      .message(/until an org owner agrees/)
      .getByRole('button', { name: 'Use their rights' })
      .click();
    await grace.message(/agreed: from now on the app works with the rights of/).waitFor();
  });

  it('is over when the app is uninstalled, and can be done again', async () => {
    const window = await open('katherine');
    await openPanel(window);
    await window.panel.getByRole('button', { name: 'Uninstall' }).click();
    await window.page
      .getByRole('alertdialog', { name: 'Uninstall the app?' })
      .getByRole('button', { name: 'Uninstall' })
      .click();
    await window.panel.getByText('It is not installed.').waitFor();
    const page = await install(window, 'Install', /^Margaret/);
    await page.close();
    await window.panel.getByText('Installed by Margaret Hamilton.').waitFor();
    await window.page.getByRole('button', { name: 'Close control panel' }).click();
    await window.say('/list-users');
    await window.dialog('List people').getByRole('button', { name: 'Show' }).waitFor();
  });
});
