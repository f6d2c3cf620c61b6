import type { JSX } from 'preact';

import { initialsOf, tintOf } from './initials.js';

/** A square with the initials of a person or the app; the name stands beside it. */
export function Avatar({ id, name, small = false }: { id: string; name: string; small?: boolean }): JSX.Element {
  return (
    <span class={`avatar tint-${tintOf(id)}${small ? ' avatar-small' : ''}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
