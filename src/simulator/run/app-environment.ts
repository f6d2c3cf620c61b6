import { randomBytes } from 'node:crypto';
import { devNull } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { isOrgOwner } from '../org/ranks.js';
import { approvalChannel, auditChannel } from '../seed.js';
import type { Simulator } from '../simulator.js';
import type { DemoKeys } from './keys.js';
import type { Settings } from './settings.js';

/** Everything the app is told: how to reach the simulated Slack, its channels, its policy, where to keep its data. */
export function appEnvironment(
  simulator: Simulator,
  settings: Settings,
  app: { port: number; keys: DemoKeys; awsAccountsFile: string },
): Record<string, string> {
  const storage: Record<string, string> =
    settings.databaseUrl === null ? { DATA_DIR: settings.dataDir } : { DATABASE_URL: settings.databaseUrl };
  return {
    ...transport(simulator),
    ...(settings.oauth ? waysToInstall(simulator) : tokensByHand(simulator)),
    SLACK_API_URL: simulator.apiUrl,
    AUDIT_CHANNEL_ID: auditChannel,
    APPROVAL_CHANNEL_ID: approvalChannel,
    ...(settings.policyFile === null ? {} : { POLICY_FILE: settings.policyFile }),
    ...storage,
    TOKEN_ENCRYPTION_KEY: app.keys.tokenEncryptionKey,
    LEDGER_SIGNING_KEY: app.keys.ledgerSigningKey,
    AUDIT_WORM_URL: pathToFileURL(resolve(settings.root, settings.dataDir, 'checkpoints.jsonl')).href,
    ...awsEnvironment(simulator, app.awsAccountsFile),
    HOST: '127.0.0.1',
    PORT: String(app.port),
    LOG_LEVEL: 'info',
  };
}

function transport({ appToken, signingSecret }: Simulator): Record<string, string> {
  return appToken === null ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken };
}

function tokensByHand({ botToken, adminToken, org }: Simulator): Record<string, string> {
  return { SLACK_BOT_TOKEN: botToken, SLACK_ADMIN_TOKEN: adminToken, SLACK_ENTERPRISE_ID: org.id };
}

/** Installs that are under way when the simulator ends can be begun anew, so their secret need not outlive it. */
function waysToInstall({ oauthClient }: Simulator): Record<string, string> {
  return {
    SLACK_CLIENT_ID: oauthClient.id,
    SLACK_CLIENT_SECRET: oauthClient.secret,
    SLACK_STATE_SECRET: randomBytes(32).toString('base64'),
  };
}

/** Where AWS is, and nothing by which the app could find the real one: neither files nor roles of this machine. */
function awsEnvironment({ aws, org }: Simulator, accountsFile: string): Record<string, string> {
  return {
    AWS_ACCOUNTS_FILE: accountsFile,
    AWS_OPERATORS: org.people
      .filter(isOrgOwner)
      .map(({ id }) => id)
      .join(','),
    AWS_ENDPOINT_URL_SUPPORT_APP: aws.url,
    AWS_ENDPOINT_URL_STS: aws.stsUrl,
    AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
    AWS_REGION: aws.region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
