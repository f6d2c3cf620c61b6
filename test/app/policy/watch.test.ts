import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { readPolicyFile } from '../../../src/app/policy-file.js';
import { watchPolicy, type PolicyWatch } from '../../../src/app/policy-watch.js';
import type { OwnerMessage } from '../../../src/engine/owner-messages.js';
import type { NewPolicy, Policies } from '../../../src/engine/policies.js';
import { toPlain } from '../../../src/engine/words.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import { policiesIn } from '../../../src/store/policies.js';
import { createLogger } from '../../../src/telemetry/log.js';
import { FakeClock } from '../../support/clock.js';
import { withDatabase } from '../../support/database.js';

const policy = (requester: string): string =>
  ['version: 1', 'rules:', `  - { id: one, effect: allow, operation: users, requester: ${requester} }`, ''].join('\n');
const BROKEN = policy('org_owne');

describe('a process that watches its policy file', () => {
  const database = withDatabase();
  const clock = new FakeClock();
  let directory: string;
  let path: string;
  let policies: Policies;
  let put: OwnerMessage[];
  let log: string[];
  let orgs = 0;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gridkeeper-policy-'));
    path = join(directory, 'policy.yaml');
    policies = policiesIn(database.current.db, `E0WATCH${(orgs += 1)}`);
    put = [];
    log = [];
    await writeFile(path, policy('org_owner'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const started = async (holder = 'one'): Promise<PolicyWatch> => {
    const read = (): ReturnType<typeof readPolicyFile> => readPolicyFile(path, catalogue.all);
    const given = read();
    if ('problems' in given) throw new Error(given.problems.join());
    return watchPolicy({
      policies,
      given,
      read,
      holder,
      clock,
      log: createLogger({ level: 'info', secrets: [], destination: { write: (line) => void log.push(line) } }),
      messages: { put: async (messages) => void put.push(...messages) },
      toOwners: (about) => [{ ...about, person: 'W0OWNER' }],
      onMessage: () => undefined,
    });
  };
  const looks = async (watch: PolicyWatch, times: number): Promise<void> => {
    for (let look = 0; look < times; look += 1) await watch.look();
  };
  const inForce = async (): Promise<NewPolicy['text'] | undefined> => (await policies.inForce(null))?.text;
  const alerts = (): string[] => log.filter((line) => line.includes('"alert":"policy"'));

  it('puts it into force at the start, and what it is changed to as soon as it was read twice the same', async () => {
    const watch = await started();
    expect(await inForce()).toBe(policy('org_owner'));
    await writeFile(path, policy('org_admin'));
    await looks(watch, 1);
    expect(await inForce()).toBe(policy('org_owner'));
    await looks(watch, 1);
    expect(await inForce()).toBe(policy('org_admin'));
    expect(watch.problem()).toBeNull();
  });

  it('takes no half of a file that is being written, although half of it is a policy too', async () => {
    const watch = await started();
    const whole = `${policy('anyone')}  - { id: two, effect: deny, operation: users, requester: { user: W0MALLORY } }\n`;
    await writeFile(path, policy('anyone'));
    await looks(watch, 1);
    await writeFile(path, whole);
    await looks(watch, 1);
    expect(await inForce()).toBe(policy('org_owner'));
    await looks(watch, 1);
    expect(await inForce()).toBe(whole);
    expect((await policies.inForce(null))?.number).toBe(2);
  });

  it('leaves the old one in force where it is broken, says so once, and once more where it is broken otherwise', async () => {
    const watch = await started();
    await writeFile(path, BROKEN);
    await looks(watch, 10);
    expect(await inForce()).toBe(policy('org_owner'));
    expect(alerts()).toHaveLength(1);
    expect(alerts()[0]).toContain('policy.yaml:3:');
    expect(put).toHaveLength(1);
    expect(toPlain(put[0]?.says ?? [], {}).replaceAll(directory, '/etc')).toMatchInlineSnapshot(
      `"The policy file policy.yaml has been changed and cannot be followed: /etc/policy.yaml:3:60: requester: “org_owne” names nobody here; it must be one of org_owner, org_admin, workspace_owner, workspace_admin, anyone, or { user: W… }, { group: a name under “groups” }, { system_role: Rl… }, { workspace_owner_of: T… }, { workspace_admin_of: T… }, { at_least: org_admin }, { at_most: member }. Did you mean “org_owner”? Whoever keeps the file has to mend it; npm run policy -- check policy.yaml shows everything that is wrong with it. Until then policy.yaml (sha256 732aaad9bf0e…) stays in force."`,
    );
    expect(watch.problem()).toEqual(put[0]?.says);
    await writeFile(path, `${BROKEN}#`);
    await looks(watch, 10);
    expect(alerts()).toHaveLength(2);
    expect(put).toHaveLength(2);
  });

  it('is well again where the file is, whether it is the old one or another', async () => {
    const watch = await started();
    await writeFile(path, BROKEN);
    await looks(watch, 2);
    await writeFile(path, policy('org_owner'));
    await looks(watch, 2);
    expect(watch.problem()).toBeNull();
    expect((await policies.inForce(null))?.number).toBe(1);
    await writeFile(path, BROKEN);
    await looks(watch, 2);
    await writeFile(path, policy('org_admin'));
    await looks(watch, 2);
    expect(watch.problem()).toBeNull();
    expect(await inForce()).toBe(policy('org_admin'));
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['is gone', () => unlink(path), 'cannot be read (ENOENT)'],
    ['is empty', () => writeFile(path, ''), 'the file must be a mapping'],
    ['is no text', () => writeFile(path, Buffer.from([0xff, 0xfe, 0x00])), 'is not text in UTF-8'],
    ['is far too large', () => writeFile(path, '#'.repeat(1_000_001)), 'has more than 1000000 bytes'],
  ])('leaves the old one in force where the file %s', async (_, change, says) => {
    const watch = await started();
    await change();
    await looks(watch, 5);
    expect(await inForce()).toBe(policy('org_owner'));
    expect(alerts()).toHaveLength(1);
    expect(alerts()[0]).toContain(says);
  });

  it('tries again where the database could not be asked, and does not forget that the file was changed', async () => {
    const watch = await started();
    await started('two');
    await writeFile(path, policy('org_admin'));
    await looks(watch, 1);
    const whole = { ...policies };
    Object.assign(policies, { offer: () => Promise.reject(new Error('The database is away.')) });
    await expect(watch.look()).rejects.toThrow('away');
    Object.assign(policies, whole);
    await looks(watch, 1);
    expect(await inForce()).toBe(policy('org_admin'));
  });

  it('warns where another policy than its own is in force', async () => {
    const watch = await started();
    expect(log.some((line) => line.includes('another policy than this process was started with'))).toBe(false);
    await policies.offer({
      policy: { kind: 'file', hash: 'other', name: 'other.yaml', text: policy('org_admin') },
      holder: 'two',
      changed: true,
      at: clock.now(),
      until: new Date(clock.now().getTime() + 45_000),
      tell: () => [],
    });
    clock.pass(10_000);
    await looks(watch, 3);
    expect(log.filter((line) => line.includes('another policy than this process was started with'))).toHaveLength(1);
    expect(await inForce()).toBe(policy('org_admin'));
  });
});
