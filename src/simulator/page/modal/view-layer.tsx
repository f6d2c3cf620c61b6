import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

import { guardKeys } from './dialog.js';
import { giveBackFocus, lastFocus } from './focus.js';

/** What the layer above the desk is called and what ends it. */
export interface ViewLayerProps {
  readonly labelledBy: string;
  readonly class: string;
  readonly busy: boolean;
  readonly onEscape: () => void;
  readonly children: ComponentChildren;
}

/**
 * The dialog of a view. It lies above the desk, which is inert as long, but not above the top bar and the control
 * panel: with a modal open one can still become somebody else, or make Slack misbehave at just this moment.
 */
export function ViewLayer(props: ViewLayerProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const back = lastFocus();
    return () => giveBackFocus(back);
  }, []);
  useEffect(() => {
    // Where nothing has the focus, as after a click beside everything, the keys still belong to the dialog.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.target !== document.body || dialog.current === null) return;
      if (event.key === 'Tab') dialog.current.focus();
      if (event.key === 'Escape' && document.querySelector('dialog:modal') === null) props.onEscape();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [props.onEscape]);
  return (
    <div
      class="modal-layer"
      onMouseDown={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        dialog.current?.focus();
      }}
    >
      <dialog
        open
        ref={dialog}
        class={props.class}
        aria-modal="true"
        aria-labelledby={props.labelledBy}
        aria-busy={props.busy}
        tabIndex={-1}
        onKeyDown={(event) => guardKeys(event, props.onEscape)}
      >
        {props.children}
      </dialog>
    </div>
  );
}
