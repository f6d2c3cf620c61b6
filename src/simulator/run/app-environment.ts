import { approvalChannel, auditChannel } from '../seed.js';
import type { Simulator } from '../simulator.js';
import type { DemoKeys } from './keys.js';
import type { Settings } from './settings.js';

/** Everything the app is told: how to reach the simulated Slack, which channels are its own, where to keep its data. */
export function appEnvironment(
  simulator: Simulator,
  settings: Settings,
  app: { port: number; keys: DemoKeys },
): Record<string, string> {
  const storage: Record<string, string> =
    settings.databaseUrl === null ? { DATA_DIR: settings.dataDir } : { DATABASE_URL: settings.databaseUrl };
  return {
    SLACK_SIGNING_SECRET: simulator.signingSecret,
    SLACK_BOT_TOKEN: simulator.botToken,
    SLACK_ADMIN_TOKEN: simulator.adminToken,
    SLACK_ENTERPRISE_ID: simulator.org.id,
    SLACK_API_URL: simulator.apiUrl,
    AUDIT_CHANNEL_ID: auditChannel,
    APPROVAL_CHANNEL_ID: approvalChannel,
    ...storage,
    TOKEN_ENCRYPTION_KEY: app.keys.tokenEncryptionKey,
    LEDGER_SIGNING_KEY: app.keys.ledgerSigningKey,
    HOST: '127.0.0.1',
    PORT: String(app.port),
    LOG_LEVEL: 'info',
  };
}
