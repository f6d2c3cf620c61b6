import type { Clock } from '../../engine/ports.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import type { Logger } from '../../telemetry/log.js';

/** Codes by which Slack says that a token, or the person behind it, may not do anything any more. */
const TOKEN_TROUBLE: ReadonlySet<string> = new Set([
  'accesslimited',
  'account_inactive',
  'ekm_access_denied',
  'feature_not_enabled',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_an_admin',
  'not_authed',
  'not_installed',
  'org_login_required',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
]);

/** Whether a code says something about the token, and not about what was asked with it. */
export const isTokenTrouble = (code: string): boolean => TOKEN_TROUBLE.has(code);

/** The operator is told of the same trouble once in this time. */
const REMIND_MS = 60 * 60 * 1000;

/** Whether a token still works: without either of them nothing can be run, so the operator has to hear of it at once. */
export interface TokenHealth {
  /** Looks at how a call with the token ended. */
  watch<T>(call: Promise<T>): Promise<T>;
  /** Slack's code, as long as the last answer was one of that kind. */
  problem(): string | null;
}

/** Watches the answers and writes an alert into the operator's log. */
export function tokenHealth(clock: Clock, log: Logger, whose: 'admin' | 'bot' = 'admin'): TokenHealth {
  let problem: { readonly code: string; readonly toldAt: number } | null = null;

  const trouble = ({ method, code }: SlackRefused): void => {
    const now = clock.now().getTime();
    const told = problem?.code === code && now - problem.toldAt < REMIND_MS;
    if (told) return;
    problem = { code, toldAt: now };
    log.error(
      { alert: `${whose}-token`, method, code },
      `Slack does not accept the ${whose} token for this: nothing can be run until an org owner has reinstalled the app`,
    );
  };

  return {
    problem: () => problem?.code ?? null,
    watch: async (call) => {
      try {
        const answer = await call;
        if (problem) log.info({ code: problem.code }, `the ${whose} token works again`);
        problem = null;
        return answer;
      } catch (error) {
        if (error instanceof SlackRefused && TOKEN_TROUBLE.has(error.code)) trouble(error);
        throw error;
      }
    },
  };
}
