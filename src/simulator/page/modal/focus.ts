const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex="0"]';

/** Whatever can have the focus inside, in the order of Tab. */
function focusable(inside: HTMLElement): HTMLElement[] {
  return [...inside.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => element.checkVisibility());
}

/** Keeps Tab going round inside of a dialog. */
export function trapTab(dialog: HTMLElement, event: KeyboardEvent): void {
  const stops = focusable(dialog);
  const [first, last] = [stops[0], stops.at(-1)];
  const at = document.activeElement;
  if (first === undefined || last === undefined) {
    event.preventDefault();
    return;
  }
  const leaves = event.shiftKey ? at === first || at === dialog : at === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

/** The field that asks for the focus or the first one, as in Slack; never a button, which a stray Enter would press. */
export function firstField(inside: HTMLElement): HTMLElement | null {
  const fields = focusable(inside).filter((element) => element.matches('input, textarea, select'));
  return fields.find((field) => field.dataset['focus'] === 'first') ?? fields[0] ?? null;
}

/** The first field that something is wrong with. */
export function firstWrong(inside: HTMLElement): HTMLElement | null {
  const wrong = inside.querySelector<HTMLElement>('[aria-invalid="true"]');
  return wrong?.matches('input, textarea, select') === true ? wrong : (wrong?.querySelector('input') ?? null);
}

/** What has the focus now. To be asked before anything is made inert, which takes the focus away. */
export function lastFocus(): Element | null {
  const at = document.activeElement;
  return at === document.body ? null : at;
}

/** Gives the focus back once the dialog has gone; to where one types, if the place where it was has gone too. */
export function giveBackFocus(to: Element | null): void {
  // Only after this redraw is the rest of the page no longer inert.
  queueMicrotask(() => {
    const at = document.activeElement;
    if (at !== null && at !== document.body && at.isConnected) return;
    const known = to instanceof HTMLElement && to.isConnected ? to : null;
    (known ?? document.querySelector<HTMLElement>('.conversation .composer textarea'))?.focus();
  });
}
