import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

import type { Simulator } from '../../../../src/simulator/simulator.js';

/** A real Bolt app over HTTP that the simulator delivers to, and how to stop it. */
export async function startApp(simulator: Simulator): Promise<{ app: App; stop: () => Promise<void> }> {
  const receiver = new HTTPReceiver({ signingSecret: simulator.signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    token: simulator.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: simulator.apiUrl, retryConfig: { retries: 0 } },
  });
  // A view that was closed before it could be updated is part of several journeys.
  app.error(async () => undefined);
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The app listens nowhere.');
  simulator.appUrl = `http://127.0.0.1:${address.port}`;
  const stop = async (): Promise<void> => {
    simulator.appUrl = null;
    server.closeAllConnections();
    await receiver.stop();
  };
  return { app, stop };
}
