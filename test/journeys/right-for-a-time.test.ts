import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchBrowser } from './page/support/stage.js';
import { Window } from './page/support/window.js';
import { startSim, type Sim } from './sim.js';

/** A right for half an hour, from the typed words to its release, by clicking. */
describe('a right for a time', () => {
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

  const open = async (who: string, channel: string): Promise<Window> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(15_000);
    await page.goto(`${sim.url}/#as=${who}&channel=${channel}`);
    const window = new Window(page);
    await window.me.waitFor();
    return window;
  };

  it('is granted, has a card for both, and is given up by whoever has it', async () => {
    const katherine = await open('W0KATHER005', 'C0AUDITLOG1');
    const ada = await open('U0ADA000001', 'C0GENENGIN5');
    await katherine.say('/grant-admin @ada in marketing for 30m because launch week');
    const form = katherine.dialog('Grant admin');
    expect(await form.getByRole('textbox', { name: /For how long/ }).inputValue()).toBe('30m');
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByText(/admin of Marketing \(T0MARKETNG2\) for 30 minutes, until about/).waitFor();
    await form.getByRole('button', { name: 'Confirm' }).click();
    await form.getByText(/It ends by itself/).waitFor();
    await form.getByRole('button', { name: 'Done' }).click();

    await ada.place(/^Gridkeeper/).click();
    const card = ada.message(/You have a right for a time/);
    await card.getByRole('button', { name: 'Ask for more time' }).waitFor();
    await card.getByRole('button', { name: 'Release now' }).click();
    await ada.page
      .getByRole('alertdialog', { name: 'Release it now?' })
      .getByRole('button', { name: 'Release now' })
      .click();
    await ada
      .dialog('Release now')
      .getByText(/✅ Ada Lovelace/)
      .waitFor();
    await ada.dialog('Release now').getByRole('button', { name: 'Close' }).last().click();

    const over = ada.message(/A right for a time has ended/);
    await over.waitFor();
    expect(await over.getByRole('button', { name: 'Release now' }).count()).toBe(0);
    await katherine.message(/A right for a time is over/).waitFor();
  });
});
