import type { Channel } from '../org/model.js';
import { Refusal } from '../refusal.js';
import type { Caller } from '../tokens.js';
import { requireScope } from '../tokens.js';

const kinds: Readonly<Record<string, { kind: Channel['kind'] | null; scope: string }>> = {
  public_channel: { kind: 'public', scope: 'channels:read' },
  private_channel: { kind: 'private', scope: 'groups:read' },
  im: { kind: 'im', scope: 'im:read' },
  // The simulated organisation has no group direct messages.
  mpim: { kind: null, scope: 'mpim:read' },
};

/** Reads `types`, and asks for the scope of each kind that is wanted. Without it only public channels are listed. */
export function conversationKinds(types: string | undefined, caller: Caller): Channel['kind'][] {
  const wanted = (types ?? 'public_channel').split(',').map((type) => type.trim());
  return wanted.flatMap((type) => {
    const known = kinds[type];
    if (!known) throw new Refusal('invalid_types');
    requireScope(caller, [known.scope]);
    return known.kind === null ? [] : [known.kind];
  });
}

/** Direct messages belong to the organisation and show in every workspace. */
export function inTeam(channel: Channel, team: string): boolean {
  return channel.kind === 'im' || channel.teams.includes(team);
}
