import { BadConfiguration } from '../config.js';
import { readToolConfig } from '../config/tools.js';
import { CannotDo } from './cannot-do.js';
import { readArguments } from './audit/options.js';
import { carryOut, publicKey } from './audit/run.js';
import { openLedger } from './audit/source.js';
import { operator } from './operator.js';
import { ToolRefused } from '../store/embedded/socket.js';

/** `npm run audit -- verify | export | checkpoints | search | erase | public-key` (docs/ledger.md). */
const MENDABLE = [CannotDo, BadConfiguration, ToolRefused];
const NOT_DONE = 2;

async function main(): Promise<number> {
  const { verb, options } = readArguments(process.argv.slice(2));
  const config = readToolConfig(process.env);
  if (verb === 'public-key') {
    console.log(publicKey(config, options));
    return 0;
  }
  const ledger = await openLedger(config);
  try {
    const tell = (line: string): void => console.error(line);
    return await carryOut(
      { config, source: ledger.source, actor: operator(), out: process.stdout, tell },
      verb,
      options,
    );
  } finally {
    await ledger.close();
  }
}

// Whoever reads only the first lines closes the pipe; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : NOT_DONE));

process.exitCode = await main().catch((error: unknown) => {
  const inWords = MENDABLE.some((kind) => error instanceof kind);
  console.error(inWords && error instanceof Error ? error.message : error);
  return NOT_DONE;
});
