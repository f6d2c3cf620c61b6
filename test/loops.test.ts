import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../src/engine/aws.js';
import type { Ports } from '../src/engine/ports.js';
import { startLoops } from '../src/loops.js';
import { catalogue } from '../src/operations/catalogue.js';
import type { Simulator } from '../src/simulator/simulator.js';
import { connectSlack } from '../src/slack/clients/connect.js';
import { openStore } from '../src/store/open.js';
import { createLogger } from '../src/telemetry/log.js';
import { FakeClock } from './support/clock.js';
import { withDatabase } from './support/database.js';
import { startEngineProcess, startGrid } from './support/engine.js';

describe('what goes on by itself', () => {
  const database = withDatabase();
  let slack: Simulator;
  beforeAll(async () => {
    slack = await startGrid();
  });
  afterAll(() => slack.stop());

  it.each(['unknown', 'received', 'awaiting_approval', 'executing'])(
    'goes on with everything else where looking for what is %s takes for ever',
    async (stuck) => {
      const clock = new FakeClock();
      const log = createLogger({ level: 'silent', secrets: [] });
      const { ports, config } = await startEngineProcess(slack, database.current, clock);
      const place = { kind: 'opened' as const, database: database.current, schema: database.current.schema };
      const store = await openStore({
        place,
        enterpriseId: config.enterpriseId,
        holder: 'loops',
        now: clock.now(),
        onNotice: () => undefined,
        onLost: () => undefined,
      });
      let letGo: (found: []) => void = () => undefined;
      const forEver = new Promise<[]>((resolve) => (letGo = resolve));
      const asked: string[] = [];
      const look = (state: string): Promise<[]> => {
        asked.push(state);
        return state === stuck ? forEver : Promise.resolve([]);
      };
      const watched: Ports = {
        ...ports,
        records: { ...ports.records, due: ([state = '']) => look(state), abandoned: () => look('executing') },
      };
      const clients = connectSlack(
        { bot: slack.botToken, admin: slack.adminToken, slackApiUrl: slack.apiUrl },
        { catalogue, log, aws: NO_AWS, clock },
      );
      const signal = AbortSignal.abort();
      const goOnWith = async (): Promise<void> => undefined;
      const loops = startLoops({ config, ports: watched, store, clients, log, logFault: () => '', goOnWith, signal });
      await sleep(50);
      expect(asked).toEqual(expect.arrayContaining(['unknown', 'received', 'executing']));
      letGo([]);
      await Promise.all(Object.values(loops).map((loop) => loop.stop()));
    },
  );
});
