import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

import { trapTab } from './focus.js';

/** What a dialog is called and what ends it. */
export interface DialogProps {
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly role?: 'dialog' | 'alertdialog';
  readonly class: string;
  readonly busy?: boolean;
  /** Escape was pressed. */
  readonly onEscape: () => void;
  readonly children: ComponentChildren;
}

/**
 * A dialog above everything else. The browser's own `showModal` makes the rest of the page inert; the focus stays
 * inside and goes back to where it was when the dialog has gone.
 */
export function Dialog(props: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const back = useRef<Element | null>(null);
  useLayoutEffect(() => {
    back.current = document.activeElement;
    dialog.current?.showModal();
    return () => {
      dialog.current?.close();
      giveBack(back.current);
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
      aria-busy={props.busy === true}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Tab') trapTab(event.currentTarget, event);
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        props.onEscape();
      }}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) props.onEscape();
      }}
    >
      {props.children}
    </dialog>
  );
}

/** Where the focus was may be gone by now; then it goes to where one types. */
function giveBack(element: Element | null): void {
  const known = element instanceof HTMLElement && element.isConnected && element !== document.body ? element : null;
  const composer = document.querySelector<HTMLElement>('.conversation .composer textarea');
  (known ?? composer)?.focus();
}
