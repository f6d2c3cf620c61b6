import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const GAP = 4;
const HIGHEST = 320;
const LEAST = 140;

/**
 * Keeps a list below its field, or above it where there is more room, also inside a dialog that scrolls. Sets single
 * properties, which a strict Content-Security-Policy allows, and no style attribute.
 */
export function useFloating(
  anchor: RefObject<HTMLElement | null>,
  popup: RefObject<HTMLElement | null>,
  { open, grow = false }: { open: boolean; grow?: boolean },
): void {
  useLayoutEffect(() => {
    if (!open) return undefined;
    const place = (): void => {
      if (anchor.current !== null && popup.current !== null) placeAt(anchor.current, popup.current, grow);
    };
    place();
    // Capture: scrolling does not bubble, and it is the dialog's body that scrolls.
    globalThis.addEventListener('scroll', place, true);
    globalThis.addEventListener('resize', place);
    return () => {
      globalThis.removeEventListener('scroll', place, true);
      globalThis.removeEventListener('resize', place);
    };
  });
}

function placeAt(anchor: HTMLElement, popup: HTMLElement, grow: boolean): void {
  const field = anchor.getBoundingClientRect();
  const below = globalThis.innerHeight - field.bottom - 2 * GAP;
  const above = field.top - 2 * GAP;
  const upwards = below < Math.min(LEAST, popup.scrollHeight) && above > below;
  const { style } = popup;
  style.setProperty('max-height', `${Math.min(HIGHEST, upwards ? above : below)}px`);
  if (grow) style.setProperty('min-width', `${field.width}px`);
  else style.setProperty('width', `${field.width}px`);
  const width = popup.getBoundingClientRect().width;
  style.setProperty('left', `${Math.max(GAP, Math.min(field.left, globalThis.innerWidth - width - GAP))}px`);
  style.setProperty('top', upwards ? 'auto' : `${field.bottom + GAP}px`);
  style.setProperty('bottom', upwards ? `${globalThis.innerHeight - field.top + GAP}px` : 'auto');
}
