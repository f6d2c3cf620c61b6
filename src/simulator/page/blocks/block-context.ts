import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { Json } from '../json.js';

/** The block around an element, and the names that the block gives it. */
export interface BlockNames {
  readonly block: Json;
  /** IDs of what names and describes the element, set by an input block; empty elsewhere. */
  readonly inputId: string;
  readonly labelId: string;
  readonly describedBy: string;
  readonly invalid: boolean;
}

/** Given by every block that holds elements. */
export const BlockContext = createContext<BlockNames | null>(null);

/** The block around this element. */
export function useBlock(): BlockNames {
  const names = useContext(BlockContext);
  if (names === null) throw new Error('An element stands in a block.');
  return names;
}
