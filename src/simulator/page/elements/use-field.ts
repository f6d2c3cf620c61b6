import { useState } from 'preact/hooks';

import { useBlock } from '../blocks/block-context.js';
import { useSurface } from '../blocks/surface.js';
import { objectIn, stringIn, type Json } from '../json.js';
import { usePage } from '../page-context.js';
import { plainText } from '../text/plain-text.js';
import type { FieldName } from '../state/model.js';
import { initialValue } from './initial-value.js';

/** How an element is named to those who cannot see it. */
export interface FieldProps {
  readonly id?: string;
  readonly 'aria-labelledby'?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: boolean;
  /** Marks the field that wants the focus when its view opens. */
  readonly 'data-focus'?: 'first';
}

/** What an element needs to show itself and to tell of a change. */
export interface FieldUse {
  readonly name: FieldName;
  readonly value: Json;
  readonly disabled: boolean;
  readonly placeholder: string;
  readonly props: FieldProps;
  /** Takes a new value; tells the app at once where Slack does. */
  readonly set: (value: Json) => void;
  /** Takes a new value without telling the app. */
  readonly enter: (value: Json) => void;
  /** Tells the app, after its `confirm` question if it has one. Busy until the answer. */
  readonly press: (chosen?: Json) => Promise<void>;
  readonly pressing: boolean;
}

/** Joins an element of a block with the values of its message or view. */
export function useField(element: Json): FieldUse {
  const { session, confirm } = usePage();
  const surface = useSurface();
  const names = useBlock();
  const [pressing, setPressing] = useState(false);
  const name = { blockId: stringIn(names.block, 'block_id'), actionId: stringIn(element, 'action_id') };
  const value = surface.values[name.blockId]?.[name.actionId] ?? initialValue(element) ?? {};

  const enter = (next: Json): void => session.enter(surface.container, surface.blocks, name, next);
  const agreed = async (): Promise<boolean> => {
    const question = objectIn(element, 'confirm');
    return question === null || confirm(question);
  };
  const send = async (chosen?: Json): Promise<void> => {
    setPressing(true);
    await session.press(surface.container, name, chosen);
    setPressing(false);
  };
  const press = async (chosen?: Json): Promise<void> => {
    if (await agreed()) await send(chosen);
  };
  const change = async (next: Json): Promise<void> => {
    if (!(await agreed())) return;
    enter(next);
    if (dispatches(names.block)) await send(next);
  };

  const placeholder = plainText(objectIn(element, 'placeholder'));
  return {
    name,
    value,
    disabled: surface.busy,
    placeholder,
    props: fieldProps(element, placeholder, names),
    set: (next) => void change(next),
    enter,
    press,
    pressing,
  };
}

/** Inputs tell the app only with the submission, unless they ask for more; all other elements at once. */
export function dispatches(block: Json): boolean {
  return stringIn(block, 'type') !== 'input' || block['dispatch_action'] === true;
}

function fieldProps(element: Json, placeholder: string, names: ReturnType<typeof useBlock>): FieldProps {
  const own = stringIn(element, 'accessibility_label');
  const named =
    names.labelId === '' ? { 'aria-label': own || placeholder || 'Choose' } : { 'aria-labelledby': names.labelId };
  return {
    ...named,
    ...(names.inputId === '' ? {} : { id: names.inputId }),
    ...(names.describedBy === '' ? {} : { 'aria-describedby': names.describedBy }),
    ...(names.invalid ? { 'aria-invalid': true } : {}),
    ...(element['focus_on_load'] === true ? { 'data-focus': 'first' } : {}),
  };
}
