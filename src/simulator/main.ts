import type { ChildApp } from './run/child-app.js';
import type { Session } from './run/session.js';
import { startSession } from './run/session.js';
import { readSettings } from './run/settings.js';

/** Tells both the terminal and the page when the app ends by itself. */
function watch({ simulator, app }: Session, off: AbortSignal): void {
  void app.ended.then((why) => {
    if (off.aborted) return;
    simulator.appUrl = null;
    simulator.slack.notify(null, `The app has stopped (${why}). Start it again with npm run sim.`);
    console.error(`The app has stopped (${why}). Its last lines:\n${app.lastLines(30)}`);
  });
}

/** `npm run sim`: the simulated Grid with the app installed in it, until Ctrl-C. */
async function main(): Promise<void> {
  const calledOff = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => calledOff.abort());
  const session = await startSession(readSettings(process.cwd(), process.env), {
    environment: process.env,
    print: (line) => console.log(line),
    // Whatever ends this process, the app must not outlive it.
    onApp: (app: ChildApp) => process.once('exit', () => app.kill()),
    off: calledOff.signal,
  });
  watch(session, calledOff.signal);
  console.log(`Open ${session.simulator.url}`);
  if (!calledOff.signal.aborted) {
    await new Promise((resolve) => calledOff.signal.addEventListener('abort', resolve));
  }
  await session.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
