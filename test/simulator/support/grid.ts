import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { ChatPostMessageArguments, ChatPostMessageResponse, WebClient } from '@slack/web-api';

import type { SimulatorOptions } from '../../../src/simulator/options.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { startSimulator } from '../../../src/simulator/simulator.js';
import { adminClient, botClient } from './clients.js';
import { manifest } from './manifest.js';

/** A simulator for all tests of a file, as seeded before each of them. */
export interface Grid {
  simulator: Simulator;
  bot: WebClient;
  admin: WebClient;
  /** Turns the simulated Slack's clock forward. */
  pass(milliseconds: number): void;
  /** One more simulator, stopped after the test however that ends. */
  another(options?: Partial<SimulatorOptions>): Promise<Simulator>;
}

/** Starts one before the tests of this file and stops it after them. */
export function useGrid(options: Partial<SimulatorOptions> = {}): Grid {
  let ahead = 0;
  let simulator: Simulator | undefined;
  let clients: { bot: WebClient; admin: WebClient } | undefined;
  const running = <Thing>(thing: Thing | undefined): Thing => {
    if (thing === undefined) throw new Error('The simulator has not been started yet.');
    return thing;
  };
  beforeAll(async () => {
    simulator = await startSimulator({ manifest, clock: () => Date.now() + ahead, ...options });
    clients = { bot: botClient(simulator), admin: adminClient(simulator) };
  });
  beforeEach(() => running(simulator).reset());
  const others: Simulator[] = [];
  afterEach(async () => {
    for (const other of others.splice(0)) await other.stop();
  });
  afterAll(() => running(simulator).stop());
  return {
    get simulator() {
      return running(simulator);
    },
    get bot() {
      return running(clients).bot;
    },
    get admin() {
      return running(clients).admin;
    },
    pass(milliseconds) {
      ahead += milliseconds;
    },
    async another(more = {}) {
      const other = await startSimulator({ manifest, ...more });
      others.push(other);
      return other;
    },
  };
}

/** `chat.postMessage`, in short. */
export async function post(client: WebClient, wish: ChatPostMessageArguments): Promise<ChatPostMessageResponse> {
  return client.chat.postMessage(wish);
}

/** The same for a message that must have arrived: its channel and ts. */
export async function posted(
  client: WebClient,
  wish: ChatPostMessageArguments,
): Promise<{ channel: string; ts: string }> {
  const { channel, ts } = await post(client, wish);
  if (channel === undefined || ts === undefined) throw new Error('The message has no place.');
  return { channel, ts };
}
