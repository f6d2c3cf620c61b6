import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { objectsIn, stringIn, type Json } from '../json.js';
import { Icon } from '../shell/icon.js';
import { isSafeUrl } from '../text/tokens.js';
import { choiceOf, type Choice } from './choices.js';
import { selectionValue } from './selection.js';
import { useField } from './use-field.js';
import { useFloating } from './use-floating.js';

/** The button with three dots, and its menu. */
export function Overflow({ element }: { element: Json }): JSX.Element {
  const use = useField(element);
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  useFloating(anchor, menu, { open, grow: true });
  useEffect(() => {
    if (open) menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [open]);
  const shut = (): void => {
    setOpen(false);
    anchor.current?.focus();
  };
  const choose = (choice: Choice): void => {
    shut();
    const url = stringIn(choice.option ?? {}, 'url');
    if (isSafeUrl(url)) globalThis.open(url, '_blank', 'noopener,noreferrer');
    void use.press(selectionValue('overflow', [choice]));
  };
  return (
    <span class="overflow">
      <button
        type="button"
        class="button button-icon"
        aria-label={stringIn(element, 'accessibility_label') || 'More actions'}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={use.pressing}
        disabled={use.disabled || use.pressing}
        ref={anchor}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" />
      </button>
      {open ? (
        <div
          class="listbox listbox-floating menu"
          role="menu"
          ref={menu}
          onKeyDown={(event) => walk(event, shut)}
          onBlur={(event) => {
            if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget))
              setOpen(false);
          }}
        >
          {objectsIn(element, 'options')
            .map(choiceOf)
            .map((choice) => (
              <button type="button" role="menuitem" class="option" key={choice.value} onClick={() => choose(choice)}>
                {choice.label}
              </button>
            ))}
        </div>
      ) : null}
    </span>
  );
}

function walk(event: KeyboardEvent & { currentTarget: HTMLElement }, shut: () => void): void {
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    event.stopPropagation();
    shut();
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.findIndex((item) => item === document.activeElement);
  items.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % items.length)?.focus();
}
