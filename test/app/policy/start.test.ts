import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startProcess } from '../../support/app-process.js';

/** The real app as a process, which ends before it has asked anybody anything. */
describe('npm start with a policy file that cannot be put into force', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gridkeeper-start-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('ends at once, and says file, line, column and reason among everything else that is missing', async () => {
    const path = join(directory, 'policy.yaml');
    await writeFile(
      path,
      'version: 1\nrules:\n  - { id: a, effect: allow, operation: grant-admin, requester: org_owner }\n  - { id: b }\n',
    );
    const started = startProcess({ POLICY_FILE: path, SLACK_SIGNING_SECRET: 'canary' });
    await expect(started).rejects.toThrow('Gridkeeper cannot start, because its configuration is not as it has to be:');
    const said = await started.then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(said).toContain(`- POLICY_FILE: ${path}:4:5: effect: is missing; it is one of allow, approve, deny.`);
    expect(said).toContain('- AUDIT_CHANNEL_ID is missing.');
    expect(said).not.toContain('.js:');
  });
});
