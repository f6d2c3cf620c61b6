import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { aDataDir, removeDataDir } from '../support/embedded.js';
import { largeOrg } from '../support/large-org.js';
import { answeredBy, type SlackApi } from '../support/slack-api.js';

const SCRIPT = fileURLToPath(new URL('../support/sync-process.js', import.meta.url));
/** `npm run test:full` takes a large organisation, and measures what it takes to know it. */
const FULL = process.env['TEST_FULL'] === '1';
const SIZE = FULL
  ? { people: 20_000, workspaces: 200, channels: 20_000, groups: 500 }
  : { people: 600, workspaces: 20, channels: 600, groups: 50 };
/** How many calls it takes to read it all: active and deactivated people are two lists. */
const PAGES =
  Math.ceil((SIZE.people * 0.9) / 100) +
  Math.ceil((SIZE.people * 0.1) / 100) +
  SIZE.channels / 20 +
  SIZE.workspaces +
  Math.ceil(SIZE.workspaces / 1000);
/** After which part of all calls the process is killed, and how long after the call has come. */
const KILLS = [
  { part: 0.1, milliseconds: 0 },
  { part: 0.4, milliseconds: 1 },
  { part: 0.8, milliseconds: 2 },
];
const KINDS = 4;

describe('a process that reads a large organisation', () => {
  const database = withDatabase();
  const { ids, answers } = largeOrg(SIZE);
  let slack: SlackApi;
  let dataDir: string;
  let atCall: (count: number) => void = () => undefined;
  let organisations = 0;
  beforeAll(async () => {
    slack = await answeredBy({});
    for (const [method, answer] of Object.entries(answers)) {
      slack.answers[method] = (args, response, request) => {
        atCall(slack.calls.length);
        return answer(args, response, request);
      };
    }
  });
  beforeEach(async () => {
    organisations += 1;
    slack.calls.length = 0;
    dataDir = await aDataDir();
  });
  afterEach(() => removeDataDir(dataDir));
  afterAll(() => slack.stop());

  /** Starts it, kills it some time after this many calls have come in all, and answers what it said, if it did. */
  async function reads(kill: { calls: number; milliseconds: number } | null): Promise<string> {
    const url = process.env['TEST_DATABASE_URL'];
    const place = url ? { url, schema: database.current.schema } : { dataDir };
    const told = JSON.stringify({ slackApiUrl: slack.url, enterpriseId: `E0LARGE${organisations}`, ...place });
    const child = spawn(process.execPath, [SCRIPT, told], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    atCall = (count) => {
      if (kill && count >= kill.calls) void sleep(kill.milliseconds).then(() => child.kill('SIGKILL'));
    };
    await once(child, 'close');
    atCall = () => undefined;
    // The lock of a process that was killed is stale after five seconds; for this test they are over.
    if (kill && !url) await utimes(join(dataDir, 'gridkeeper.lock'), 0, 0);
    return said;
  }

  it('goes on where it was after each kill -9, and knows everybody and everything in the end', async () => {
    for (const { part, milliseconds } of KILLS) {
      const calls = Math.floor(PAGES * part);
      expect(await reads({ calls, milliseconds })).toBe('');
      expect(slack.calls.length).toBeGreaterThanOrEqual(calls);
    }

    const { known } = JSON.parse(await reads(null));

    expect(known).toEqual({ ...ids, owners: [ids.people[1]] });
    // Of each kind the one page that was not kept yet when the process ended is read again, and no other.
    expect(slack.calls.length).toBeLessThanOrEqual(PAGES + KILLS.length * KINDS);
  }, 300_000);

  if (FULL) {
    it('keeps within 350 MB over its idle size, at the most while it reads and in the end', async () => {
      const { known, megabytes } = JSON.parse(await reads(null));

      expect(known).toEqual({ ...ids, owners: [ids.people[1]] });
      expect(megabytes.most).toBeLessThan(350);
      expect(megabytes.end).toBeLessThan(350);
    }, 300_000);
  }
});
