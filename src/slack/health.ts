import type { SlackClients } from './connect.js';
import type { InstallationSide } from './install/installation.js';
import type { Reception } from './reception.js';

/** What works for the organisation, once it is known whose it is. */
interface Begun {
  readonly reception: Pick<Reception, 'problem'>;
  readonly witness: { status(): Promise<string> };
  readonly policy: { problem(): unknown };
}

const STAYS = 'the policy file cannot be followed; the policy that was in force before stays';

/** Without its admin token the app can still say why nothing works, so it goes on answering. */
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
  const checkpoints = await begun?.witness.status().catch(() => 'not known');
  const why = {
    slack,
    admin_token: health.problem() ?? 'ok',
    database,
    ...(checkpoints === undefined ? {} : { checkpoints }),
    ...(begun?.policy.problem() ? { policy: STAYS } : {}),
  };
  return { ready: slack === 'ok' && database === 'ok', why };
}
