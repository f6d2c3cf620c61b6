import { setTimeout as sleep } from 'node:timers/promises';

import type { OAuthConfig } from '../../config/install.js';
import type { Directory } from '../../engine/organisation/directory.js';
import type { Installations } from '../../engine/installation.js';
import type { Clock } from '../../engine/ports.js';
import { recurring, type Recurring } from '../../recurring.js';
import type { Logger } from '../../telemetry/log.js';
import { givenToken, type TokenSource } from '../clients/token-source.js';
import type { ClientOptions } from '../clients/web-clients.js';
import { oauthClient } from './access.js';
import { installFlow, type InstallFlow } from './flow.js';
import type { NeededScopes } from './judge.js';
import { rotationOf } from './rotation.js';
import { installedTokens, type InstalledTokens } from './tokens.js';

/** Where the app has its tokens from, and what belongs to that. */
export interface InstallationSide {
  readonly bot: TokenSource;
  readonly admin: TokenSource;
  /** The two pages of an install; `null` where tokens were given by hand. */
  readonly flow: InstallFlow | null;
  /** Settles with the organisation as soon as there are tokens of it. @throws where it is called off. */
  organisation(signal: AbortSignal): Promise<string>;
  /** Settles when something about the tokens has changed, here or in another process. @throws where it is called off. */
  changed(signal: AbortSignal): Promise<void>;
  /** What is missing, for the operator; `null` where nothing is. */
  missing(): string | null;
  /** Whose token the admin token is now; `null` where that is known from Slack only. */
  installer(): string | null;
  readonly installed: Installed | null;
  readonly loops: readonly Recurring[];
}

/** What there is where the app is installed in the browser. */
export interface Installed {
  readonly installations: Installations;
  readonly tokens: InstalledTokens;
  /** Gives a token back to Slack that is not kept any more. */
  revoke(token: string): Promise<boolean>;
  /** Looks at once whether something has changed. */
  look(): Promise<void>;
}

/** Tokens given by hand: they are there, and stay as they are. */
export function givenByHand(
  tokens: { readonly bot: string; readonly admin: string },
  enterpriseId: string,
): InstallationSide {
  return {
    bot: givenToken(tokens.bot),
    admin: givenToken(tokens.admin),
    flow: null,
    organisation: () => Promise.resolve(enterpriseId),
    changed: (signal) => sleep(2 ** 31 - 1, undefined, { signal, ref: false }),
    missing: () => null,
    installer: () => null,
    installed: null,
    loops: [],
  };
}

export interface OAuthSideOptions extends ClientOptions {
  readonly oauth: OAuthConfig;
  readonly installations: Installations;
  readonly scopes: NeededScopes;
  readonly enterpriseId: string | null;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Logger;
  readonly onFault: (error: unknown) => void;
  readonly directory: () => Pick<Directory, 'orgOwners'> | null;
  /** Called when an install was kept here. */
  readonly onKept: () => void;
}

/** How long another process's install, refresh or uninstall may go unnoticed here. */
const LOOK_EVERY_MS = 3_000;

/** Tokens that come from installs in the browser, and change while the app runs. */
export function byOAuth(options: OAuthSideOptions): InstallationSide {
  const { oauth, installations, clock, log, onFault, newId, enterpriseId } = options;
  const client = oauthClient(oauth, options);
  const organisation = async (): Promise<string | null> => enterpriseId ?? (await installations.organisation());
  const rotation = rotationOf({ installations, oauth: client, clock, newId, log });
  const tokens = installedTokens({ installations, organisation, rotation, clock, onFault });
  const waiting = new Set<() => void>();
  let isKnown = false;
  const look = async (): Promise<void> => {
    const isNew = await tokens.reload();
    isKnown = true;
    if (!isNew) return;
    const heard = [...waiting];
    waiting.clear();
    for (const tell of heard) tell();
  };
  const looking = recurring({ everyMs: LOOK_EVERY_MS, onFault, job: () => look().then(() => null) });
  const refreshing = recurring({ everyMs: 60_000, onFault, job: () => tokens.keepFresh() });
  const changed = (signal: AbortSignal): Promise<void> => whenTold(waiting, signal);

  return {
    bot: tokens.bot,
    admin: tokens.admin,
    flow: installFlow({
      ...options,
      clientId: oauth.clientId,
      browser: { states: installations.states, secret: oauth.stateSecret, clock },
      oauth: client,
      onKept: async () => {
        await look();
        options.onKept();
      },
    }),
    organisation: async (signal) => {
      await look();
      for (;;) {
        const known = await organisation();
        if (known !== null && tokens.inUse('bot') && tokens.inUse('user')) return known;
        log.info({ missing: missing(tokens) }, 'waiting for an install at /slack/install');
        await changed(signal);
      }
    },
    changed,
    missing: () => (isKnown ? missing(tokens) : null),
    installer: () => tokens.inUse('user')?.userId ?? null,
    installed: { installations, tokens, look, revoke: (token) => client.revoke(token) },
    loops: [looking, refreshing],
  };
}

/** Settles when whoever is in the set is told. */
function whenTold(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const off = (): void => reject(new Error('Stopped before the app was installed.'));
    if (signal.aborted) return off();
    signal.addEventListener('abort', off, { once: true });
    waiting.add(() => {
      signal.removeEventListener('abort', off);
      resolve();
    });
  });
}

function missing(tokens: InstalledTokens): string | null {
  if (!tokens.inUse('bot')) return 'the app is not installed: an org owner has to open /slack/install';
  if (!tokens.inUse('user')) return 'there is no admin token: an org owner has to open /slack/install';
  return null;
}
