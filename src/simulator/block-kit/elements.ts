import { z } from 'zod';

import {
  Confirm,
  Identifier,
  LinkOption,
  MarkedOption,
  Placeholder,
  plainText,
  slackFile,
  words,
} from './composition.js';

/** Buttons, menus, choices, pickers: https://docs.slack.dev/reference/block-kit/block-elements */

const action = { action_id: Identifier.optional() };
const asked = { confirm: Confirm.optional() };
const focused = { focus_on_load: z.boolean().optional() };

/** At most 75 characters of text, 2000 of value, 3000 of url. */
export const button = z.strictObject({
  type: z.literal('button'),
  ...action,
  ...asked,
  text: plainText(75),
  url: words(3000).optional(),
  value: words(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: words(75).optional(),
});

/** A menu of at most five options. */
export const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...action,
  ...asked,
  options: z.array(LinkOption).min(1).max(5),
});

const tenOptions = z.array(MarkedOption).min(1).max(10);

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...action,
  ...asked,
  ...focused,
  options: tenOptions,
  initial_options: tenOptions.optional(),
});

const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...action,
  ...asked,
  ...focused,
  options: tenOptions,
  initial_option: MarkedOption.optional(),
});

const picker = { ...action, ...asked, ...focused };

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...picker,
  placeholder: Placeholder.optional(),
  initial_date: z.iso.date().optional(),
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...picker,
  placeholder: Placeholder.optional(),
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the form HH:mm')
    .optional(),
  timezone: z.string().optional(),
});

const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...picker,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

/** An image in a section or a context: alt text of at most 2000 characters. */
export const image = z
  .strictObject({
    type: z.literal('image'),
    alt_text: words(2000),
    image_url: words(3000).optional(),
    slack_file: slackFile.optional(),
  })
  .refine(
    (element) => (element.image_url === undefined) !== (element.slack_file === undefined),
    'must define either `image_url` or `slack_file`, and not both',
  );

/** Elements that stand in sections, in actions and in inputs alike. */
export const choices = [checkboxes, radioButtons, datepicker, timepicker, datetimepicker] as const;
