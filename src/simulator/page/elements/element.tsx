import type { ComponentType, JSX } from 'preact';

import { stringIn, type Json } from '../json.js';
import { Button } from './button.js';
import { CheckList } from './check-list.js';
import { ExternalSelect } from './external-select.js';
import { LocalSelect } from './local-select.js';
import { Overflow } from './overflow.js';
import { DatePicker, DateTimePicker, TimePicker } from './pickers.js';
import { RichTextInput } from './rich-text-input.js';
import { TextInput } from './text-input.js';

const COMPONENT: Readonly<Record<string, ComponentType<{ element: Json }>>> = {
  button: Button,
  workflow_button: Button,
  overflow: Overflow,
  static_select: LocalSelect,
  multi_static_select: LocalSelect,
  users_select: LocalSelect,
  multi_users_select: LocalSelect,
  channels_select: LocalSelect,
  multi_channels_select: LocalSelect,
  conversations_select: LocalSelect,
  multi_conversations_select: LocalSelect,
  external_select: ExternalSelect,
  multi_external_select: ExternalSelect,
  checkboxes: CheckList,
  radio_buttons: CheckList,
  plain_text_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  number_input: TextInput,
  rich_text_input: RichTextInput,
  datepicker: DatePicker,
  timepicker: TimePicker,
  datetimepicker: DateTimePicker,
};

/** Any interactive element of Block Kit. One that this page does not know is named, so that it is not missed. */
export function Element({ element }: { element: Json }): JSX.Element {
  const type = stringIn(element, 'type');
  const Known = Object.hasOwn(COMPONENT, type) ? COMPONENT[type] : undefined;
  if (Known === undefined) return <span class="unknown">This page cannot show a “{type}” element.</span>;
  return <Known element={element} />;
}
