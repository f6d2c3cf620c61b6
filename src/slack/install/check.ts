import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import { orgRank } from '../../engine/organisation/people.js';
import { rankInWords } from '../../engine/organisation/ranks.js';
import { isSlackError, SlackRefused } from '../../engine/errors/slack-errors.js';
import { code, commas, moment, person, words, type Words } from '../../engine/words.js';
import type { SlackClients } from '../clients/connect.js';
import { calling, shaped } from '../clients/errors.js';
import { readPerson } from '../readers/org-reader.js';
import { isTokenTrouble } from '../clients/token-health.js';
import { lacking, mayInstall, type NeededScopes } from './judge.js';
import type { InstalledTokens } from './tokens.js';

/** Something about the install that somebody has to mend. */
export interface InstallProblem {
  /** `scopes`, `installer`, `bot-token`, `admin-token`, `rotation`. */
  readonly about: string;
  readonly says: Words;
}

export interface CheckOptions {
  readonly clients: Pick<SlackClients, 'interactive' | 'admin'>;
  readonly enterpriseId: string;
  readonly needed: NeededScopes;
  /** `null` where tokens were given by hand. */
  readonly tokens: InstalledTokens | null;
}

const AuthTest = z.object({
  user_id: z.string(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});
type AuthTest = z.infer<typeof AuthTest>;

/**
 * Asks Slack whether the install still is what the app needs: both tokens, their scopes, and how whoever lends their
 * rights stands now.
 * @throws SlackError where Slack is in trouble: then nothing is known.
 */
export async function checkInstallation(options: CheckOptions): Promise<InstallProblem[]> {
  const { clients, enterpriseId, needed, tokens } = options;
  const ask = async (client: WebClient): Promise<AuthTest> =>
    shaped('auth.test', AuthTest, await calling('auth.test', () => client.apiCall('auth.test')));
  const bot = await answerOr(() => ask(clients.interactive));
  const admin = await answerOr(() => clients.admin.read('auth.test', ask));
  const again = againWith(tokens !== null);
  const problems: InstallProblem[] = [];
  if (bot instanceof SlackRefused) {
    problems.push({
      about: 'bot-token',
      says: words`Slack does not take the app’s own token any more (${code(bot.code)}), so the app can neither answer nor post. ${again}`,
    });
  }
  if (admin instanceof SlackRefused) {
    problems.push({
      about: 'admin-token',
      says: words`Slack does not take the admin token any more (${code(admin.code)}), so nothing can be run. ${again}`,
    });
  }
  problems.push(...scopeProblems(needed, { bot, admin }, again), ...rotationProblems(tokens));
  if (!(admin instanceof SlackRefused) && !(bot instanceof SlackRefused)) {
    const installer = await readPerson({ interactive: clients.interactive, enterpriseId }, admin.user_id);
    const rank = orgRank(installer);
    if (!mayInstall(rank)) {
      problems.push({
        about: 'installer',
        says: words`${person(admin.user_id)}, with whose rights the app works, is ${rankInWords(rank)} now and no org owner or org admin any more, so Slack refuses what is run. ${again}`,
      });
    }
  }
  return problems;
}

/** Nothing is said of a token that Slack refuses for another reason than the token. */
async function answerOr(ask: () => Promise<AuthTest>): Promise<AuthTest | SlackRefused> {
  try {
    return await ask();
  } catch (error) {
    if (isSlackError(error) && error instanceof SlackRefused && isTokenTrouble(error.code)) return error;
    throw error;
  }
}

function scopeProblems(
  needed: NeededScopes,
  answers: { bot: AuthTest | SlackRefused; admin: AuthTest | SlackRefused },
  again: Words,
): InstallProblem[] {
  const missing = [...missingIn(needed.bot, answers.bot), ...missingIn(needed.user, answers.admin)];
  if (missing.length === 0) return [];
  const says = words`The app was granted less than it needs: ${commas(missing.map(code), 8)} ${missing.length === 1 ? 'is' : 'are'} missing, and Slack refuses what needs that. Bring the app’s manifest up to date (${code('npm run manifest')}). ${again}`;
  return [{ about: 'scopes', says }];
}

/** Where Slack does not name the scopes, nothing is said of them. */
function missingIn(needed: readonly string[], answer: AuthTest | SlackRefused): string[] {
  const granted = answer instanceof SlackRefused ? undefined : answer.response_metadata?.scopes;
  return granted ? lacking(needed, granted) : [];
}

function rotationProblems(tokens: InstalledTokens | null): InstallProblem[] {
  return (['bot', 'user'] as const).flatMap((kind) => {
    const token = tokens?.inUse(kind);
    if (!token?.exchangeProblem) return [];
    const which = kind === 'bot' ? 'app’s own token' : 'admin token';
    const until = token.expiresAt ? moment(Math.floor(token.expiresAt.getTime() / 1000)) : 'now';
    const says = words`The ${which} cannot be exchanged for a newer one any more (${code(token.exchangeProblem)}) and ends ${until}. An org owner has to open ${code('/slack/install')} before that.`;
    return [{ about: `rotation-${kind}`, says }];
  });
}

const againWith = (installed: boolean): Words =>
  installed
    ? words`An org owner has to open ${code('/slack/install')} of this app and install it again.`
    : words`An org owner has to install the app again, and the operator to put the new tokens into ${code('SLACK_BOT_TOKEN')} and ${code('SLACK_ADMIN_TOKEN')}.`;
