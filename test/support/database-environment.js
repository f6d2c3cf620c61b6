import { readFile } from 'node:fs/promises';

import { TestEnvironment } from 'jest-environment-node';

import { startEngine } from '../../dist/store/embedded/engine.js';
import { preparedDatabase } from './prepare-database.js';

/** One embedded database per test process; it outlives the test files, each of which has a schema of its own in it. */
let engine = null;

async function engineOfThisProcess() {
  engine ??= startEngine({ dataDir: 'memory://', prepared: await readFile(preparedDatabase), unref: true });
  await engine.waitReady;
  return engine;
}

/**
 * Errors that Node's own parts throw (`fetch`, abort signals) come from outside jest's sandbox, where `Error` is another
 * one. The code under test has to take them for errors, as it does outside of jest.
 */
function knowErrorsFromOutside(sandbox) {
  const ordinary = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(sandbox.Error, Symbol.hasInstance, {
    value(thing) {
      return ordinary.call(this, thing) || (this === sandbox.Error && thing instanceof Error);
    },
  });
}

/** Node's environment, with a door to the embedded database for the tests that want one (`support/database.ts`). */
export default class DatabaseEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    knowErrorsFromOutside(this.global);
    this.global.engineOfThisProcess = engineOfThisProcess;
  }
}
