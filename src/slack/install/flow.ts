import type { IncomingMessage, ServerResponse } from 'node:http';

import { z } from 'zod';

import type { Directory } from '../../engine/organisation/directory.js';
import type { Installations, StoredToken } from '../../engine/installation.js';
import type { Clock } from '../../engine/ports.js';
import { orgRank } from '../../engine/organisation/people.js';
import type { Rank } from '../../engine/organisation/ranks.js';
import { isSlackError } from '../../engine/errors/slack-errors.js';
import type { Logger } from '../../telemetry/log.js';
import { calling, shaped } from '../clients/errors.js';
import { readPerson } from '../readers/org-reader.js';
import { alertOfInstall } from './alerts.js';
import { toOwners } from '../../engine/owner-messages.js';
import type { Access, OAuthClient } from './access.js';
import { arrives, depart, type BrowserOptions } from './browser.js';
import { sendPage, type Page } from './html.js';
import { judge, mayInstall, refusalOf, type Kept, type NeededScopes, type Refusal } from './judge.js';
import { installed, invitation, notGranted, refused, slackTrouble, strayed } from './pages.js';

export interface InstallFlowOptions {
  readonly clientId: string;
  readonly browser: BrowserOptions;
  readonly oauth: OAuthClient;
  readonly installations: Installations;
  readonly slackApiUrl: string;
  readonly scopes: NeededScopes;
  /** The organisation that is configured, or `null`. */
  readonly enterpriseId: string | null;
  readonly clock: Clock;
  readonly log: Logger;
  /** The local copy that knows the org owners, once there is one. */
  readonly directory: () => Pick<Directory, 'orgOwners'> | null;
  /** Called when something was kept. */
  readonly onKept: () => Promise<void>;
}

/** The two pages of an install. */
export interface InstallFlow {
  begin(request: IncomingMessage, response: ServerResponse): Promise<void>;
  finish(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Installs on an organisation, in a browser: `/slack/install`, then Slack's page, then `/slack/oauth_redirect`. */
export function installFlow(options: InstallFlowOptions): InstallFlow {
  const { browser, scopes } = options;
  return {
    begin: async (request, response) => {
      const { state, cookie } = await depart(browser, request);
      sendPage(response, invitation(authorizeUrl(options, state), scopes), { 'set-cookie': cookie });
    },
    finish: async (request, response) => sendPage(response, await finished(options, request)),
  };
}

/** Slack's page stands where its API stands (docs.slack.dev/authentication/installing-with-oauth). */
function authorizeUrl({ slackApiUrl, clientId, scopes }: InstallFlowOptions, state: string): string {
  const url = new URL('/oauth/v2/authorize', slackApiUrl);
  url.search = new URLSearchParams({
    client_id: clientId,
    scope: scopes.bot.join(','),
    user_scope: scopes.user.join(','),
    state,
  }).toString();
  return url.href;
}

async function finished(options: InstallFlowOptions, request: IncomingMessage): Promise<Page> {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  if (!(await arrives(options.browser, request, query.get('state') ?? ''))) return strayed;
  const error = query.get('error');
  if (error !== null) return notGranted(error);
  try {
    const access = await options.oauth.access(query.get('code') ?? '', options.clock.now());
    return await settle(options, access);
  } catch (trouble) {
    if (!isSlackError(trouble)) throw trouble;
    options.log.warn({ problem: trouble.message }, 'an install could not be finished');
    return slackTrouble(trouble);
  }
}

/** Decides about tokens that are there already: whatever is not kept is given back. */
async function settle(options: InstallFlowOptions, access: Access): Promise<Page> {
  const { installations } = options;
  const ours = options.enterpriseId ?? (await installations.organisation());
  const refusal = refusalOf(access, ours);
  if (refusal || !access.enterprise || !access.bot) {
    return turnAway(options, access, { refusal: refusal ?? { why: 'no-bot' }, ours, giveBack: ['bot', 'user'] });
  }
  const { enterprise, bot } = access;
  const known = await installations.read(enterprise.id);
  // The bot's token may be the very one that is in use already: given back, it would end an install that works.
  const giveBack = known.some(({ kind }) => kind === 'bot') ? (['user'] as const) : (['bot', 'user'] as const);
  let facts: Facts;
  try {
    facts = await factsOf(options, { access, enterpriseId: enterprise.id, bot: bot.token, known });
  } catch (error) {
    if (isSlackError(error)) await giveTokensBack(options, access, giveBack);
    throw error;
  }
  if (!mayInstall(facts.rank)) {
    return turnAway(options, access, { refusal: { why: 'not-an-org-admin', rank: facts.rank }, ours, giveBack });
  }
  const owner = options.enterpriseId ?? (await installations.belongTo(enterprise.id));
  // Two organisations at the same moment: the other one was faster.
  if (owner !== enterprise.id) {
    const other: Refusal = { why: 'another-organisation', enterprise: enterprise.id };
    return turnAway(options, access, { refusal: other, ours: owner, giveBack: ['bot', 'user'] });
  }
  const kept = await keepJudged(options, access, { known, facts, enterpriseId: enterprise.id });
  // Somebody else's install came in between: what was seen of the people is not what counts any more.
  if (!kept) return settle(options, access);
  return installed(enterprise.name, kept, { appUrl: workspacesPage(facts.url, access.appId), rank: facts.rank });
}

interface Facts {
  readonly rank: Rank;
  readonly rankInUse: Rank | null;
  readonly url: string | null;
}

const AuthTest = z.object({ url: z.string().nullish() });

async function factsOf(
  { oauth }: InstallFlowOptions,
  about: { access: Access; enterpriseId: string; bot: string; known: readonly StoredToken[] },
): Promise<Facts> {
  const { access, enterpriseId, bot, known } = about;
  const interactive = oauth.as(bot);
  const { url } = shaped('auth.test', AuthTest, await calling('auth.test', () => interactive.apiCall('auth.test')));
  const rankOf = async (id: string): Promise<Rank> => orgRank(await readPerson({ interactive, enterpriseId }, id));
  const rank = await rankOf(access.installer);
  const inUse = userInUse(known);
  const rankInUse = inUse === null ? null : await rankOf(inUse).catch(unlessSlack);
  return { rank, rankInUse, url: url ?? null };
}

const unlessSlack = (error: unknown): null => {
  if (isSlackError(error)) return null;
  throw error;
};

async function keepJudged(
  { installations, clock, log, onKept, scopes, directory }: InstallFlowOptions,
  access: Access,
  { known, facts, enterpriseId }: { known: readonly StoredToken[]; facts: Facts; enterpriseId: string },
): Promise<Kept | null> {
  const { appId, installer } = access;
  const { rank } = facts;
  const kept = judge(access, { known, ...facts, needed: scopes });
  const { fate, lacking } = kept;
  const detail = {
    app_id: appId,
    rank,
    token: fate.kind,
    displaces: fate.kind === 'used' ? fate.displaces : null,
    lacking: [...lacking.bot, ...lacking.user],
  };
  const at = clock.now();
  const entries = [{ kind: 'install.done', actor: installer, detail }];
  const previous = await installations.lastInstaller(enterpriseId);
  const alert = alertOfInstall({ fate, installer, rank, previous, at });
  const messages = alert ? toOwners(directory() ?? NOBODY_YET, alert, previous === null ? [] : [previous]) : [];
  const seen = { user: userInUse(known) };
  if (!(await installations.keep(enterpriseId, kept.tokens, { at, entries, messages }, seen))) return null;
  log.info({ installer, enterprise: enterpriseId, ...detail }, 'the app was installed');
  await onKept();
  return kept;
}

const NOBODY_YET = { orgOwners: () => [] };

const userInUse = (known: readonly StoredToken[]): string | null =>
  known.find(({ kind, inUse }) => kind === 'user' && inUse)?.userId ?? null;

async function turnAway(
  options: InstallFlowOptions,
  access: Access,
  { refusal, ours, giveBack }: { refusal: Refusal; ours: string | null; giveBack: readonly ('bot' | 'user')[] },
): Promise<Page> {
  const { installations, clock, log } = options;
  await giveTokensBack(options, access, giveBack);
  const detail = { enterprise_id: access.enterprise?.id ?? null, team_id: access.workspace?.id ?? null };
  log.warn(
    { alert: 'install-refused', why: refusal.why, actor: access.installer, ...detail },
    'an install was refused',
  );
  if (ours !== null) {
    const entry = { kind: 'install.refused', actor: access.installer, because: refusal.why, detail };
    await installations.keep(ours, [], { at: clock.now(), entries: [entry] });
  }
  return refused(refusal);
}

async function giveTokensBack(
  { oauth, log }: InstallFlowOptions,
  access: Access,
  which: readonly ('bot' | 'user')[],
): Promise<void> {
  for (const kind of which) {
    const token = access[kind]?.token;
    if (token !== undefined && !(await oauth.revoke(token))) {
      log.warn({ kind }, 'a token that is not kept could not be given back; remove the app in Slack’s settings');
    }
  }
}

/** Where an install on an organisation is added to its workspaces. */
function workspacesPage(url: string | null, appId: string): string | null {
  if (url === null || !URL.canParse(url) || new URL(url).protocol !== 'https:') return null;
  return new URL(`manage/organization/apps/profile/${encodeURIComponent(appId)}/workspaces/add`, url).href;
}
