import { z } from 'zod';

/** How Slack's requests come in: to a port of ours and signed, or over connections that the app opens (Socket Mode). */
export type Transport =
  { readonly kind: 'http'; readonly signingSecret: string } | { readonly kind: 'socket'; readonly appToken: string };

/** One of the two is needed; where both are set, Socket Mode is used and nothing comes in signed. */
export const TransportEnvironment = z.object({
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith(
      'xapp-',
      'must be an app-level token: it begins with xapp-. Make one on your Slack app’s page, “Basic Information”, “App-Level Tokens”, with the scope connections:write.',
    )
    .optional(),
});

/** What is missing, a sentence each. */
export function transportProblems(env: Readonly<Record<string, string | undefined>>): string[] {
  if (env['SLACK_SIGNING_SECRET'] !== undefined || env['SLACK_APP_TOKEN'] !== undefined) return [];
  return [
    'SLACK_SIGNING_SECRET is missing. Copy it from your Slack app’s page, “Basic Information”, “Signing Secret”; or set SLACK_APP_TOKEN to use Socket Mode.',
  ];
}

/** The same as the app uses it; only of an environment without problems. */
export function transportConfig(set: z.infer<typeof TransportEnvironment>): Transport {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret = '' } = set;
  return appToken === undefined ? { kind: 'http', signingSecret } : { kind: 'socket', appToken };
}
