import { useState } from 'preact/hooks';

import type { Choice } from './choices.js';

/** Which line of a list the arrow keys have come to. */
export interface ListKeys {
  readonly active: number;
  readonly setActive: (index: number) => void;
  /** Moves with the arrow keys; answers whether the key was one of them. */
  readonly move: (event: KeyboardEvent) => boolean;
}

/** Walks a list by the arrow keys, round and round, past lines that cannot be chosen. Starts anew with each `start`. */
export function useListKeys(choices: readonly Choice[], start: string, first = 0): ListKeys {
  const list = `${choices.length} ${start}`;
  const [at, setAt] = useState({ list, index: first });
  // Worked out while drawing and not afterwards, so that no key gets lost in between.
  const active = at.list === list ? at.index : first;
  const setActive = (index: number): void => setAt({ list, index });
  const step = (by: number): void => {
    for (let tried = 1; tried <= choices.length; tried += 1) {
      const index = (active + by * tried + choices.length * (tried + 1)) % choices.length;
      if (choices[index]?.disabled !== true) return setActive(index);
    }
  };
  const move = (event: KeyboardEvent): boolean => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return false;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
    return true;
  };
  return { active: Math.min(active, choices.length - 1), setActive, move };
}
