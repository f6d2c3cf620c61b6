import type { Config } from '../../config.js';
import type { AwsDoor } from '../../engine/aws.js';
import type { Catalogue } from '../../engine/operation.js';
import type { Clock } from '../../engine/ports.js';
import { directoryIn } from '../../store/directory/directory.js';
import type { Database } from '../../store/database.js';
import { ledgerSourceIn } from '../../store/ledger-source.js';
import { ledgerStreamIn } from '../../store/ledger-stream.js';
import type { Logger } from '../../telemetry/log.js';
import { examineAws } from './aws.js';
import { examineClock } from './clock.js';
import { examineDatabase } from './database.js';
import type { Finding } from './finding.js';
import { examineSettings } from './settings.js';
import { examineSlack } from './slack.js';
import { examineSocketMode } from './socket-mode.js';
import { examineStream } from './stream.js';
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
    const enterpriseId = 'finding' in tokens ? config.enterpriseId : tokens.enterpriseId;
    const streamed = opened && enterpriseId !== null ? await streamOf(opened.db, enterpriseId, clock).state() : null;
    return [
      ...findings,
      await examineClock(config.slackApiUrl, clock),
      ...(await examineSocketMode(config, log)),
      ...slack,
      ...(await examineAws(config.aws, aws)),
      ...examineSettings(config, catalogue),
      examineStream(config.ledger.sink, streamed, clock.now()),
    ];
  } finally {
    await opened?.close();
  }
}

function streamOf(db: Database, enterpriseId: string, clock: Clock) {
  return ledgerStreamIn(
    db,
    ledgerSourceIn(db, enterpriseId, () => clock.now()),
    'doctor',
  );
}

async function copyOf(db: Database, enterpriseId: string) {
  const directory = directoryIn({ db, enterpriseId, holder: 'doctor' });
  await directory.refresh('people');
  return directory.freshness('people') ? directory : null;
}
