import { z } from 'zod';

/** PostgreSQL gives a hundred to everybody together where nobody has set anything else. */
const CONNECTIONS = 10;

/** The database’s part of the environment. */
export const databaseVariables = {
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//u, 'must begin with postgres:// or postgresql://.')
    .optional(),
  DATABASE_CONNECTIONS: z.coerce
    .number({ error: 'must be a number: how many connections to PostgreSQL this process may have.' })
    .int()
    .min(2, 'must be at least 2.')
    .max(100, 'must be at most 100.')
    .default(CONNECTIONS),
  DATA_DIR: z.string().optional(),
};

/** Where the database is. */
export type DatabaseConfig =
  | {
      readonly kind: 'postgres';
      readonly url: string;
      /** How many connections this process has at the most; 10 where left out. */
      readonly connections?: number;
    }
  | { readonly kind: 'embedded'; readonly dataDir: string };

/** The same as the app uses it; only of an environment without problems. */
export function databaseConfig(set: {
  readonly DATABASE_URL?: string | undefined;
  readonly DATABASE_CONNECTIONS?: number | undefined;
  readonly DATA_DIR?: string | undefined;
}): DatabaseConfig {
  const { DATABASE_URL: url, DATABASE_CONNECTIONS: connections = CONNECTIONS, DATA_DIR: dataDir = '' } = set;
  return url ? { kind: 'postgres', url, connections } : { kind: 'embedded', dataDir };
}

/** The embedded database lives on one disk and serves one process; these platforms promise neither. */
export function databaseProblems(env: Record<string, string | undefined>): string[] {
  if (env['DATABASE_URL']) return [];
  if (!env['DATA_DIR']) {
    return [
      'DATABASE_URL is missing. Give the URL of a PostgreSQL database (15 or newer), or set DATA_DIR to a directory for the embedded database, which serves one process only.',
    ];
  }
  if (env['DYNO'])
    return [
      'DATA_DIR cannot be used on Heroku: its disk is lost at every restart, and the ledger with it. Set DATABASE_URL (for example: heroku addons:create heroku-postgresql).',
    ];
  if (env['KUBERNETES_SERVICE_HOST'])
    return [
      'DATA_DIR cannot be used on Kubernetes: pods move and are doubled, and the embedded database serves one process on one disk. Set DATABASE_URL.',
    ];
  return [];
}
