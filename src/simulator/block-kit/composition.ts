import { z } from 'zod';

/** Composition objects and their limits: https://docs.slack.dev/reference/block-kit/composition-objects */

/**
 * Text of at most so many UTF-16 units. JavaScript and Slack's clients may count differently, but there are never fewer
 * units than code points: what passes here passes by either count. (zod's own `max` counts code points.)
 */
export function upTo(most: number) {
  return z.string().check((context) => {
    if (context.value.length <= most) return;
    context.issues.push({ code: 'too_big', origin: 'string', maximum: most, inclusive: true, input: context.value });
  });
}

/** The same, but not empty. */
export function words(most: number) {
  return upTo(most).min(1);
}

/** `block_id`, `action_id`, `callback_id`, `external_id`: at most 255 characters. */
export const Identifier = upTo(255);

/** A plain_text object of at most so many characters. */
export function plainText(most: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: words(most), emoji: z.boolean().optional() });
}

function mrkdwn(most: number) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: words(most), verbatim: z.boolean().optional() });
}

/** A text object of either kind. */
export function anyText(most: number) {
  return z.discriminatedUnion('type', [plainText(most), mrkdwn(most)]);
}

/** What stands in an empty field: at most 150 characters. */
export const Placeholder = plainText(150);

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
export const Confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

/** An option of a select menu: 75 characters of text and of description, 150 of value. */
export const Option = z.strictObject({
  text: plainText(75),
  value: words(150),
  description: plainText(75).optional(),
});

/** Checkboxes and radio buttons may have mrkdwn. */
export const MarkedOption = z.strictObject({
  text: anyText(75),
  value: words(150),
  description: anyText(75).optional(),
});

/** Only overflow menus may link elsewhere, with at most 3000 characters. */
export const LinkOption = Option.extend({ url: words(3000).optional() });

/** Options under a label of at most 75 characters. */
export const OptionGroup = z.strictObject({ label: plainText(75), options: z.array(Option).min(1).max(100) });

/** When a text input tells the app what is typed. */
export const DispatchConfig = z.strictObject({
  trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
});

/** https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object */
export const ConversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine((filter) => Object.keys(filter).length > 0, 'must define at least one filter');

/** An image that was uploaded to Slack. */
export const slackFile = z.union([z.strictObject({ id: z.string() }), z.strictObject({ url: words(3000) })]);
