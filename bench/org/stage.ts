import { emptyDatabase, type BenchDatabase } from './database.js';
import { slackProcess, type OrgSize, type Slack, type Started } from './slack.js';

export type Place = 'embedded' | 'PostgreSQL';

/** What an app is started on: a simulated Slack, and an empty database. */
export interface Stage extends Started {
  readonly slack: Slack;
  readonly database: BenchDatabase;
  /** What the app is told of both. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where there is no URL, PostgreSQL is left out. */
export const placesWith = (databaseUrl: string | null): readonly Place[] =>
  databaseUrl ? ['embedded', 'PostgreSQL'] : ['embedded'];

/** Has something done on a stage of its own, which is gone afterwards. */
export async function onStage<T>(
  { place, databaseUrl, size = null }: { place: Place; databaseUrl: string | null; size?: OrgSize | null },
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  const slack = slackProcess();
  const database = await emptyDatabase(place === 'PostgreSQL' ? databaseUrl : null);
  try {
    const started = await slack.start(size);
    return await use({ ...started, slack, database, environment: await slack.environment(database.place) });
  } finally {
    await slack.stop();
    await database.remove();
  }
}
