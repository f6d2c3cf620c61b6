import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import { openPostgres } from '../../src/store/database.js';
import { withDatabase } from '../support/database.js';

describe('the database', () => {
  const database = withDatabase();

  it('has the tables of the first migration', async () => {
    const { db } = database.current;
    await expect(db.selectFrom('runs').selectAll().execute()).resolves.toEqual([]);
  });

  it('reports an error with its code', async () => {
    const { db } = database.current;
    await expect(sql`select * from nowhere`.execute(db)).rejects.toMatchObject({ code: '42P01' });
  });

  it('outlives a restart of PostgreSQL in the middle of a transaction', async () => {
    const postgres = await briefPostgres();
    const opened = openPostgres(postgres.url);
    const writing = opened.db.transaction().execute(async (trx) => {
      await postgres.restart();
      await sql`select 1`.execute(trx);
    });
    await expect(writing).rejects.toThrow(/connection/iu);
    await opened.close();
    postgres.server.close();
  });
});

const message = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};
const READY = message('Z', Buffer.from('I'));
const LET_IN = Buffer.concat([message('R', Buffer.alloc(4)), READY]);
const BEGUN = Buffer.concat([message('C', Buffer.from('BEGIN\0')), READY]);

/** As much of PostgreSQL's protocol as it takes to let somebody in, begin a transaction, and go away. */
async function briefPostgres(): Promise<{ url: string; server: Server; restart: () => Promise<void> }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.once('data', () => {
      socket.write(LET_IN);
      socket.on('data', () => socket.write(BEGUN));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    server,
    url: `postgres://somebody@127.0.0.1:${port}/ledger`,
    restart: async () => {
      const gone = sockets.map((socket) => once(socket, 'close'));
      for (const socket of sockets) socket.resetAndDestroy();
      await Promise.all(gone);
      // The app hears of it a turn of the event loop later.
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
  };
}
