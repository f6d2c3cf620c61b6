import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Simulator } from '../../src/simulator/simulator.js';
import { startUnready } from '../support/app-process.js';
import { aDataDir, removeDataDir } from '../support/embedded.js';
import { startGrid } from '../support/engine.js';
import { environmentFor } from '../support/gridkeeper.js';

/** The real app as a process; who sits at its port is the simulated Slack. */
describe('npm start at a port that is taken', () => {
  let slack: Simulator;
  let dataDir: string;
  beforeAll(async () => {
    [slack, dataDir] = await Promise.all([startGrid(), aDataDir()]);
  });
  afterAll(async () => {
    await slack.stop();
    await removeDataDir(dataDir);
  });

  it('ends, and says which port it is and what can be done, without a stack trace', async () => {
    const { port } = new URL(slack.url);
    const said = await startUnready({ ...environmentFor(slack), DATA_DIR: dataDir, PORT: port }).then(
      () => 'it started',
      (error: unknown) => String(error),
    );
    expect(said).toContain(`Port ${port} at 127.0.0.1 is taken, perhaps by a Gridkeeper that still runs.`);
    expect(said).toContain('set PORT to another one');
    expect(said).not.toContain('EADDRINUSE');
    expect(said).not.toContain('.js:');
  }, 60_000);
});
