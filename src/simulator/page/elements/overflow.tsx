import type { JSX } from 'preact';

import { objectsIn, stringIn, type Json } from '../json.js';
import { isSafeUrl } from '../text/tokens.js';
import { choiceOf } from './choices.js';
import { Menu } from './menu.js';
import { selectionValue } from './selection.js';
import { useField } from './use-field.js';

/** The button with three dots, and its menu. */
export function Overflow({ element }: { element: Json }): JSX.Element {
  const use = useField(element);
  const choices = objectsIn(element, 'options').map(choiceOf);
  const choose = (value: string): void => {
    const choice = choices.find((each) => each.value === value);
    if (choice === undefined) return;
    const url = stringIn(choice.option ?? {}, 'url');
    if (isSafeUrl(url)) globalThis.open(url, '_blank', 'noopener,noreferrer');
    void use.press(selectionValue('overflow', [choice]));
  };
  return (
    <Menu
      label={stringIn(element, 'accessibility_label') || 'More actions'}
      icon="more"
      class="button button-icon"
      items={choices}
      disabled={use.disabled || use.pressing}
      busy={use.pressing}
      onChoose={choose}
    />
  );
}
