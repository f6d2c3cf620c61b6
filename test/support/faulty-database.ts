import { connect, createServer, type Socket } from 'node:net';

import { openEngine, openPostgres, type OpenDatabase } from '../../src/store/database.js';
import type { EmbeddedEngine } from '../../src/store/embedded/engine.js';

/** `lost`: every connection breaks. `hanging`: nothing is answered until it is over. */
export type DatabaseFault = 'lost' | 'hanging';

/** A schema as the app has it, with a way to the database that can break. */
export interface FaultyDatabase extends OpenDatabase {
  fault: DatabaseFault | null;
}

/** PostgreSQL behind a proxy where TEST_DATABASE_URL is set, else this process's embedded database. */
export async function openFaulty(schema: string): Promise<FaultyDatabase> {
  const line = new Line();
  const url = process.env['TEST_DATABASE_URL'];
  const way = url
    ? await proxied(url, schema, line)
    : { opened: openEngine(faulty(await globalThis.engineOfThisProcess(), line), schema), end: () => undefined };
  return {
    db: way.opened.db,
    close: async () => {
      await way.opened.close();
      way.end();
    },
    get fault() {
      return line.fault;
    },
    set fault(fault) {
      line.become(fault);
    },
  };
}

/** What is between the app and its database. */
class Line {
  fault: DatabaseFault | null = null;
  readonly sockets = new Set<Socket>();
  #over: (() => void)[] = [];

  become(fault: DatabaseFault | null): void {
    this.fault = fault;
    if (fault === 'lost') for (const socket of this.sockets) socket.resetAndDestroy();
    if (fault !== 'hanging') for (const over of this.#over.splice(0)) over();
  }

  /** As soon as nothing hangs. @throws where the line is broken then. */
  async through(): Promise<void> {
    if (this.fault === 'hanging') await new Promise<void>((resolve) => this.#over.push(resolve));
    if (this.fault === 'lost') throw new Error('Connection terminated unexpectedly');
  }
}

function faulty(engine: EmbeddedEngine, line: Line): EmbeddedEngine {
  return {
    waitReady: engine.waitReady,
    execProtocolStream: async (message) => {
      await line.through();
      return engine.execProtocolStream(message);
    },
    close: () => engine.close(),
  };
}

async function proxied(url: string, schema: string, line: Line): Promise<{ opened: OpenDatabase; end: () => unknown }> {
  const real = new URL(url);
  const [port, host] = [Number(real.port || 5432), real.hostname];
  const server = createServer((client) => {
    if (line.fault === 'lost') {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(port, host);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      line.sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        line.sockets.delete(from);
        to.destroy();
      });
      from.on(
        'data',
        (data) =>
          void line.through().then(
            () => to.write(data),
            () => to.destroy(),
          ),
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  real.host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return { opened: openPostgres(real.href, { schema }), end: () => server.close() };
}
