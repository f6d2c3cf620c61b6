import type { ComponentChildren, JSX } from 'preact';

/** A field of the control panel with its name above it. */
export function Labelled({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <label class="labelled">
      <span class="label">{label}</span>
      {children}
    </label>
  );
}
