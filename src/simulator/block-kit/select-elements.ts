import { z } from 'zod';

import { Confirm, ConversationFilter, Identifier, Option, OptionGroup, Placeholder } from './composition.js';

/** Select menus: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */

const common = {
  action_id: Identifier.optional(),
  placeholder: Placeholder.optional(),
  confirm: Confirm.optional(),
  focus_on_load: z.boolean().optional(),
};

const several = { ...common, max_selected_items: z.int().min(1).optional() };

const lists = {
  options: z.array(Option).min(1).max(100).optional(),
  option_groups: z.array(OptionGroup).min(1).max(100).optional(),
};

interface Lists {
  options?: unknown;
  option_groups?: unknown;
}

const eitherList = (element: Lists): boolean =>
  (element.options === undefined) !== (element.option_groups === undefined);
const eitherListText = 'must define either `options` or `option_groups`, and not both';

const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...common, ...lists, initial_option: Option.optional() })
  .refine(eitherList, eitherListText);

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...several,
    ...lists,
    initial_options: z.array(Option).min(1).max(100).optional(),
  })
  .refine(eitherList, eitherListText);

const queried = { min_query_length: z.int().min(0).optional() };

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...common,
  ...queried,
  initial_option: Option.optional(),
});

const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...several,
  ...queried,
  initial_options: z.array(Option).min(1).max(100).optional(),
});

const usersSelect = z.strictObject({ type: z.literal('users_select'), ...common, initial_user: z.string().optional() });

const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...several,
  initial_users: z.array(z.string()).optional(),
});

const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: ConversationFilter.optional(),
};

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...common,
  ...conversations,
  initial_conversation: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});

const multiConversationsSelect = z.strictObject({
  type: z.literal('multi_conversations_select'),
  ...several,
  ...conversations,
  initial_conversations: z.array(z.string()).optional(),
});

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...common,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});

const multiChannelsSelect = z.strictObject({
  type: z.literal('multi_channels_select'),
  ...several,
  initial_channels: z.array(z.string()).optional(),
});

/** All ten kinds of menus. */
export const selects = [
  staticSelect,
  externalSelect,
  usersSelect,
  conversationsSelect,
  channelsSelect,
  multiStaticSelect,
  multiExternalSelect,
  multiUsersSelect,
  multiConversationsSelect,
  multiChannelsSelect,
] as const;
