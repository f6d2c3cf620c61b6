import type { Config } from '../../config.js';
import type { Directory } from '../../engine/organisation/directory.js';
import type { Installations } from '../../engine/installation.js';
import type { Catalogue } from '../../engine/operation.js';
import type { Clock } from '../../engine/ports.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import type { Logger } from '../../telemetry/log.js';
import { boltLogger } from '../clients/bolt-logger.js';
import { verifiedInstallation, type SlackClients } from '../clients/connect.js';
import { neededScopes } from '../clients/scopes.js';
import { WrongTokens, type Installation } from '../clients/verify-installation.js';
import { byOAuth, givenByHand, type InstallationSide } from './installation.js';

export interface SideParts {
  readonly installations: Installations | null;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Logger;
  readonly onFault: (error: unknown) => void;
  readonly directory: () => Pick<Directory, 'orgOwners'> | null;
  readonly onKept: () => void;
}

/** Where the tokens come from, as it is configured. */
export function installationSide(config: Config, parts: SideParts): InstallationSide {
  const { tokens, oauth, enterpriseId, slackApiUrl } = config;
  const { installations, catalogue, log } = parts;
  if (tokens && enterpriseId !== null) return givenByHand(tokens, enterpriseId);
  if (!oauth || !installations) throw new Error('The configuration names neither tokens nor a way to install.');
  const options = { slackApiUrl, logger: boltLogger(log), scopes: neededScopes(catalogue) };
  return byOAuth({ ...parts, ...options, oauth, installations, enterpriseId });
}

/**
 * What Slack says of the tokens. Those of an install that do not work (any more) are waited out: another install brings
 * new ones.
 * @throws WrongTokens, SlackRefused where they were given by hand.
 */
export async function installedOn(
  enterpriseId: string,
  side: InstallationSide,
  { clients, log, signal }: { clients: SlackClients; log: Logger; signal: AbortSignal },
): Promise<Installation> {
  for (;;) {
    try {
      const { installer, enterpriseName } = await verifiedInstallation(clients, enterpriseId, { log, signal });
      return {
        enterpriseName,
        // Another person's install may have taken the place of this one since.
        get installer() {
          return side.installer() ?? installer;
        },
      };
    } catch (error) {
      if (!side.installed || !(error instanceof SlackRefused || error instanceof WrongTokens)) throw error;
      log.error({ alert: 'installation', problem: error.message }, 'the install does not work: open /slack/install');
      await side.changed(signal);
    }
  }
}
