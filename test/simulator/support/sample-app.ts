import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { manifest } from './manifest.js';

/** An app that reports its environment and every request, and does what the test wants at start and on SIGTERM. */
const source = `
import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
const note = (text) => appendFileSync('heard.log', text + '\\n');
note('env ' + JSON.stringify(process.env));
note('pid ' + process.pid);
const mode = process.argv[2];
if (mode === 'dies') {
  console.log('I cannot go on.');
  process.exit(3);
}
createServer((request, response) => {
  if (request.url === '/readyz') return response.writeHead(mode === 'never' ? 503 : 200).end();
  if (request.url === '/die') process.exit(4);
  response.end('ok');
}).listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => setTimeout(() => { note('stopped'); process.exit(0); }, 200));
`;

/** A folder with a package.json whose \`npm start\` runs the sample app. */
export function sampleApp(mode: 'lives' | 'dies' | 'never', withManifest = true): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'simulated-app-'));
  const scripts = { start: `node app.mjs ${mode}` };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'sample', private: true, scripts }));
  writeFileSync(join(root, 'app.mjs'), source);
  if (withManifest) writeFileSync(join(root, 'manifest.json'), JSON.stringify(manifest));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
