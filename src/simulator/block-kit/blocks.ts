import { z } from 'zod';

import { Identifier, anyText, plainText, slackFile, words } from './composition.js';
import { button, choices, image, overflow } from './elements.js';
import { modalInputs, plainTextInput } from './input-elements.js';
import { richText } from './rich-text.js';
import { selects } from './select-elements.js';

/** Layout blocks and where they may stand: https://docs.slack.dev/reference/block-kit/blocks */
export type Surface = 'message' | 'modal' | 'home';

const block = { block_id: Identifier.optional() };

const accessory = z.discriminatedUnion('type', [button, overflow, image, ...choices, ...selects]);

const section = z
  .strictObject({
    type: z.literal('section'),
    ...block,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'must define either `fields` or `text`');

const header = z.strictObject({ type: z.literal('header'), ...block, text: plainText(150) });
const divider = z.strictObject({ type: z.literal('divider'), ...block });

const context = z.strictObject({
  type: z.literal('context'),
  ...block,
  elements: z
    .array(z.discriminatedUnion('type', [image, anyText(3000)]))
    .min(1)
    .max(10),
});

const actions = z.strictObject({
  type: z.literal('actions'),
  ...block,
  elements: z
    .array(z.discriminatedUnion('type', [button, overflow, ...choices, ...selects]))
    .min(1)
    .max(25),
});

const imageBlock = z
  .strictObject({
    type: z.literal('image'),
    ...block,
    alt_text: words(2000),
    image_url: words(3000).optional(),
    slack_file: slackFile.optional(),
    title: plainText(2000).optional(),
  })
  .refine(
    ({ image_url, slack_file }) => (image_url === undefined) !== (slack_file === undefined),
    'must define either `image_url` or `slack_file`, and not both',
  );

const inputShape = {
  type: z.literal('input'),
  ...block,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
};

const everywhereInput = [plainTextInput, ...choices, ...selects] as const;
const input = z.strictObject({ ...inputShape, element: z.discriminatedUnion('type', everywhereInput) });
const modalInput = z.strictObject({
  ...inputShape,
  element: z.discriminatedUnion('type', [...everywhereInput, ...modalInputs]),
});

/** Markdown in one piece, at most 12,000 characters, in messages only. */
const markdown = z.strictObject({ type: z.literal('markdown'), ...block, text: words(12_000) });

const everywhere = [section, header, divider, context, actions, imageBlock, richText] as const;

/** At most 50 blocks in a message, 100 in a modal or an App Home. */
export const blocksOn = {
  message: z.array(z.discriminatedUnion('type', [...everywhere, input, markdown])).max(50),
  modal: z.array(z.discriminatedUnion('type', [...everywhere, modalInput])).max(100),
  home: z.array(z.discriminatedUnion('type', [...everywhere, input])).max(100),
} as const;
