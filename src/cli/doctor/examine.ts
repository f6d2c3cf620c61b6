import type { Config } from '../../config.js';
import type { AwsDoor } from '../../engine/aws.js';
import type { Catalogue } from '../../engine/operation.js';
import type { Clock } from '../../engine/ports.js';
import { directoryIn } from '../../store/directory/directory.js';
import type { Database } from '../../store/database.js';
import type { Logger } from '../../telemetry/log.js';
import { examineAws } from './aws.js';
import { examineClock } from './clock.js';
import { examineDatabase } from './database.js';
import type { Finding } from './finding.js';
import { examineSettings } from './settings.js';
import { examineSlack } from './slack.js';
import { tokensOf } from './tokens.js';

export interface Examination {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly log: Logger;
  /** Another way to AWS than the configured one. */
  readonly aws?: AwsDoor;
}

/** Looks at everything the app stands on, whatever state each is in. It changes nothing, anywhere. */
export async function examine({ config, catalogue, clock, log, aws }: Examination): Promise<Finding[]> {
  const { findings, opened } = await examineDatabase(config.database, clock.now());
  try {
    const tokens = await tokensOf(config, opened?.db ?? null);
    const slack =
      'finding' in tokens
        ? [tokens.finding]
        : await examineSlack({
            config,
            catalogue,
            tokens,
            clock,
            log,
            directory: opened && (await copyOf(opened.db, tokens.enterpriseId)),
          });
    return [
      ...findings,
      await examineClock(config.slackApiUrl, clock),
      ...slack,
      ...(await examineAws(config.aws, aws)),
      ...examineSettings(config, catalogue),
    ];
  } finally {
    await opened?.close();
  }
}

async function copyOf(db: Database, enterpriseId: string) {
  const directory = directoryIn({ db, enterpriseId, holder: 'doctor' });
  await directory.refresh('people');
  return directory.freshness('people') ? directory : null;
}
