import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { changesCommand } from '../../src/cli/changes-command.js';
import type { ToolConfig } from '../../src/config/tools.js';
import type { OperatorAnswer } from '../../src/engine/pausing/changes-by-operator.js';
import { changesDeeds } from '../../src/store/embedded/changes-over-socket.js';
import { serveTools } from '../../src/store/embedded/socket.js';
import { pausesIn } from '../../src/store/pauses.js';
import { FakeClock } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { ORG } from '../support/org.js';

/** The command line, asking an app that has the embedded database open. */
describe('npm run changes', () => {
  const database = withDatabase();
  let dataDir: string;
  let owners: string[] = [];
  let close: () => Promise<void>;
  const store = () => pausesIn(database.current.db, ORG, () => randomUUID());

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gk-'));
    const directory = {
      orgOwners: () => owners,
      person: (id: string) => ({ id, name: `Name of ${id}`, handle: id, mark: null, orgAdmin: false, orgOwner: true }),
    };
    const deeds = changesDeeds({ pauses: store(), directory, clock: new FakeClock() });
    const ping = async () => ({ enterprise_id: ORG });
    ({ close } = await serveTools(dataDir, { ping, ...deeds }));
  });
  afterAll(async () => {
    await close();
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    owners = ['W0OWNER'];
    await database.current.db.deleteFrom('pauses').execute();
  });

  const run = (...args: string[]): Promise<OperatorAnswer> => {
    const config: ToolConfig = {
      database: { kind: 'embedded', dataDir },
      enterpriseId: null,
      ledger: { signingKeys: [], worm: null, sink: null },
    };
    return changesCommand(args, () => config, 'otto');
  };

  it('pauses, and says who can resume', async () => {
    expect(await run('status')).toEqual({ done: true, says: 'Changes are not paused.' });
    expect((await run('pause', 'a', 'token', 'leaked')).says).toMatchInlineSnapshot(`
     "All changes are paused by otto, who operates the app, since 2 March 2026 at 09:00 UTC.
     Why: “a token leaked”
     Reading goes on, and rights for a time end when they should. Resuming takes another org owner, in this app’s Home tab: Name of W0OWNER (W0OWNER)."
    `);
    expect(await run('pause', 'again')).toMatchObject({ done: false });
    expect((await run('status')).says).toContain('a token leaked');
  });

  it('does not resume what an org owner could resume', async () => {
    await run('pause', 'x');
    const answer = await run('resume');
    expect(answer).toMatchObject({ done: false });
    expect(answer.says).toContain('There are org owners to decide about this. Resuming takes another org owner');
    expect(await store().inForce()).not.toBeNull();
  });

  it('resumes where the only org owner is the one who paused', async () => {
    const pause = { id: randomUUID(), by: 'W0OWNER', byOperator: false, at: new Date(), reason: 'x' };
    await store().begin(pause, []);
    expect((await run('status')).says).toContain('There is no other org owner to resume, so whoever operates the app');
    expect(await run('resume')).toMatchObject({ done: true });
    expect(await store().inForce()).toBeNull();
    expect(await run('resume')).toEqual({ done: false, says: 'Changes are not paused.' });
  });

  it.each([[], ['pause'], ['resume', 'now'], ['stop']])('says how it is used: %j', async (...args: string[]) => {
    await expect(run(...args)).rejects.toThrow('npm run --silent changes -- status');
  });
});
