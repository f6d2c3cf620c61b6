import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

import { giveBackFocus, lastFocus, trapTab } from './focus.js';

/** What a dialog is called and what ends it. */
export interface DialogProps {
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly role?: 'dialog' | 'alertdialog';
  readonly class: string;
  readonly onEscape: () => void;
  readonly children: ComponentChildren;
}

/**
 * A dialog above everything else. The browser's own `showModal` makes the rest of the page inert; the focus stays
 * inside and goes back to where it was when the dialog has gone.
 */
export function Dialog(props: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const back = lastFocus();
    dialog.current?.showModal();
    return () => {
      dialog.current?.close();
      giveBackFocus(back);
    };
  }, []);
  useEffect(() => {
    // A second Escape closes a native dialog without asking us: as long as it is drawn it is open.
    if (dialog.current?.open === false) dialog.current.showModal();
  });
  return (
    <dialog
      ref={dialog}
      class={props.class}
      role={props.role ?? 'dialog'}
      aria-modal="true"
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      tabIndex={-1}
      onKeyDown={(event) => guardKeys(event, props.onEscape)}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) props.onEscape();
      }}
    >
      {props.children}
    </dialog>
  );
}

/** Keeps Tab inside, and lets Escape end the dialog unless a list inside has taken it. */
export function guardKeys(event: KeyboardEvent & { currentTarget: HTMLElement }, onEscape: () => void): void {
  if (event.key === 'Tab') trapTab(event.currentTarget, event);
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  event.preventDefault();
  onEscape();
}
