import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

import { afterEach } from '@jest/globals';

import type { Simulator } from '../../../src/simulator/simulator.js';

export interface Heard {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface PlainApp {
  url: string;
  /** Every request so far. */
  heard: Heard[];
}

type Answer = (response: ServerResponse, heard: Heard) => void;

const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

/** An app that is nothing but an HTTP server, for answers Bolt would never give. It ends with the test. */
export async function startPlainApp(simulator: Simulator, answer: Answer): Promise<PlainApp> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body };
      heard.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The plain app listens nowhere.');
  const url = `http://127.0.0.1:${address.port}`;
  simulator.appUrl = url;
  running.push(
    () =>
      new Promise((resolve) => {
        simulator.appUrl = null;
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url, heard };
}
