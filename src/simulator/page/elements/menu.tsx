import type { ComponentProps, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { Icon } from '../shell/icon.js';
import { useFloating } from './use-floating.js';

/** What a button with a menu needs. */
export interface MenuProps {
  readonly label: string;
  readonly icon: ComponentProps<typeof Icon>['name'];
  readonly class: string;
  readonly items: readonly { readonly value: string; readonly label: string }[];
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly onChoose: (value: string) => void;
}

/** A button that opens a menu; the menu button pattern of WAI-ARIA. */
export function Menu(props: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  useFloating(anchor, menu, { open, grow: true });
  useLayoutEffect(() => {
    if (open) menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [open]);
  const shut = (): void => {
    setOpen(false);
    anchor.current?.focus();
  };
  return (
    <span class="overflow">
      <button
        type="button"
        class={props.class}
        aria-label={props.label}
        title={props.label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={props.busy ?? false}
        disabled={props.disabled ?? false}
        ref={anchor}
        onClick={() => setOpen(!open)}
      >
        <Icon name={props.icon} />
      </button>
      {open ? (
        <div
          class="listbox listbox-floating menu"
          role="menu"
          aria-label={props.label}
          ref={menu}
          onKeyDown={(event) => walk(event, shut)}
          onBlur={(event) => {
            if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget))
              setOpen(false);
          }}
        >
          {props.items.map(({ value, label }) => (
            <button
              type="button"
              role="menuitem"
              class="option"
              key={value}
              onClick={() => {
                shut();
                props.onChoose(value);
              }}
            >
              {label}
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
