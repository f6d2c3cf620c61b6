import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { examineAws } from '../../../src/cli/doctor/aws.js';
import { examineClock } from '../../../src/cli/doctor/clock.js';
import { inLine, type Finding } from '../../../src/cli/doctor/finding.js';
import { examineSettings } from '../../../src/cli/doctor/settings.js';
import { examineSlack } from '../../../src/cli/doctor/slack.js';
import type { AwsConfig } from '../../../src/config/aws.js';
import { NO_AWS } from '../../../src/engine/aws.js';
import { SlackRefused } from '../../../src/engine/errors/slack-errors.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import { startSimulator, type Simulator } from '../../../src/simulator/simulator.js';
import { createLogger } from '../../../src/telemetry/log.js';
import { FakeClock, MINUTE } from '../../support/clock.js';
import { directoryPerson } from '../../support/directory.js';
import { aDataDir, removeDataDir } from '../../support/embedded.js';
import { startGrid } from '../../support/engine.js';
import { AUDIT, configFor } from '../../support/gridkeeper.js';

const lines = (findings: readonly Finding[]): string => findings.map(inLine).join('\n');

describe('what the doctor finds', () => {
  let slack: Simulator;
  let dir: string;
  beforeAll(async () => {
    [slack, dir] = await Promise.all([startGrid(), aDataDir()]);
  });
  afterAll(async () => {
    await slack.stop();
    await removeDataDir(dir);
  });

  const asked = async (options: { guest?: string; of?: Simulator } = {}): Promise<string> => {
    const { of = slack } = options;
    const config = configFor(of, {});
    const { enterpriseId } = config;
    const tokens = { bot: of.botToken, admin: of.adminToken, enterpriseId };
    const guest = options.guest && directoryPerson(options.guest, 'Gia', 'gia', { mark: 'guest' });
    const directory = { person: (id: string) => (guest && id === guest.id ? guest : undefined) };
    const log = createLogger({ level: 'silent', secrets: [] });
    return lines(await examineSlack({ config, catalogue, tokens, directory, clock: new FakeClock(), log }));
  };

  it('an installer who is no org admin any more, and one who is', async () => {
    const installer = slack.org.person('dorothy');
    const { org_role: rank } = installer;
    installer.org_role = 'member';
    expect(await asked()).toMatch(/^BAD {2}installer: .*no org owner or org admin any more/mu);
    installer.org_role = rank;
    expect(await asked()).toMatch(/^ok {3}installer/mu);
  });

  it('a Slack that does not say how the installer stands', async () => {
    slack.setFault({ method: 'users.info', fault: 'error', error: 'fatal_error', times: 1 });
    expect(await asked()).toMatch(/^BAD {2}install: .*no usable answer/mu);
    slack.clearFaults();
  });

  it('scopes that were not granted', async () => {
    const manifest = JSON.parse(await readFile('manifest.json', 'utf8'));
    const { scopes } = manifest.oauth_config;
    scopes.bot = scopes.bot.filter((scope: string) => scope !== 'chat:write');
    const less = await startSimulator({ manifest });
    expect(await asked({ of: less })).toMatch(/^BAD {2}scopes: .*chat:write.*is missing/mu);
    await less.stop();
    expect(await asked()).toMatch(/^ok {3}scopes/mu);
  });

  it('a guest in the audit channel, and none', async () => {
    const [member = ''] = slack.org.channel(AUDIT).members;
    expect(await asked({ guest: member })).toMatch(/^BAD {2}audit channel: .*has a guest in it/mu);
    expect(await asked()).toMatch(/^ok {3}audit channel/mu);
  });

  it('a channel that Slack does not show', async () => {
    slack.setFault({ method: 'conversations.info', fault: 'error', error: 'channel_not_found', times: 3 });
    expect(await asked()).toMatch(/^BAD {2}approval channel: .*channel_not_found/mu);
    slack.clearFaults();
  });

  it('a clock that is off, and one that is not', async () => {
    const off = { now: () => new Date(Date.now() + 6 * MINUTE) };
    expect(lines([await examineClock(slack.apiUrl, off)])).toMatch(/^BAD {2}clock: 3\d\d s ahead of Slack’s.*NTP/u);
    expect(lines([await examineClock(slack.apiUrl, { now: () => new Date() })])).toMatch(/^ok {3}clock/u);
    expect(lines([await examineClock('http://127.0.0.1:1/api/', off)])).toMatch(
      /^BAD {2}clock: .*cannot be reached.*(?:ECONNREFUSED|bad port)/u,
    );
  });

  it('AWS accounts that can be read, and that cannot, and which client is in use', async () => {
    const account = { kind: 'member', region: 'eu-central-1', role: null } as const;
    const config: AwsConfig = {
      accounts: [
        { ...account, name: 'shop', accountId: '111111111111' },
        { ...account, name: 'lab', accountId: '222222222222' },
      ],
      operators: [],
      client: 'composed',
    };
    const door = {
      ...NO_AWS,
      list: (id: string) =>
        id === '111111111111' ? Promise.resolve([]) : Promise.reject(new SlackRefused('List', 'AccessDeniedException')),
    };
    const said = lines(await examineAws(config, door));
    expect(said).toMatch(/^ok {3}aws shop: account 111111111111.*0 workspaces/mu);
    expect(said).toMatch(/^BAD {2}aws lab: .*AccessDeniedException.*ExternalId/mu);
    expect(said).toContain('the client that comes with Gridkeeper is in use');
    expect(lines(await examineAws(null))).toMatch(/^note aws: no accounts/u);
  });

  it('a policy, its ordinary user groups, and where checkpoints go', async () => {
    const none = lines(examineSettings(configFor(slack, {}), catalogue));
    expect(none).toMatch(/^note policy: POLICY_FILE is not set/mu);
    expect(none).toMatch(/^note checkpoints: LEDGER_SIGNING_KEY is not set/mu);

    const policyFile = join(dir, 'policy.yaml');
    await writeFile(policyFile, 'version: 1\nrules: what\n');
    const ledger = { signingKeys: ['seed'], worm: { kind: 'file', path: '/var/lib/checkpoints' }, sink: null } as const;
    const broken = lines(examineSettings({ ...configFor(slack, {}), policyFile, ledger }, catalogue));
    expect(broken).toMatch(/^BAD {2}policy: .*policy\.yaml:\d+:\d+/mu);
    expect(broken).toMatch(/^ok {3}checkpoints: signed, in \/var\/lib\/checkpoints/mu);
  });
});
