import { BadConfiguration } from '../config.js';
import { readToolConfig } from '../config/tools.js';
import { ToolRefused } from '../store/embedded/socket.js';
import { CannotDo } from './cannot-do.js';
import { changesCommand } from './changes-command.js';
import { operator } from './operator.js';

/** `npm run changes -- status | pause REASON | resume` (docs/operating.md). */
const MENDABLE = [CannotDo, BadConfiguration, ToolRefused];
const NOT_DONE = 2;

async function main(): Promise<number> {
  const { done, says } = await changesCommand(process.argv.slice(2), () => readToolConfig(process.env), operator());
  console.log(says);
  return done ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  const inWords = MENDABLE.some((kind) => error instanceof kind);
  console.error(inWords && error instanceof Error ? error.message : error);
  return NOT_DONE;
});
