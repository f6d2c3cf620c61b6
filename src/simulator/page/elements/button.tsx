import type { JSX } from 'preact';

import { objectIn, stringIn, type Json } from '../json.js';
import { plainText } from '../text/plain-text.js';
import { isSafeUrl } from '../text/tokens.js';
import { useField } from './use-field.js';

/** A button of Block Kit. One with a `url` opens it and tells the app as well, as in Slack. */
export function Button({ element }: { element: Json }): JSX.Element {
  const use = useField(element);
  const style = stringIn(element, 'style');
  const label = plainText(objectIn(element, 'text'));
  const name = stringIn(element, 'accessibility_label');
  const named = name === '' ? {} : { 'aria-label': name };
  const shape = `button${style === 'primary' || style === 'danger' ? ` button-${style}` : ''}`;
  const url = stringIn(element, 'url');
  if (isSafeUrl(url)) {
    return (
      <a {...named} class={shape} href={url} target="_blank" rel="noopener noreferrer" onClick={() => void use.press()}>
        {label}
      </a>
    );
  }
  return (
    <button
      {...named}
      type="button"
      class={shape}
      aria-busy={use.pressing}
      disabled={use.disabled || use.pressing}
      onClick={() => void use.press()}
    >
      {label}
    </button>
  );
}
