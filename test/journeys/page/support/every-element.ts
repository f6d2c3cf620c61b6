import type { types } from '@slack/bolt';

type KnownBlock = types.KnownBlock;

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string, value = text) => ({ text: plain(text), value });

function input(blockId: string, label: string, element: object): KnownBlock {
  const block = {
    type: 'input',
    block_id: blockId,
    label: plain(label),
    optional: true,
    element: { action_id: 'value', ...element },
  };
  // The types of Bolt know fewer combinations than Slack takes; the simulator checks each of them.
  return JSON.parse(JSON.stringify(block));
}

const letters = ['a', 'b', 'c'].map((letter) => option(`Letter ${letter}`, letter));

/** A modal's worth of blocks: each element once, some with initial values. */
export const everyElement: KnownBlock[] = [
  { type: 'header', text: plain('A header') },
  {
    type: 'section',
    block_id: 'fields',
    fields: [
      { type: 'mrkdwn', text: '*Left*' },
      { type: 'mrkdwn', text: '_Right_' },
    ],
  },
  {
    type: 'image',
    image_url: 'https://outside.example/chart.png',
    alt_text: 'A chart of grants',
    title: plain('Grants'),
  },
  { type: 'context', elements: [{ type: 'mrkdwn', text: 'Small *print*' }] },
  { type: 'divider' },
  input('line', 'Line', { type: 'plain_text_input', initial_value: 'as it was' }),
  input('lines', 'Lines', { type: 'plain_text_input', multiline: true }),
  input('mail', 'E-mail', { type: 'email_text_input' }),
  input('number', 'Number', { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' }),
  input('url', 'Link', { type: 'url_text_input' }),
  input('one', 'One letter', { type: 'static_select', options: letters }),
  input('grouped', 'Grouped', {
    type: 'static_select',
    option_groups: [
      { label: plain('Low'), options: [option('One', '1')] },
      { label: plain('High'), options: [option('Nine', '9')] },
    ],
  }),
  input('several', 'Several letters', {
    type: 'multi_static_select',
    options: letters,
    initial_options: letters.slice(0, 1),
    max_selected_items: 2,
  }),
  input('asked', 'Asked', { type: 'external_select', min_query_length: 2 }),
  input('wanted', 'Wanted', { type: 'multi_external_select', min_query_length: 0, max_selected_items: 2 }),
  input('person', 'Somebody', { type: 'users_select' }),
  input('people', 'Some people', { type: 'multi_users_select' }),
  input('channel', 'Public channel', { type: 'channels_select' }),
  input('place', 'Conversation', { type: 'conversations_select' }),
  input('places', 'Conversations', { type: 'multi_conversations_select' }),
  input('ticks', 'Ticks', { type: 'checkboxes', options: letters, initial_options: letters.slice(1, 2) }),
  input('kind', 'Kind', { type: 'radio_buttons', options: letters }),
  input('day', 'Day', { type: 'datepicker', initial_date: '2026-03-04' }),
  input('hour', 'Hour', { type: 'timepicker' }),
  input('moment', 'Moment', { type: 'datetimepicker', initial_date_time: 1_770_000_000 }),
];
