import { z } from 'zod';

import { DispatchConfig, Identifier, Placeholder, upTo } from './composition.js';
import { richText } from './rich-text.js';

/** What people type: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */

const typed = {
  action_id: Identifier.optional(),
  placeholder: Placeholder.optional(),
  dispatch_action_config: DispatchConfig.optional(),
  focus_on_load: z.boolean().optional(),
};

/** At most 3000 characters: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
export const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: upTo(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .refine(
    ({ min_length = 0, max_length = 3000 }) => min_length <= max_length,
    'min_length must not be greater than max_length',
  );

const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  initial_value: z.string().optional(),
});

const urlInput = z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() });

const numeric = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number, written as text');

const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: numeric.optional(),
  min_value: numeric.optional(),
  max_value: numeric.optional(),
});

const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: richText.optional(),
});

const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: Identifier.optional(),
  filetypes: z.array(z.string()).min(1).optional(),
  max_files: z.int().min(1).max(10).optional(),
});

/** Only modals have these. */
export const modalInputs = [emailInput, urlInput, numberInput, richTextInput, fileInput] as const;
