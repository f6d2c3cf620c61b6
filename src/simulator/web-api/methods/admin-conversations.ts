import { z } from 'zod';

import type { Channel } from '../../org/model.js';
import { isOrgAdmin } from '../../org/ranks.js';
import { presentSearchedChannel } from '../../present/channel.js';
import { Refusal } from '../../refusal.js';
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

const orders: Readonly<Record<string, (one: Channel, other: Channel) => number>> = {
  relevant: (one, other) => one.name.length - other.name.length,
  name: (one, other) => one.name.localeCompare(other.name),
  member_count: (one, other) => one.members.length - other.members.length,
  created: (one, other) => one.created - other.created,
};

function testsFor(wanted: readonly string[]): Test[] {
  return wanted.map((type) => {
    const test = types[type];
    if (!test) throw new Refusal('invalid_search_channel_type');
    return test;
  });
}

const search = defineMethod({
  method: 'admin.conversations.search',
  tokens: ['user'],
  scopes: ['admin.conversations:read'],
  input: z.object({
    ...paging(20, 10),
    query: maybe,
    team_ids: list.optional(),
    connected_team_ids: list.optional(),
    search_channel_types: list.optional(),
    sort: maybe,
    sort_dir: z.enum(['asc', 'desc']).default('desc'),
    total_count_only: flag.default(false),
  }),
  codes: { sort_dir: 'invalid_sort_dir' },
  run({ slack, caller }, input) {
    if (!isOrgAdmin(caller.person)) throw new Refusal('not_an_admin');
    const order = orders[input.sort ?? 'member_count'];
    if (!order) throw new Refusal('invalid_sort');
    const teams = input.team_ids ?? [];
    if (!teams.every((team) => slack.org.workspaces.some(({ id }) => id === team))) throw new Refusal('team_not_found');
    const tests = testsFor(input.search_channel_types ?? []);
    const found = slack.org.channels
      .filter((channel) => channel.kind !== 'im' && channel.name.includes((input.query ?? '').toLowerCase()))
      .filter((channel) => teams.length === 0 || channel.teams.some((team) => teams.includes(team)))
      .filter((channel) => tests.every((test) => test(channel)))
      .sort((one, other) => (input.sort_dir === 'asc' ? order(one, other) : order(other, one)));
    if (input.total_count_only) return { total_count: found.length };
    const { items, next_cursor } = pageOf(found, input);
    return {
      conversations: items.map((channel) => presentSearchedChannel(slack, channel)),
      next_cursor,
      total_count: found.length,
    };
  },
});

/** The methods of `admin.conversations.*`. */
export const adminConversationMethods = [search];
