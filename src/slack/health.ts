import type { SlackClients } from './connect.js';
import type { InstallationSide } from './install/installation.js';
import type { Reception } from './reception.js';

/** Without its admin token the app can still say why nothing works, so it goes on answering. */
export async function healthOf(
  foundation: { ping(): Promise<void> },
  side: InstallationSide,
  { health }: SlackClients,
  reception: Pick<Reception, 'problem'> | null,
): Promise<{ ready: boolean; why: Record<string, string> }> {
  const database = await foundation.ping().then(
    () => 'ok',
    () => 'does not answer',
  );
  const slack = side.missing() ?? (reception ? (reception.problem() ?? 'ok') : 'not verified yet');
  const why = { slack, admin_token: health.problem() ?? 'ok', database };
  return { ready: slack === 'ok' && database === 'ok', why };
}
