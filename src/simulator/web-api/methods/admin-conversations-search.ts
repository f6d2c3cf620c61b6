import { z } from 'zod';

import type { Channel } from '../../org/model.js';
import { elsewhere } from '../../present/elsewhere.js';
import { presentSearchedChannel } from '../../present/channel.js';
import { Refusal } from '../../refusal.js';
import type { Slack } from '../../slack.js';
import { requireOrgAdmin } from '../admin.js';
import { flag, list, maybe, paging } from '../arguments.js';
import { defineMethod } from '../method.js';
import { pageOf } from '../pages.js';

type Test = (channel: Channel) => boolean;

const isPrivate: Test = (channel) => channel.kind === 'private';

/** https://docs.slack.dev/reference/methods/admin.conversations.search, `search_channel_types`. */
const types: Readonly<Record<string, Test>> = {
  private: isPrivate,
  private_exclude: (channel) => !isPrivate(channel),
  archived: (channel) => channel.archived,
  exclude_archived: (channel) => !channel.archived,
  private_exclude_archived: (channel) => isPrivate(channel) && !channel.archived,
  multi_workspace: (channel) => channel.teams.length > 1,
  org_wide: (channel) => channel.org_wide,
  external_shared: (channel) => channel.ext_shared,
  external_shared_exclude: (channel) => !channel.ext_shared,
  external_shared_private: (channel) => channel.ext_shared && isPrivate(channel),
  external_shared_archived: (channel) => channel.ext_shared && channel.archived,
  exclude_org_shared: (channel) => channel.teams.length <= 1,
};

// By code unit: a collator takes ten times as long for a large organisation.
const byName = (one: Channel, other: Channel): number => Number(one.name > other.name) - Number(one.name < other.name);

const orders: Readonly<Record<string, (one: Channel, other: Channel) => number>> = {
  relevant: (one, other) => one.name.length - other.name.length,
  name: byName,
  member_count: (one, other) => one.members.length - other.members.length,
  created: (one, other) => one.created - other.created,
};

const input = z.object({
  ...paging(20, 10),
  query: maybe,
  team_ids: list.optional(),
  connected_team_ids: list.optional(),
  search_channel_types: list.optional(),
  sort: maybe,
  sort_dir: z.enum(['asc', 'desc']).default('desc'),
  total_count_only: flag.default(false),
});

type Wish = z.output<typeof input>;

function testsFor({ org }: Slack, wish: Wish): Test[] {
  const { team_ids = [], connected_team_ids = [], search_channel_types = [], query = '' } = wish;
  if (!team_ids.every((team) => org.workspaceOfId(team))) throw new Refusal('team_not_found');
  if (connected_team_ids.some((team) => team !== elsewhere.id)) {
    throw new Refusal('external_team_not_connected_to_this_org');
  }
  const kinds = search_channel_types.map((type) => {
    const test = types[type];
    if (!test) throw new Refusal('invalid_search_channel_type');
    return test;
  });
  const wanted = query.toLowerCase();
  return [
    (channel) => channel.kind !== 'im' && channel.name.toLowerCase().includes(wanted),
    ...(team_ids.length === 0 ? [] : [(channel: Channel) => channel.teams.some((team) => team_ids.includes(team))]),
    ...(connected_team_ids.length === 0 ? [] : [(channel: Channel) => channel.ext_shared]),
    ...kinds,
  ];
}

/** What fits, in the wanted order; the sort is done once for all pages. */
function found(slack: Slack, wish: Wish): readonly Channel[] {
  const order = orders[wish.sort ?? 'member_count'];
  if (!order) throw new Refusal('invalid_sort');
  const tests = testsFor(slack, wish);
  const { limit: _limit, cursor, ...search } = wish;
  return slack.searches.take(JSON.stringify(search), cursor === undefined, () =>
    slack.org.channels
      .filter((channel) => tests.every((test) => test(channel)))
      .sort((one, other) => (wish.sort_dir === 'asc' ? order(one, other) : order(other, one))),
  );
}

const search = defineMethod({
  method: 'admin.conversations.search',
  tokens: ['user'],
  scopes: ['admin.conversations:read'],
  input,
  codes: { sort_dir: 'invalid_sort_dir' },
  run(context, wish) {
    requireOrgAdmin(context);
    const { slack } = context;
    const channels = found(slack, wish);
    if (wish.total_count_only) return { total_count: channels.length };
    const { items, next_cursor } = pageOf(channels, wish);
    return {
      conversations: items.map((channel) => presentSearchedChannel(slack, channel)),
      next_cursor,
      total_count: channels.length,
    };
  },
});

/** Every channel of the organisation. */
export const adminConversationSearchMethods = [search];
