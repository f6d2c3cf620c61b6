import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

const Port = z.coerce.number().int().min(1).max(65_535);

/** What `npm run sim` can be told: `SIM_PORT`, `SIM_DATA_DIR`, `SIM_DATABASE_URL`, `SIM_SOCKET`, `SIM_OAUTH`, `POLICY_FILE`. */
export interface Settings {
  /** The folder of the app: its manifest.json and its package.json lie there. */
  root: string;
  port: number;
  dataDir: string;
  /** PostgreSQL in place of the embedded database. */
  databaseUrl: string | null;
  /** `SIM_SOCKET=1`: the app opens connections (Socket Mode). */
  socket: boolean;
  /** `SIM_OAUTH=1`: the app is not there before somebody has installed it in the browser. */
  oauth: boolean;
  /** The app’s own policy; without one the default policy is in force. */
  policyFile: string | null;
}

/** Reads the settings; throws in words when the port is none. */
export function readSettings(root: string, environment: Environment): Settings {
  const port = Port.safeParse(environment['SIM_PORT'] ?? 4100);
  if (!port.success) throw new Error(`SIM_PORT is "${environment['SIM_PORT']}", which is no port (1 to 65535).`);
  return {
    root,
    port: port.data,
    dataDir: environment['SIM_DATA_DIR'] ?? './.sim',
    databaseUrl: environment['SIM_DATABASE_URL'] ?? null,
    socket: environment['SIM_SOCKET'] === '1',
    oauth: environment['SIM_OAUTH'] === '1',
    policyFile: environment['POLICY_FILE'] ?? null,
  };
}

/** What a program needs to run at all. Everything else (tokens and databases of a real app) stays outside. */
const inherited = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TERM',
  'LANG',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  // Windows does not start programs without these.
  'SYSTEMROOT',
  'COMSPEC',
  'PATHEXT',
  'APPDATA',
  'LOCALAPPDATA',
  'USERPROFILE',
]);

function isInherited(name: string): boolean {
  const upper = name.toUpperCase();
  return inherited.has(upper) || upper.startsWith('LC_') || upper.startsWith('NPM_CONFIG_');
}

/** The parent's environment without anything that could point the app at a real Slack, database or AWS. */
export function inheritedEnvironment(environment: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && isInherited(name)) kept[name] = value;
  }
  return kept;
}
