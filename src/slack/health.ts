import { toPlain } from '../engine/words.js';
import type { SlackClients } from './clients/connect.js';
import type { InstallationSide } from './install/installation.js';
import type { Reception } from './door/reception.js';
import type { RecordHealth } from './posts/record-health.js';

/** What works for the organisation, once it is known whose it is. */
interface Begun {
  readonly reception: Pick<Reception, 'problem'>;
  readonly witness: { status(): Promise<string> };
  readonly policy: { problem(): unknown };
  readonly record: Pick<RecordHealth, 'watched' | 'problems'>;
}

const STAYS = 'the policy file cannot be followed; the policy that was in force before stays';

/**
 * Without its admin token the app can still say why nothing works, so it goes on answering; and where the record does
 * not reach its readers, runs go on and their posts wait (DESIGN section 1).
 */
export async function healthOf(
  foundation: { ping(): Promise<void> },
  side: InstallationSide,
  { health }: SlackClients,
  begun: Begun | null,
): Promise<{ ready: boolean; why: Record<string, string> }> {
  const database = await foundation.ping().then(
    () => 'ok',
    () => 'does not answer',
  );
  const slack = side.missing() ?? (begun ? (begun.reception.problem() ?? 'ok') : 'not verified yet');
  const why = {
    slack,
    admin_token: health.problem() ?? 'ok',
    database,
    ...(begun ? await recordOf(begun) : {}),
    ...(begun?.policy.problem() ? { policy: STAYS } : {}),
  };
  return { ready: slack === 'ok' && database === 'ok', why };
}

/** What is known of the record while the database answers. */
async function recordOf({ witness, record }: Begun): Promise<Record<string, string>> {
  const checkpoints = await witness.status().catch(() => 'not known');
  const problems = await record.problems().catch(() => null);
  const reached = Object.fromEntries(record.watched.map((about) => [about, problems ? 'ok' : 'not known']));
  const unread = Object.fromEntries((problems ?? []).map(({ about, says }) => [about, toPlain(says, {})]));
  return { checkpoints, ...reached, ...unread };
}
