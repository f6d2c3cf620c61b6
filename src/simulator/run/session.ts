import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { parseJson } from '../json.js';
import { startSimulator } from '../simulator.js';
import type { Simulator } from '../simulator.js';
import { appEnvironment } from './app-environment.js';
import type { ChildApp } from './child-app.js';
import { startApp } from './child-app.js';
import { demoKeys } from './keys.js';
import { freePort, untilReady } from './readiness.js';
import type { Settings } from './settings.js';
import { inheritedEnvironment } from './settings.js';

/** The simulated Grid with the app installed in it, both running. */
export interface Session {
  simulator: Simulator;
  app: ChildApp;
  stop(): Promise<void>;
}

function readManifestFile(root: string): unknown {
  const file = join(root, 'manifest.json');
  try {
    return parseJson(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`There is no ${file}: the simulator knows the app by its manifest. Try \`npm run manifest\`.`);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

async function listen(settings: Settings): Promise<Simulator> {
  const manifest = readManifestFile(settings.root);
  try {
    return await startSimulator({
      manifest,
      port: settings.port,
      preinstalled: !settings.oauth,
      appToken: settings.socket ? 'xapp-simulated-app' : null,
    });
  } catch (error) {
    if (!hasCode(error, 'EADDRINUSE')) throw error;
    throw new Error(
      `Port ${settings.port} is taken, perhaps by another simulator. Stop that one, or choose another port: SIM_PORT=4200 npm run sim`,
      { cause: error },
    );
  }
}

interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  print: (line: string) => void;
  /** Told as soon as there is a process that must not be left behind. */
  onApp: (app: ChildApp) => void;
  /** Calls the start off. */
  off: AbortSignal;
}

/** Starts the simulator, then the app, and resolves when the app is ready. Leaves nothing running when it throws. */
export async function startSession(settings: Settings, surroundings: Surroundings): Promise<Session> {
  const { environment, print, onApp, off } = surroundings;
  const simulator = await listen(settings);
  const dataDir = resolve(settings.root, settings.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const port = await freePort();
  simulator.appUrl = `http://127.0.0.1:${port}`;
  const awsAccountsFile = join(dataDir, 'aws-accounts.json');
  writeFileSync(awsAccountsFile, `${JSON.stringify(simulator.aws.accountsFile(), null, 2)}\n`);
  const told = appEnvironment(simulator, settings, { port, keys: demoKeys(dataDir), awsAccountsFile });
  const logFile = join(dataDir, 'app.log');
  const app = startApp(settings.root, { ...inheritedEnvironment(environment), ...told }, logFile);
  onApp(app);
  print(`The simulated Grid is up. Starting the app; it writes to ${logFile}`);
  const stop = async (): Promise<void> => {
    await app.stop();
    await simulator.stop();
  };
  try {
    // One that is still to be installed is not ready before that.
    await untilReady(app, `${simulator.appUrl}${settings.oauth ? '/healthz' : '/readyz'}`, off);
  } catch (error) {
    await stop();
    if (!off.aborted) print(app.lastLines(30));
    throw error;
  }
  if (settings.oauth) print(`The app is not installed yet: ${simulator.appUrl}/slack/install`);
  return { simulator, app, stop };
}
