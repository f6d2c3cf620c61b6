import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import type { AdminDoor } from './admin.js';
import { calling, shaped } from './errors.js';

const AuthTest = z.object({
  user_id: z.string(),
  team: z.string().nullish(),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().nullish(),
});
type AuthTest = z.infer<typeof AuthTest>;

/** Who the app is in this organisation. */
export interface Installation {
  /** User ID of whoever installed it: the admin token is theirs. */
  readonly installer: string;
  readonly enterpriseName: string;
}

/** The tokens are not the ones this deployment was configured for; says which and why. */
export class WrongTokens extends Error {
  constructor(problems: readonly string[]) {
    super(`The app cannot work with these tokens:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'WrongTokens';
  }
}

/**
 * Asks Slack whose tokens these are. Both must be org-wide tokens of the configured organisation (DESIGN 6.2).
 * @throws WrongTokens where they are not; SlackError where Slack could not be asked.
 */
export async function verifyInstallation(
  { interactive, admin }: { interactive: WebClient; admin: AdminDoor },
  enterpriseId: string,
): Promise<Installation> {
  const ask = async (client: WebClient): Promise<AuthTest> =>
    shaped('auth.test', AuthTest, await calling('auth.test', () => client.apiCall('auth.test')));
  const bot = await ask(interactive);
  const installer = await admin.read('auth.test', ask);
  const problems = [
    ...problemsOf('SLACK_BOT_TOKEN', bot, enterpriseId),
    ...problemsOf('SLACK_ADMIN_TOKEN', installer, enterpriseId),
  ];
  if (problems.length > 0) throw new WrongTokens(problems);
  return { installer: installer.user_id, enterpriseName: installer.team ?? enterpriseId };
}

function problemsOf(name: string, answer: AuthTest, enterpriseId: string): string[] {
  if (answer.enterprise_id !== enterpriseId) {
    return [
      `${name} belongs to ${answer.enterprise_id ?? answer.team_id ?? 'no organisation'}, not to SLACK_ENTERPRISE_ID ${enterpriseId}. Use the token of an install on that organisation.`,
    ];
  }
  if (!isOrgWide(answer, enterpriseId)) {
    return [
      `${name} is the token of a single workspace. Install the app on the whole organisation, as an org owner, and use that install’s token.`,
    ];
  }
  return [];
}

/** Where the flag is absent, the token of a workspace still gives itself away: it names the workspace. */
function isOrgWide({ is_enterprise_install, team_id }: AuthTest, enterpriseId: string): boolean {
  return is_enterprise_install ?? (!team_id || team_id === enterpriseId);
}
