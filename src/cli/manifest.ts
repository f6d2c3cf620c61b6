import { parseArgs } from 'node:util';

import { catalogue } from '../operations/catalogue.js';
import { manifestOf } from './manifest-of.js';

/** `npm run manifest -- --url https://gridkeeper.example.com`, or `-- --socket`: the app manifest to paste into Slack. */
const HOW = `Usage: npm run --silent manifest -- --url https://gridkeeper.example.com   (the address at which Slack reaches the app)
       npm run --silent manifest -- --socket   (Socket Mode; with --url as well, to install the app in a browser)`;

function options(): { readonly url?: string | undefined; readonly socket?: boolean | undefined } {
  try {
    const { values } = parseArgs({ options: { url: { type: 'string' }, socket: { type: 'boolean' } } });
    if (values.url === undefined || URL.canParse(values.url)) return values;
  } catch {
    // Said below, in our words.
  }
  console.error(HOW);
  process.exit(1);
}

const { url, socket = false } = options();
const prefix = process.env['COMMAND_PREFIX'] ?? '';
const address = url ?? (socket ? null : 'https://gridkeeper.example.com');
console.log(JSON.stringify(manifestOf(catalogue, { url: address, prefix, socket }), null, 2));
