import type { PageState } from '../api.js';

/** Names for the IDs that stand in texts and values. */
export interface Directory {
  /** Null for somebody who is not in this org. */
  readonly personName: (id: string) => string | null;
  /** Without `#`; null for a channel the person cannot see. */
  readonly channelName: (id: string) => string | null;
}

const known = new WeakMap<PageState, Directory>();

/** The names that one person can see. Kept per state, as every mention on the page asks for it. */
export function directoryOf(state: PageState): Directory {
  const kept = known.get(state);
  if (kept !== undefined) return kept;
  const people = new Map(state.people.map(({ id, name }) => [id, name]));
  const channels = new Map(state.conversations.map(({ id, name }) => [id, name]));
  people.set(state.app.bot_user_id, state.app.name);
  const directory: Directory = {
    personName: (id) => people.get(id) ?? null,
    channelName: (id) => channels.get(id) ?? null,
  };
  known.set(state, directory);
  return directory;
}
