import { z } from 'zod';

import { SlackRefused } from '../../engine/errors/slack-errors.js';
import type { AdminDoor } from '../clients/admin.js';
import { shaped } from '../clients/errors.js';

const Expiration = z.object({ user: z.object({ expiration_ts: z.number().nullish() }).nullish() });

/** When a guest's account ends in a workspace, in Unix seconds; `null` where no end is set or they are no guest. */
export async function readGuestExpiration(admin: AdminDoor, user: string, workspace: string): Promise<number | null> {
  const method = 'admin.users.getExpiration';
  try {
    const answer = await admin.read(method, (client) =>
      client.apiCall(method, { user_id: user, target_team: workspace }),
    );
    // Slack says 0 where a guest account has no end.
    return shaped(method, Expiration, answer).user?.expiration_ts || null;
  } catch (error) {
    if (error instanceof SlackRefused && error.code === 'user_is_not_guest') return null;
    throw error;
  }
}
