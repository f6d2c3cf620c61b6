import type { Section } from './section.js';
import { burst } from './sections/burst.js';
import { commands } from './sections/commands.js';
import { ledger } from './sections/ledger.js';
import { options } from './sections/options.js';
import { runs } from './sections/runs.js';
import { start } from './sections/start.js';

/** Everything that `npm run bench` measures, in the order in which it does. A new section is a file and a line here. */
export const SECTIONS: readonly Section[] = [start, options, commands, burst, runs, ledger];
