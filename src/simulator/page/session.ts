import { createDeeds, type Deeds } from './deeds.js';
import type { Store } from './state/store.js';
import { createWalk, type Walk } from './walk.js';

/** Everything a person can do on the page. */
export interface Session extends Walk, Deeds {}

/** The page's only way to the server: what comes back goes into the store. */
export function createSession(store: Store): Session {
  return { ...createWalk(store), ...createDeeds(store) };
}
