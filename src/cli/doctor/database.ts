import type { DatabaseConfig } from '../../config/database.js';
import { waitingIn } from '../../store/backlog.js';
import type { Database, OpenDatabase } from '../../store/database.js';
import { DataDirInUse } from '../../store/embedded/lock.js';
import { stateOfSchema } from '../../store/migrate.js';
import { openPlace } from '../../store/open-place.js';
import { serverFacts } from '../../store/server-facts.js';
import { SchemaTooNew } from '../../store/schema-state.js';
import { bad, note, ok, type Finding } from './finding.js';

const ABOUT = 'database';
/** PostgreSQL 15. */
const OLDEST = 150_000;
/** A post waits as long as this at the most where Slack answers and a worker runs. */
const OVERDUE_MS = 120_000;

export interface DatabaseExamined {
  readonly findings: readonly Finding[];
  /** Readable and on a schema of this version; `null` where it is not. The caller closes it. */
  readonly opened: OpenDatabase | null;
}

/** Whether the database answers, is new enough, has its schema, room for connections, and nothing that waits. Writes nothing. */
export async function examineDatabase(config: DatabaseConfig, now: Date): Promise<DatabaseExamined> {
  let opened: OpenDatabase | null = null;
  try {
    opened = await openPlace(config, () => undefined);
    const findings = [...(await server(opened.db, config)), ...(await schema(opened.db))];
    if (findings.some(({ state }) => state === 'bad')) {
      await opened.close();
      return { findings, opened: null };
    }
    return { findings: [...findings, await backlog(opened.db, now)], opened };
  } catch (error) {
    await opened?.close();
    return { findings: [unreachable(error)], opened: null };
  }
}

function unreachable(error: unknown): Finding {
  if (error instanceof DataDirInUse)
    return note(ABOUT, 'the embedded database is open in a running app, so what stands in it is not looked at here');
  const why = error instanceof Error ? error.message || String('code' in error ? error.code : error.name) : 'unknown';
  return bad(
    ABOUT,
    `it does not answer (${why}). Look whether DATABASE_URL is right, the server runs, and lets this machine in; where it wants TLS, set PGSSLMODE.`,
  );
}

async function server(db: Database, config: DatabaseConfig): Promise<Finding[]> {
  const { version, used, most } = await serverFacts(db);
  const name = `PostgreSQL ${Math.floor(version / 10_000)}`;
  const kind =
    version < OLDEST
      ? bad(ABOUT, `${name} is older than 15, the oldest that is tested. Move to a newer one.`)
      : ok(ABOUT, config.kind === 'embedded' ? `embedded (${name}): one process, back up ${config.dataDir}` : name);
  return config.kind === 'embedded' ? [kind] : [kind, connections(config.connections ?? 10, most - used, most)];
}

function connections(each: number, free: number, most: number): Finding {
  const about = 'connections';
  const says = `${free} of ${most} are free; each process takes up to ${each} (DATABASE_CONNECTIONS)`;
  return free >= 2 * each
    ? ok(about, says)
    : bad(
        about,
        `${says}, and a deployment has old and new ones side by side. Set it lower, or let the server have more.`,
      );
}

async function schema(db: Database): Promise<Finding[]> {
  const state = await stateOfSchema(db);
  switch (state.kind) {
    case 'current':
      return [ok('schema', 'that of this version')];
    case 'newer':
      return [note('schema', `newer than this version (${state.unknown.join(', ')}), which can work on it`)];
    case 'too_new':
      return [bad('schema', new SchemaTooNew(state).message)];
    case 'pending':
      return [
        bad(
          'schema',
          `${state.pending.length} migrations are to be done, the next is ${state.pending[0]}. Run npm run migrate.`,
        ),
      ];
  }
}

async function backlog(db: Database, now: Date): Promise<Finding> {
  const { undelivered, undeliveredSince } = await waitingIn(db);
  const since = undeliveredSince && now.getTime() - undeliveredSince.getTime();
  if (since === null || since < OVERDUE_MS) return ok('posts', `${undelivered} wait`);
  return bad(
    'posts',
    `${undelivered} wait, the oldest for ${Math.round(since / 60_000)} minutes. Look whether a worker runs (npm start, or npm start -- worker), and what its log says of the channel.`,
  );
}
