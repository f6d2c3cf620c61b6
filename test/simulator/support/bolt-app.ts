import { afterEach, beforeEach } from '@jest/globals';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

import type { Simulator } from '../../../src/simulator/simulator.js';
import type { Grid } from './grid.js';

export interface AppUnderTest {
  app: App;
  /** What went wrong in the app's listeners. */
  errors: Error[];
  stop(): Promise<void>;
}

/** A real Bolt app over HTTP, connected to the simulator; the test adds the listeners it wants to see at work. */
export async function startBoltApp(simulator: Simulator): Promise<AppUnderTest> {
  const receiver = new HTTPReceiver({
    signingSecret: simulator.signingSecret,
    logLevel: LogLevel.ERROR,
    // What nobody listens to gets its 404 at once and without a word in the log.
    unhandledRequestTimeoutMillis: 300,
    unhandledRequestHandler: ({ response }) => response.writeHead(404).end(),
  });
  const errors: Error[] = [];
  const app = new App({
    token: simulator.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: simulator.apiUrl, retryConfig: { retries: 0 } },
  });
  app.error(async (error) => {
    errors.push(error);
  });
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The app under test listens nowhere.');
  simulator.appUrl = `http://127.0.0.1:${address.port}`;
  return {
    app,
    errors,
    stop: async () => {
      simulator.appUrl = null;
      server.closeAllConnections();
      await receiver.stop();
    },
  };
}

/** A fresh Bolt app for every test of a file. */
export function useBoltApp(grid: Grid): { readonly app: App; readonly errors: readonly Error[] } {
  let under: AppUnderTest | undefined;
  const running = (): AppUnderTest => {
    if (!under) throw new Error('The app has not been started yet.');
    return under;
  };
  beforeEach(async () => {
    under = await startBoltApp(grid.simulator);
  });
  afterEach(() => running().stop());
  return {
    get app() {
      return running().app;
    },
    get errors() {
      return running().errors;
    },
  };
}
