import type { ComponentChildren, JSX } from 'preact';

import type { Json } from '../json.js';
import { BlockContext, type BlockNames } from './block-context.js';

const UNNAMED: Omit<BlockNames, 'block'> = { inputId: '', labelId: '', describedBy: '', invalid: false };

/** Tells the elements inside which block they stand in, and by which text they are named if there is one. */
export function Names(props: {
  block: Json;
  names?: Omit<BlockNames, 'block'>;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <BlockContext.Provider value={{ block: props.block, ...(props.names ?? UNNAMED) }}>
      {props.children}
    </BlockContext.Provider>
  );
}
