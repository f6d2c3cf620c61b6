import { startApp } from './app.js';
import { readAwsAccounts } from './aws/accounts.js';
import { NoOfficialClient } from './aws/load-client.js';
import { BadConfiguration, readConfig, type Config } from './config.js';
import { catalogue } from './operations/catalogue.js';
import { problemsOfPolicyFile } from './app/policy-file.js';
import { processKind, type ProcessKind } from './app/process-kind.js';
import { WrongTokens } from './slack/clients/verify-installation.js';
import { PortTaken } from './slack/door/server.js';
import { BrokenSeal, UnknownKey } from './store/vault.js';
import { DataDirInUse } from './store/embedded/lock.js';
import { SchemaTooNew } from './store/schema-state.js';
import { createLogger, type Logger } from './telemetry/log.js';
import { watchProcess } from './telemetry/metrics.js';

/** Problems that whoever starts the app can mend: told in words, without a stack trace. */
const MENDABLE = [
  BadConfiguration,
  WrongTokens,
  DataDirInUse,
  PortTaken,
  NoOfficialClient,
  UnknownKey,
  BrokenSeal,
  SchemaTooNew,
];

function die(error: unknown, log: Logger | null): never {
  const inWords = MENDABLE.some((kind) => error instanceof kind);
  if (inWords && error instanceof Error) console.error(error.message);
  else if (log) log.fatal({ err: error }, 'cannot go on');
  else console.error(error);
  process.exit(1);
}

function configuration(): { config: Config; kind: ProcessKind } {
  try {
    const config = readConfig(process.env, {
      awsAccounts: readAwsAccounts,
      policyProblems: (file) => problemsOfPolicyFile(file, catalogue.all),
    });
    return { config, kind: processKind(process.argv.slice(2), config.database) };
  } catch (error) {
    return die(error, null);
  }
}

const { config, kind } = configuration();
const log = createLogger({ level: config.logLevel, secrets: config.secrets });
process.on('unhandledRejection', (error) => die(error, log));
process.on('uncaughtException', (error) => die(error, log));

if (config.database.kind === 'embedded') {
  log.warn(
    { dataDir: config.database.dataDir },
    'using the embedded database: one process only, and back up this directory, because the ledger is in it',
  );
}
watchProcess();
const app = await startApp(config, { catalogue, kind, log, onFatal: (error) => die(error, log) }).catch(
  (error: unknown) => die(error, log),
);
log.info({ port: app.port, process: kind }, 'listening');
/** Load balancers learn from `/readyz`, or from the host, that nothing is to be sent here any more. */
const LINGER_MS = 2_000;
let stopping = false;

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'stopping');
    stopping = true;
    void app.stop(LINGER_MS).then(
      () => process.exit(0),
      (error: unknown) => die(error, log),
    );
  });
}
await app.ready.catch((error: unknown) => (stopping ? undefined : die(error, log)));
