import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { PageContainer, PageStateValues } from '../posts.js';
import type { Json } from '../json.js';

/** The message or view in which a block stands. */
export interface Surface {
  readonly container: PageContainer;
  readonly blocks: readonly Json[];
  readonly values: PageStateValues;
  readonly errors: Readonly<Record<string, string>>;
  /** While a submission is under way nothing can be changed. */
  readonly busy: boolean;
}

/** Given by whatever draws blocks. */
export const SurfaceContext = createContext<Surface | null>(null);

/** The message or view around this block. */
export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error('A block stands in a message or in a view.');
  return surface;
}
