import type { JSX } from 'preact';

import { useBlock } from '../blocks/block-context.js';
import { numberIn, objectIn, stringIn, stringsIn, type Json } from '../json.js';
import { dispatches, useField, type FieldUse } from './use-field.js';

// Never type=email, url or number: the browser would keep back or change what was typed before we can check it.
const KEYBOARD: Readonly<Record<string, 'email' | 'url' | 'decimal'>> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
};

/** A field to type into, on one line or several, with a counter where the app set a limit. */
export function TextInput({ element }: { element: Json }): JSX.Element {
  const { block } = useBlock();
  const use = useField(element);
  const text = stringIn(use.value, 'value');
  const most = numberIn(element, 'max_length');
  const wanted = dispatches(block)
    ? stringsIn(objectIn(element, 'dispatch_action_config') ?? {}, 'trigger_actions_on')
    : null;
  const shared = {
    ...use.props,
    value: text,
    disabled: use.disabled,
    placeholder: use.placeholder,
    onInput: (event: { currentTarget: { value: string } }) => take(use, event.currentTarget.value, wanted),
  };
  return (
    <>
      {element['multiline'] === true ? (
        <textarea {...shared} class="input" rows={4} />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={KEYBOARD[stringIn(element, 'type')] ?? 'text'}
          class="input"
          autocomplete="off"
          onKeyDown={(event) => pressEnter(event, use, wanted)}
        />
      )}
      {most === null ? null : <Counter length={Array.from(text).length} most={most} />}
    </>
  );
}

type Wanted = readonly string[] | null;

function take(use: FieldUse, text: string, wanted: Wanted): void {
  const next = { ...use.value, value: text === '' ? null : text };
  use.enter(next);
  if (wanted?.includes('on_character_entered') === true) void use.press(next);
}

function pressEnter(event: KeyboardEvent, use: FieldUse, wanted: Wanted): void {
  const tells = wanted !== null && (wanted.length === 0 || wanted.includes('on_enter_pressed'));
  if (event.key !== 'Enter' || !tells) return;
  event.preventDefault();
  void use.press(use.value);
}

function Counter({ length, most }: { length: number; most: number }): JSX.Element {
  return (
    <span class={length > most ? 'counter counter-over' : 'counter'}>
      {length} / {most}
    </span>
  );
}
