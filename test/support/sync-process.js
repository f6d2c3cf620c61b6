import { setTimeout as sleep } from 'node:timers/promises';

import { NO_AWS } from '../../dist/engine/aws.js';
import { catalogue } from '../../dist/operations/catalogue.js';
import { connectSlack } from '../../dist/slack/clients/connect.js';
import { pagesFrom } from '../../dist/slack/directory/directory-sync-pages.js';
import { syncOf } from '../../dist/slack/directory/directory-sync.js';
import { paceBy } from '../../dist/slack/directory/pace.js';
import { openPostgres } from '../../dist/store/database.js';
import { openStore } from '../../dist/store/open.js';
import { createLogger } from '../../dist/telemetry/log.js';

/*
 * A process that reads a whole organisation and says, in one line, what it knows at the end and how much memory that
 * took. It can be killed at any moment and started again.
 */

const { slackApiUrl, enterpriseId, dataDir, url, schema } = JSON.parse(process.argv[2]);
const clock = { now: () => new Date(), sleep: (milliseconds) => sleep(milliseconds) };
const log = createLogger({ level: 'silent', secrets: [] });
const tokens = { bot: 'xoxb-a-token', admin: 'xoxp-a-token', slackApiUrl };
const clients = connectSlack(tokens, { catalogue, log, aws: NO_AWS, clock });
const place = url ? { kind: 'opened', database: openPostgres(url, { schema }), schema } : { kind: 'embedded', dataDir };
const store = await openStore({
  place,
  enterpriseId,
  // On PostgreSQL the turn of a process that was killed runs out after half a minute; the same name need not wait.
  holder: 'one process after the other',
  now: clock.now(),
  onNotice: () => undefined,
  onLost: (error) => {
    throw error;
  },
});

const idle = process.memoryUsage().rss;
let most = idle;
setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 50).unref();

const { directory } = store;
const EVERYBODY = Number.MAX_SAFE_INTEGER;
const ids = (found) => found.map(({ id }) => id).sort();
const workspaces = () => ids(directory.searchWorkspaces('', EVERYBODY));
const sync = syncOf({
  copy: directory,
  pages: pagesFrom({ admin: clients.admin, bot: clients.interactive, workspaces }),
  clock,
  pace: paceBy(clock),
  signal: new AbortController().signal,
});
await Promise.all(['workspaces', 'people', 'channels', 'groups'].map(sync));
const known = {
  people: ids(directory.searchPeople('', EVERYBODY)),
  workspaces: workspaces(),
  channels: ids(directory.searchChannels('', EVERYBODY)),
  groups: ids(directory.searchGroups('', EVERYBODY)),
  owners: directory.orgOwners(),
};
const over = (rss) => Math.ceil((rss - idle) / 2 ** 20);
const megabytes = { most: over(most), end: over(process.memoryUsage().rss) };
process.stdout.write(`${JSON.stringify({ known, megabytes })}\n`, () => process.exit(0));
