import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import { connectSlack, verifiedInstallation } from '../../../src/slack/clients/connect.js';
import type { Installation } from '../../../src/slack/clients/verify-installation.js';
import { createLogger } from '../../../src/telemetry/log.js';
import { FakeClock } from '../../support/clock.js';
import { ORG } from '../../support/org.js';
import { answeredBy, type SlackApi } from '../../support/slack-api.js';

const OURS = { ok: true, user_id: 'W0OWNER', team: 'Engines', enterprise_id: ORG, is_enterprise_install: true };

describe('verifiedInstallation', () => {
  let slack: SlackApi;
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.calls.length = 0;
  });

  const verified = (): Promise<Installation> => {
    const log = createLogger({ level: 'silent', secrets: [] });
    const tokens = { bot: 'xoxb-1', admin: 'xoxp-1', slackApiUrl: slack.url };
    const clients = connectSlack(tokens, { catalogue, log, aws: NO_AWS, clock: new FakeClock() });
    return verifiedInstallation(clients, ORG, { log, signal: new AbortController().signal });
  };
  const answering = (changes: Record<string, unknown>): Promise<Installation> => {
    slack.answers['auth.test'] = { ...OURS, ...changes };
    return verified();
  };

  it.each([
    ['an org-wide token of ours', {}],
    ['one that names the organisation where others name a workspace', { team_id: ORG }],
    ['one that does not say what it is and names no workspace', { is_enterprise_install: undefined, team_id: null }],
    ['one that does not say what it is and names the organisation', { is_enterprise_install: null, team_id: ORG }],
  ])('takes %s', async (_, changes) => {
    expect(await answering(changes)).toEqual({ installer: 'W0OWNER', enterpriseName: 'Engines' });
  });

  it('goes by the organisation’s ID where Slack says no name', async () => {
    expect(await answering({ team: null })).toMatchObject({ enterpriseName: ORG });
  });

  it.each([
    ['of another organisation', { enterprise_id: 'E0OTHER' }, 'belongs to E0OTHER'],
    ['of no organisation', { enterprise_id: null, team_id: 'T0ALONE' }, 'belongs to T0ALONE'],
    ['of a workspace', { is_enterprise_install: false }, 'the token of a single workspace'],
    ['of a workspace, even if it calls it ours', { is_enterprise_install: false, team_id: ORG }, 'a single workspace'],
    [
      'that names a workspace and does not say what it is',
      { is_enterprise_install: null, team_id: 'T0MARKET01' },
      'a single',
    ],
  ])('refuses a token %s', async (_, changes, why) => {
    await expect(answering(changes)).rejects.toThrow(why);
  });

  it('refuses at once a token that Slack does not know', async () => {
    slack.answers['auth.test'] = { ok: false, error: 'invalid_auth' };
    await expect(verified()).rejects.toThrow('invalid_auth');
    expect(slack.calls).toHaveLength(1);
  });

  it('asks again where Slack says that it is in trouble', async () => {
    slack.answers['auth.test'] = [{ ok: false, error: 'internal_error' }, OURS];
    expect(await verified()).toMatchObject({ installer: 'W0OWNER' });
  });
});
