import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { examineAws } from '../../../src/cli/doctor/aws.js';
import { examineClock } from '../../../src/cli/doctor/clock.js';
import { inLine, type Finding } from '../../../src/cli/doctor/finding.js';
import { examineSettings } from '../../../src/cli/doctor/settings.js';
import { examineSlack } from '../../../src/cli/doctor/slack.js';
import { examineSocketMode } from '../../../src/cli/doctor/socket-mode.js';
import { examineStream } from '../../../src/cli/doctor/stream.js';
import type { AwsConfig } from '../../../src/config/aws.js';
import { NO_AWS } from '../../../src/engine/aws.js';
import { SlackRefused } from '../../../src/engine/errors/slack-errors.js';
import type { StreamState } from '../../../src/engine/ledger/stream-ledger.js';
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

  it('an app token that Slack takes, one that it does not, and a Slack that does not say', async () => {
    const appToken = 'xapp-of-these-tests';
    const socket = await startGrid({ appToken });
    const log = createLogger({ level: 'silent', secrets: [] });
    const said = async (token: string): Promise<string> => {
      const transport = { kind: 'socket', appToken: token } as const;
      return lines(await examineSocketMode({ transport, slackApiUrl: socket.apiUrl }, log));
    };
    try {
      expect(await said(appToken)).toMatch(/^ok {3}socket mode: Slack takes SLACK_APP_TOKEN/u);
      expect(await said('xapp-canary')).toMatch(
        /^BAD {2}socket mode: SLACK_APP_TOKEN is refused \(apps\.connections\.open: invalid_auth\)\. .*connections:write/u,
      );
      socket.setFault({ method: 'apps.connections.open', fault: 'http_500', times: 1 });
      expect(await said(appToken)).toMatch(
        /^BAD {2}socket mode: .*no usable answer: apps\.connections\.open: http_500/u,
      );
    } finally {
      await socket.stop();
    }
    expect(await examineSocketMode(configFor(slack, {}), log)).toEqual([]);
  });

  it('how far the stream has come, and since when it is behind', () => {
    const now = new Date('2026-03-02T12:00:00.000Z');
    const ago = (minutes: number): Date => new Date(now.getTime() - minutes * MINUTE);
    const well = { waiting: 0, waitingSince: null, failingSince: null, problem: null };
    const said = (state: Partial<StreamState> | null): string =>
      inLine(examineStream('https://user:canary@siem.example.com/canary', state && { ...well, ...state }, now));

    expect(said({})).toBe('ok   stream: siem.example.com has taken every entry');
    expect(said({ waiting: 2, waitingSince: ago(0.1) })).toMatch(/^ok {3}stream: 2 entries wait/u);
    expect(said({ waiting: 2, waitingSince: ago(30), failingSince: ago(20), problem: 'http_503' })).toMatch(
      /^BAD {2}stream: siem\.example\.com has taken nothing since 2026-03-02T11:40:00\.000Z \(http_503\)\. 2 entries wait, the oldest since 2026-03-02T11:30/u,
    );
    expect(said({ waiting: 1, waitingSince: ago(30) })).toMatch(
      /^BAD {2}stream: 1 entry waits.*whether a worker runs/u,
    );
    expect(said({ waiting: -3 })).toMatch(/^note stream: the ledger is shorter than what siem\.example\.com has/u);
    expect(said(null)).toMatch(/^note stream: how far it has come/u);
    expect(inLine(examineStream(null, well, now))).toMatch(/^note stream: AUDIT_SINK_URL is not set/u);
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
