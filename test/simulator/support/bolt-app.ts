import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

import type { Simulator } from '../../../src/simulator/simulator.js';

export interface AppUnderTest {
  app: App;
  stop(): Promise<void>;
}

/** A real Bolt app over HTTP, connected to the simulator; the test adds the listeners it wants to see at work. */
export async function startBoltApp(simulator: Simulator): Promise<AppUnderTest> {
  const receiver = new HTTPReceiver({ signingSecret: simulator.signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    token: simulator.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: simulator.apiUrl, retryConfig: { retries: 0 } },
  });
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The app under test listens nowhere.');
  simulator.appUrl = `http://127.0.0.1:${address.port}`;
  return {
    app,
    stop: async () => {
      simulator.appUrl = null;
      await receiver.stop();
    },
  };
}
