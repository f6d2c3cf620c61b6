import { z } from 'zod';

/** How the app comes to its tokens: by an install in the browser, or given by hand. */
export const InstallEnvironment = z.object({
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^\d+\.\d+$/u, 'must be two numbers with a dot between them: copy it from “Basic Information”, “Client ID”.')
    .optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z
    .string()
    .min(16, 'must have at least 16 characters; make one with: openssl rand -base64 32')
    .optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must be a bot token: it begins with xoxb-.').optional(),
  SLACK_ADMIN_TOKEN: z.string().startsWith('xoxp-', 'must be a user token: it begins with xoxp-.').optional(),
  SLACK_ENTERPRISE_ID: z
    .string()
    .regex(/^E[A-Z0-9]+$/u, 'must be the ID of an organisation: it begins with E.')
    .optional(),
  TOKEN_ENCRYPTION_KEY: z.string().optional(),
});
type InstallEnvironment = z.infer<typeof InstallEnvironment>;

/** The app’s own name and password at Slack, for installs by OAuth. */
export interface OAuthConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the state that goes to Slack and back with somebody’s browser. */
  readonly stateSecret: string;
}

/** A key by which tokens are encrypted, under the name that ciphertexts carry. */
export interface EncryptionKey {
  readonly id: string;
  readonly key: Buffer;
}

export interface InstallConfig {
  /** Tokens given by hand; `null` where they come from installs. */
  readonly tokens: { readonly bot: string; readonly admin: string } | null;
  readonly oauth: OAuthConfig | null;
  /** The organisation; `null` where it is the first one that is installed on. */
  readonly enterpriseId: string | null;
  /** The first one encrypts, all of them decrypt. */
  readonly keys: readonly EncryptionKey[];
}

const HOW: Readonly<Record<string, string>> = {
  SLACK_CLIENT_ID: 'Copy it from your Slack app’s page, “Basic Information”, “Client ID”.',
  SLACK_CLIENT_SECRET: 'Copy it from your Slack app’s page, “Basic Information”, “Client Secret”.',
  SLACK_STATE_SECRET: 'Make one with: openssl rand -base64 32',
  TOKEN_ENCRYPTION_KEY: 'Make one with: openssl rand -base64 32',
  SLACK_BOT_TOKEN: 'It begins with xoxb- and stands on your Slack app’s page, “OAuth & Permissions”.',
  SLACK_ADMIN_TOKEN: 'It begins with xoxp- and is the user token of the org owner who installed the app.',
  SLACK_ENTERPRISE_ID: 'It is your organisation’s ID and begins with E.',
};
const BY_HAND = ['SLACK_BOT_TOKEN', 'SLACK_ADMIN_TOKEN'];
const BY_OAUTH = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'];

/** What is missing or does not go together, a sentence each. */
export function installProblems(env: Readonly<Record<string, string | undefined>>): string[] {
  const isSet = (name: string): boolean => env[name] !== undefined;
  const missing = (names: readonly string[]): string[] =>
    names.filter((name) => !isSet(name)).map((name) => `${name} is missing. ${HOW[name]}`);
  const keys = readKeys(env['TOKEN_ENCRYPTION_KEY']);
  const badKeys = 'problem' in keys ? [keys.problem] : [];
  const [byHand, byOAuth] = [BY_HAND.filter(isSet), BY_OAUTH.filter(isSet)];
  if (byHand.length > 0 && byOAuth.length > 0) {
    return [
      `${byHand.join(' and ')} and ${byOAuth.join(', ')} are both set: tokens are either given by hand or come from installs. Unset SLACK_BOT_TOKEN and SLACK_ADMIN_TOKEN to install at /slack/install, or the SLACK_CLIENT_… variables to give tokens by hand.`,
      ...badKeys,
    ];
  }
  if (byOAuth.length > 0) return [...missing([...BY_OAUTH, 'TOKEN_ENCRYPTION_KEY']), ...badKeys];
  if (byHand.length > 0) return [...missing([...BY_HAND, 'SLACK_ENTERPRISE_ID']), ...badKeys];
  return [
    'SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET and TOKEN_ENCRYPTION_KEY are missing, with which the app can be installed at /slack/install. The first two are on your Slack app’s page, “Basic Information”; make the others with: openssl rand -base64 32. To give tokens by hand instead, set SLACK_BOT_TOKEN, SLACK_ADMIN_TOKEN and SLACK_ENTERPRISE_ID.',
    ...badKeys,
  ];
}

/** The same as the app uses it; only of an environment without problems. */
export function installConfig(set: InstallEnvironment): InstallConfig {
  const keys = readKeys(set.TOKEN_ENCRYPTION_KEY);
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = set;
  const { SLACK_BOT_TOKEN: bot, SLACK_ADMIN_TOKEN: admin } = set;
  return {
    tokens: bot && admin ? { bot, admin } : null,
    oauth: clientId && clientSecret && stateSecret ? { clientId, clientSecret, stateSecret } : null,
    enterpriseId: set.SLACK_ENTERPRISE_ID ?? null,
    keys: 'problem' in keys ? [] : keys.keys,
  };
}

/** The keys alone, for what is done to the database by hand. */
export function keyringFrom(
  text: string | undefined,
): { readonly keys: readonly EncryptionKey[] } | { readonly problem: string } {
  if (text === undefined) return { problem: `TOKEN_ENCRYPTION_KEY is missing. ${HOW_KEYS}` };
  return readKeys(text);
}

const KEY_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/]{43}=?$/u;
const KEY_ID = /^[a-z0-9_-]{1,20}$/u;
const HOW_KEYS =
  'Give 32 bytes in base64 (openssl rand -base64 32); or several as name:base64 with commas between them, the one to encrypt with first. Names take lower-case letters, digits, - and _.';

/** A key without a name is called `1`, so that it can stay behind a newer one as `1:…`. */
const UNNAMED = '1';

function readKeys(
  text: string | undefined,
): { readonly keys: readonly EncryptionKey[] } | { readonly problem: string } {
  if (text === undefined) return { keys: [] };
  const keys: EncryptionKey[] = [];
  for (const part of text.split(',').map((piece) => piece.trim())) {
    const colon = part.indexOf(':');
    const id = colon < 0 ? UNNAMED : part.slice(0, colon);
    const written = part.slice(colon + 1);
    const key = Buffer.from(written, 'base64');
    // What stands in it is never repeated: it may be a key with a slip of the finger.
    if (!KEY_ID.test(id) || !BASE64.test(written) || key.length !== KEY_BYTES) {
      return { problem: `TOKEN_ENCRYPTION_KEY: key ${keys.length + 1} of it cannot be used. ${HOW_KEYS}` };
    }
    if (keys.some((known) => known.id === id)) {
      return { problem: `TOKEN_ENCRYPTION_KEY has two keys of the same name (key ${keys.length + 1}). ${HOW_KEYS}` };
    }
    keys.push({ id, key });
  }
  return { keys };
}
