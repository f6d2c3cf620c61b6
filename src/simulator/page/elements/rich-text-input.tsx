import type { JSX } from 'preact';

import { objectIn, type Json } from '../json.js';
import { parseRichText } from '../text/rich-text.js';
import { wordsOfBlocks } from '../text/nodes.js';
import { useField } from './use-field.js';

/** A `rich_text_input`, without the styles: what is typed becomes one section of plain text. */
export function RichTextInput({ element }: { element: Json }): JSX.Element {
  const use = useField(element);
  const held = objectIn(use.value, 'rich_text_value');
  const text = held === null ? '' : wordsOfBlocks(parseRichText(held, { now: 0 }));
  return (
    <textarea
      {...use.props}
      class="input"
      rows={4}
      disabled={use.disabled}
      placeholder={use.placeholder}
      value={text}
      onInput={(event) => use.enter({ ...use.value, rich_text_value: richText(event.currentTarget.value) })}
    />
  );
}

function richText(text: string): Json | null {
  if (text === '') return null;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}
