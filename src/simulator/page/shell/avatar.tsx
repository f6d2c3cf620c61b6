import type { JSX } from 'preact';

import { initialsOf, tintOf } from './initials.js';

/** A square with the initials of a person or the app; the name stands beside it. */
export function Avatar({ name, small = false }: { name: string; small?: boolean }): JSX.Element {
  return (
    <span class={`avatar tint-${tintOf(name)}${small ? ' avatar-small' : ''}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
