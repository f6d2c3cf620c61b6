import { WebClient } from '@slack/web-api';
import { z } from 'zod';

import type { NewToken } from '../../engine/installation.js';
import { isSlackError } from '../../engine/errors/slack-errors.js';
import { calling, shaped } from '../clients/errors.js';
import { triedOnce, type ClientOptions } from '../clients/web-clients.js';

const Rotating = { refresh_token: z.string().optional(), expires_in: z.number().optional() };

/** What of `oauth.v2.access` counts (docs.slack.dev/reference/methods/oauth.v2.access). */
const Access = z.object({
  app_id: z.string(),
  is_enterprise_install: z.boolean().nullish(),
  enterprise: z.object({ id: z.string(), name: z.string().nullish() }).nullish(),
  team: z.object({ id: z.string(), name: z.string().nullish() }).nullish(),
  access_token: z.string().optional(),
  scope: z.string().optional(),
  bot_user_id: z.string().optional(),
  ...Rotating,
  authed_user: z.object({
    id: z.string(),
    access_token: z.string().optional(),
    scope: z.string().optional(),
    ...Rotating,
  }),
});

const Refreshed = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() });

/** A token of an install, before it is decided whether it is used. */
export type Granted = Omit<NewToken, 'inUse'>;

/** An install as Slack tells of it. */
export interface Access {
  readonly appId: string;
  readonly enterprise: { readonly id: string; readonly name: string } | null;
  /** The one workspace that was chosen in place of the organisation. */
  readonly workspace: { readonly id: string; readonly name: string } | null;
  readonly installer: string;
  readonly bot: Granted | null;
  readonly user: Granted | null;
}

/** Calls that need the app's own name and password, or a token that is not kept yet. */
export interface OAuthClient {
  /** @throws SlackError. */
  access(code: string, now: Date): Promise<Access>;
  /** Exchanges a refresh token. @throws SlackError. */
  refresh(
    refreshToken: string,
    now: Date,
  ): Promise<{ readonly token: string; readonly refreshToken: string; readonly expiresAt: Date }>;
  /** Gives a token back that is not kept; `false` where Slack did not take it. */
  revoke(token: string): Promise<boolean>;
  /** A client of a token that is not kept yet. */
  as(token: string): WebClient;
}

const TIMEOUT_MS = 10_000;

/** Slack's side of OAuth. Codes and secrets go into the body of a call and nowhere else. */
export function oauthClient(
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  clientOptions: ClientOptions,
): OAuthClient {
  const options = { ...triedOnce(clientOptions, TIMEOUT_MS), allowAbsoluteUrls: false };
  const as = (token?: string): WebClient => new WebClient(token, { ...options });
  const client = as();
  const method = 'oauth.v2.access';
  const ask = (what: Readonly<Record<string, string>>): Promise<unknown> =>
    calling(method, () => client.apiCall(method, { client_id: clientId, client_secret: clientSecret, ...what }));
  return {
    as,
    access: async (code, now) => accessFrom(shaped(method, Access, await ask({ code })), now),
    refresh: async (refreshToken, now) => {
      const answer = await ask({ grant_type: 'refresh_token', refresh_token: refreshToken });
      const { access_token: token, refresh_token, expires_in } = shaped(method, Refreshed, answer);
      return { token, refreshToken: refresh_token, expiresAt: later(expires_in, now) };
    },
    revoke: async (token) => {
      try {
        await calling('auth.revoke', () => as(token).apiCall('auth.revoke'));
        return true;
      } catch (error) {
        if (isSlackError(error)) return false;
        throw error;
      }
    },
  };
}

const later = (seconds: number, now: Date): Date => new Date(now.getTime() + seconds * 1000);

function accessFrom(answer: z.infer<typeof Access>, now: Date): Access {
  const { app_id, enterprise, team, authed_user: user, bot_user_id } = answer;
  return {
    appId: app_id,
    enterprise: enterprise ? { id: enterprise.id, name: enterprise.name ?? enterprise.id } : null,
    workspace: answer.is_enterprise_install === true ? null : named(team),
    installer: user.id,
    bot: bot_user_id === undefined ? null : granted({ kind: 'bot', userId: bot_user_id }, answer, now),
    user: granted({ kind: 'user', userId: user.id }, user, now),
  };
}

const named = (team: z.infer<typeof Access>['team']): Access['workspace'] =>
  team ? { id: team.id, name: team.name ?? team.id } : { id: 'unknown', name: 'a single workspace' };

function granted(
  whose: Pick<NewToken, 'kind' | 'userId'>,
  answer: Pick<z.infer<typeof Access>, 'access_token' | 'scope' | 'refresh_token' | 'expires_in'>,
  now: Date,
): Granted | null {
  const { access_token: token, scope, refresh_token, expires_in } = answer;
  if (token === undefined) return null;
  return {
    ...whose,
    token,
    refreshToken: refresh_token ?? null,
    expiresAt: refresh_token !== undefined && expires_in !== undefined ? later(expires_in, now) : null,
    scopes: (scope ?? '').split(/[ ,]+/u).filter((one) => one !== ''),
  };
}
