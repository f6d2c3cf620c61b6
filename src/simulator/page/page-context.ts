import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { Session } from './session.js';
import type { Desk, Model } from './state/model.js';
import type { Json } from './json.js';

/** What every component may use. */
export interface Page {
  readonly session: Session;
  readonly model: Model;
  readonly desk: Desk;
  /** Asks a Block Kit `confirm` question in a dialog of its own; answers whether the person said yes. */
  readonly confirm: (question: Json) => Promise<boolean>;
}

/** Filled by PageRoot once there is somebody to draw the page for. */
export const PageContext = createContext<Page | null>(null);

/** The page as this component's neighbours see it. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('Drawn outside of the page.');
  return page;
}
