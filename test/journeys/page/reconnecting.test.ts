import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { startSimulator, type Simulator } from '../../../src/simulator/simulator.js';
import { eventually } from './support/eventually.js';
import { manifest } from './support/manifest.js';
import { launchBrowser } from './support/stage.js';
import { Window } from './support/window.js';

jest.setTimeout(30_000);

const ANNOUNCEMENTS = 'C0ANNOUNCE3';
let simulator: Simulator;
let browser: Browser;

beforeEach(async () => {
  simulator = await startSimulator({ manifest });
  browser = await launchBrowser();
});

afterEach(async () => {
  await browser.close();
  await simulator.stop();
});

describe('the page', () => {
  it('says when the simulator is gone, and shows by itself what it missed', async () => {
    const page = await browser.newPage();
    await page.goto(`${simulator.url}/#as=${simulator.org.person('ada').id}&channel=${ANNOUNCEMENTS}`);
    const window = new Window(page);
    await window.composer.fill('half a sentence');
    const port = Number(new URL(simulator.url).port);

    await simulator.stop();
    await page.getByText('The connection to the simulator is lost').waitFor();
    simulator = await startSimulator({ manifest, port });
    const user = simulator.org.person('grace').id;
    simulator.slack.messages.post({ channel: ANNOUNCEMENTS, user, text: 'said in the meantime' });

    await window.message('said in the meantime').waitFor({ timeout: 15_000 });
    await eventually(async () =>
      expect(await page.getByText('The connection to the simulator is lost').count()).toBe(0),
    );
    expect(await window.composer.inputValue()).toBe('half a sentence');
    simulator.slack.messages.post({ channel: ANNOUNCEMENTS, user, text: 'and live again' });
    await window.message('and live again').waitFor();
  });
});
