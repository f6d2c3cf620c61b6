import type { Config } from '../../config.js';
import type { Database } from '../../store/database.js';
import { installationsIn } from '../../store/installations.js';
import { BrokenSeal, UnknownKey, vaultWith } from '../../store/vault.js';
import { bad, note, type Finding } from './finding.js';

const ABOUT = 'tokens';

/** The tokens in use and whose organisation it is, or why they cannot be had. */
export type Tokens =
  { readonly bot: string; readonly admin: string; readonly enterpriseId: string } | { readonly finding: Finding };

/** The tokens, from the configuration or from the database. Nothing is exchanged for something newer. */
export async function tokensOf({ tokens, enterpriseId, keys }: Config, db: Database | null): Promise<Tokens> {
  if (tokens && enterpriseId !== null) return { ...tokens, enterpriseId };
  const [first, ...more] = keys;
  if (!db || !first) return { finding: note(ABOUT, 'they stand in the database, which could not be read here') };
  try {
    const installations = installationsIn(db, vaultWith([first, ...more]));
    const org = enterpriseId ?? (await installations.organisation());
    const kept = org === null ? [] : await installations.read(org);
    const inUse = (kind: 'bot' | 'user'): string | undefined =>
      kept.find((token) => token.kind === kind && token.inUse)?.token;
    const [bot, admin] = [inUse('bot'), inUse('user')];
    if (org === null || bot === undefined || admin === undefined)
      return { finding: bad(ABOUT, 'the app is not installed: an org owner has to open /slack/install') };
    return { bot, admin, enterpriseId: org };
  } catch (error) {
    if (error instanceof UnknownKey || error instanceof BrokenSeal) return { finding: bad(ABOUT, error.message) };
    throw error;
  }
}
