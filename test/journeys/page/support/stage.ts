import { afterAll, beforeAll, beforeEach, expect, jest } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';

import { startSimulator, type Simulator } from '../../../../src/simulator/simulator.js';
import { manifest } from './manifest.js';
import { listen, type Seen } from './showcase.js';
import { startApp } from './start-app.js';
import { Window } from './window.js';

type UnderTest = Awaited<ReturnType<typeof startApp>>;

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The simulator, an app and a browser; and what must never happen in any journey. */
export class Stage {
  readonly seen: Seen;
  readonly simulator: Simulator;
  /** How long the app takes before it answers views and options. */
  readonly pause: { ms: number };
  readonly #under: UnderTest;
  readonly #browser: Browser;
  readonly #complaints: string[] = [];

  constructor(parts: { simulator: Simulator; under: UnderTest; browser: Browser; pause: { ms: number } }) {
    this.simulator = parts.simulator;
    this.pause = parts.pause;
    this.#under = parts.under;
    this.#browser = parts.browser;
    this.seen = listen(parts.under.app, parts.pause);
  }

  /** A new window in which somebody, by handle, looks at a channel. */
  async open(handle: string, channel = '', size = { width: 1280, height: 800 }): Promise<Window> {
    const window = await this.openAt(`#as=${this.simulator.org.person(handle).id}&channel=${channel}`, size);
    await window.me.waitFor();
    return window;
  }

  /** A new window at an address behind `/`. */
  async openAt(address: string, size = { width: 1280, height: 800 }): Promise<Window> {
    const page = await this.#browser.newPage({ viewport: size });
    page.setDefaultTimeout(5000);
    this.#watch(page);
    await page.goto(`${this.simulator.url}/${address}`);
    return new Window(page);
  }

  /** Errors of scripts, breaches of the Content-Security-Policy, requests that leave this machine. */
  complaints(): readonly string[] {
    return this.#complaints;
  }

  async reset(): Promise<void> {
    for (const context of this.#browser.contexts()) await context.close();
    this.simulator.reset();
    this.#complaints.length = 0;
    for (const list of Object.values(this.seen)) list.length = 0;
    this.pause.ms = 0;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#under.stop();
    await this.simulator.stop();
  }

  #watch(page: Page): void {
    page.on('pageerror', (error) => this.#complaints.push(String(error)));
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
        this.#complaints.push(line.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.simulator.url)) this.#complaints.push(`asked for ${request.url()}`);
    });
  }
}

/** A browser without a window; `CHROMIUM_PATH` says which. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
}

async function build(): Promise<Stage> {
  const simulator = await startSimulator({ manifest, patience: 1500 });
  const under = await startApp(simulator);
  const browser = await launchBrowser();
  return new Stage({ simulator, under, browser, pause: { ms: 0 } });
}

/** The stage of a test file, back to the seed before each test. Call it at the top of the file. */
export function useStage(): () => Stage {
  let stage: Stage | undefined;
  const get = (): Stage => {
    if (stage === undefined) throw new Error('The stage stands only while tests run.');
    return stage;
  };
  jest.setTimeout(30_000);
  beforeAll(async () => {
    stage = await build();
  }, 30_000);
  beforeEach(async () => get().reset());
  afterAll(async () => get().close());
  return get;
}

/** Nothing went wrong behind the scenes. Belongs at the end of a journey. */
export function expectNoComplaints(stage: Stage): void {
  expect(stage.complaints()).toEqual([]);
  expect(stage.simulator.breaches()).toEqual([]);
}
