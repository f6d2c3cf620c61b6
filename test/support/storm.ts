import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';

import type { Dice } from '../../src/simulator/seed/large/dice.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { openPostgres, type OpenDatabase } from '../../src/store/database.js';
import { send, signed } from './requests.js';

/** A PostgreSQL database of a test's own, for processes that find it by its URL. */
export interface OwnDatabase extends OpenDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export async function ownDatabase(serverUrl: string): Promise<OwnDatabase> {
  const name = `gridkeeper_${randomUUID().replaceAll('-', '')}`;
  const server = openPostgres(serverUrl, { connections: 1 });
  await sql`create database ${sql.ref(name)}`.execute(server.db);
  const at = new URL(serverUrl);
  at.pathname = `/${name}`;
  const opened = openPostgres(at.href, { connections: 4 });
  return {
    ...opened,
    url: at.href,
    drop: async () => {
      await opened.close();
      await sql`drop database ${sql.ref(name)} with (force)`.execute(server.db);
      await server.close();
    },
  };
}

export interface Storm {
  readonly slack: Simulator;
  readonly bodies: readonly string[];
  /** How often each of them comes. */
  readonly times: number;
  readonly atOnce: number;
  readonly dice: Dice;
  /** Where requests are taken now. */
  readonly urls: () => readonly string[];
  /** Called before each delivery with how many have gone out. */
  readonly onDelivery?: (count: number) => void;
}

/**
 * Delivers every body several times, all of them shuffled, each newly signed and to any of those who take requests; what
 * nobody answered is delivered once more, as a load balancer and Slack do.
 */
export async function storm({ slack, bodies, times, atOnce, dice, urls, onDelivery }: Storm): Promise<void> {
  const waiting = shuffled(Array.from({ length: times }, () => bodies).flat(), dice);
  let count = 0;
  const deliver = async (body: string): Promise<void> => {
    for (let tries = 0; tries < 20; tries += 1) {
      const now = urls();
      const url = now[dice.below(now.length)] ?? '';
      // A second apart: the same signature twice would be known for a replay by whoever had it.
      const at = new Date(Date.now() - dice.below(120) * 1000);
      const got = await send(`${url}/slack/events`, signed(slack.signingSecret, at, body)).catch(() => null);
      if (got?.status === 200) return;
    }
    throw new Error('Nobody takes what is delivered.');
  };
  const line = async (): Promise<void> => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      count += 1;
      onDelivery?.(count);
      await deliver(body);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, line));
}

function shuffled<T>(items: readonly T[], dice: Dice): T[] {
  return items
    .map((item) => ({ item, at: dice.roll() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
