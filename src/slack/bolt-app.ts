import { App, AuthorizationError, type Receiver } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';

import type { Logger } from '../telemetry/log.js';
import { boltLogger } from './clients/bolt-logger.js';
import type { Desk } from './desk.js';
import type { Installed } from './install/installation.js';
import { listenToInstall } from './install/listeners.js';
import { listenToAnswers } from './listeners/answers.js';
import { listenToApprovals } from './listeners/approvals.js';
import { listenToAskingAnew } from './listeners/ask-anew.js';
import { listenToClosing } from './listeners/close.js';
import { listenToCommands } from './listeners/commands.js';
import { listenToDecisions } from './listeners/decisions.js';
import { listenToDetails } from './listeners/details.js';
import { listenToChange, listenToForms } from './listeners/forms.js';
import { listenToGrants } from './listeners/grants.js';
import { listenToHistory } from './listeners/history.js';
import { listenToHome } from './listeners/home.js';
import { listenToMenu } from './listeners/menu.js';
import { listenToOptions } from './listeners/options.js';
import { listenToPages } from './listeners/pages.js';
import { listenToResuming } from './listeners/pause.js';
import { listenToUndo } from './listeners/undo.js';
import { listenToWhy } from './listeners/why.js';

export interface BoltOptions {
  readonly desk: Desk;
  readonly interactive: WebClient;
  readonly log: Logger;
  readonly installed: Installed | null;
  /** Told of a request that belongs to another organisation. */
  readonly onForeigner: (who: { enterpriseId: string | null; userId: string | null }) => Promise<void>;
}

/** Private replies go to a `response_url`; Bolt gives them no time limit of its own. */
const REPLY_TIMEOUT_MS = 5_000;

/**
 * Everything the app listens to, behind a receiver. Tokens are not Bolt's business here: `authorize` hands out none, so
 * no listener finds one in its context or in a client that adds a `team_id` (platform notes 0.1 and 0.2).
 */
export function listenBehind(receiver: Receiver, options: BoltOptions): void {
  const { desk, interactive, log, onForeigner } = options;
  const app = new App({
    receiver,
    logger: boltLogger(log),
    // Nothing is kept per conversation: what the app knows is in the database.
    convoStore: false,
    authorize: async ({ enterpriseId, userId }) => {
      if (enterpriseId === desk.ports.enterpriseId) return { enterpriseId };
      await onForeigner({ enterpriseId: enterpriseId ?? null, userId: userId ?? null });
      throw new Error('The request belongs to another organisation.');
    },
    clientOptions: {
      fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(REPLY_TIMEOUT_MS) }),
    },
  });
  app.error(async (error) => {
    // Thrown on, this one is for the receiver to answer: over HTTP with 401 instead of an empty 200.
    if (error instanceof AuthorizationError) throw error;
    desk.logFault(error, 'a listener');
  });
  listenToCommands(app, desk);
  listenToMenu(app, desk);
  listenToForms(app, desk);
  listenToChange(app, desk);
  listenToApprovals(app, desk, interactive);
  listenToAskingAnew(app, desk);
  listenToAnswers(app, desk);
  listenToDetails(app, desk);
  listenToDecisions(app, desk, interactive);
  listenToWhy(app, desk);
  listenToUndo(app, desk);
  listenToGrants(app, desk);
  listenToClosing(app, desk);
  listenToPages(app, desk);
  listenToOptions(app, desk);
  listenToHistory(app, desk);
  listenToHome(app, desk, interactive);
  listenToResuming(app, desk, interactive);
  listenToInstall(app, options);
}
