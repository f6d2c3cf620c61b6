import type { TokenHealth } from '../../src/slack/clients/token-health.js';

/** Where the health of the admin token is not what a test is about. */
export const HEALTHY: TokenHealth = { watch: (call) => call, problem: () => null };
