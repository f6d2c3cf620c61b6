import type { SlackClients } from './connect.js';
import type { InstallationSide } from './install/installation.js';

/** Without its admin token the app can still say why nothing works, so it goes on answering. */
export async function healthOf(
  foundation: { ping(): Promise<void> },
  side: InstallationSide,
  { health }: SlackClients,
  verified: boolean,
): Promise<{ ready: boolean; why: Record<string, string> }> {
  const database = await foundation.ping().then(
    () => 'ok',
    () => 'does not answer',
  );
  const slack = side.missing() ?? (verified ? 'ok' : 'not verified yet');
  const why = { slack, admin_token: health.problem() ?? 'ok', database };
  return { ready: slack === 'ok' && database === 'ok', why };
}
