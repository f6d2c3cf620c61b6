import { catalogue } from '../operations/catalogue.js';
import { manifestOf } from './manifest-of.js';

/** `npm run manifest -- --url https://gridkeeper.example.com`: prints the app manifest to paste into Slack. */
const at = process.argv.indexOf('--url');
const url = at > 0 ? process.argv[at + 1] : undefined;
const prefix = process.env['COMMAND_PREFIX'] ?? '';
if (url !== undefined && !URL.canParse(url)) {
  console.error('--url takes the address at which Slack reaches the app, such as https://gridkeeper.example.com');
  process.exit(1);
}
console.log(JSON.stringify(manifestOf(catalogue, { url: url ?? 'https://gridkeeper.example.com', prefix }), null, 2));
