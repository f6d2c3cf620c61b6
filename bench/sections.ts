import type { Section } from './section.js';
import { commands } from './sections/commands.js';
import { options } from './sections/options.js';

/** Everything that `npm run bench` measures, in the order in which it does. A new section is a file and a line here. */
export const SECTIONS: readonly Section[] = [options, commands];
