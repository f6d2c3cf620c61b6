import { z } from 'zod';

import type { Answered, Kept } from '../../engine/operation.js';
import { channel, commas, person, words } from '../../engine/words.js';
import type { ChannelsArguments } from './default-channels.js';

const Ids = z.array(z.string()).catch([]);
/** Slack does what it can and names the rest, with an error code or without one. */
const Answer = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  invalid_channels: Ids,
  channel_limit_user_ids: Ids,
});

/** What is kept: which channels were not taken, and how many people had no room for more. */
const Detail = z.object({
  invalid: z.array(z.string()).default([]),
  full: z.number().default(0),
  some_full: z.array(z.string()).default([]),
});

/** This many people are named; the others are counted. */
const NAMED = 10;

/** For methods that take some of the channels and not others. Nothing is tried again by itself. */
export const answeredByChannel: Answered<ChannelsArguments> = {
  keep: (answer, { channel_ids }): Kept => {
    const { ok, invalid_channels, channel_limit_user_ids } = Answer.parse(answer);
    const invalid = channel_ids.filter((id) => invalid_channels.includes(id));
    const full = channel_limit_user_ids.filter((id) => /^[UW][A-Z0-9]+$/u.test(id));
    const detail = {
      ...(invalid.length > 0 ? { invalid } : {}),
      ...(full.length > 0 ? { full: full.length, some_full: full.slice(0, NAMED) } : {}),
    };
    const trouble = invalid.length + full.length > 0;
    if (ok && !trouble) return { done: 'all', detail };
    return { done: ok || (trouble && invalid.length < channel_ids.length) ? 'part' : 'none', detail };
  },
  says: (detail, { channel_ids }) => {
    const { invalid, full, some_full } = Detail.parse(detail);
    const others = full - some_full.length;
    return [
      ...(invalid.length > 0
        ? [
            words`Slack did not take ${commas(invalid.map(channel), 50)}; it took ${channel_ids.length - invalid.length} of ${channel_ids.length} channels.`,
          ]
        : []),
      ...(full > 0
        ? [
            words`${full} ${full === 1 ? 'person has' : 'people have'} no room for more channels: ${commas(some_full.map(person))}${others > 0 ? ` and ${others} more` : ''}.`,
          ]
        : []),
    ];
  },
};

/** What Slack's codes about channels and workspaces of a group mean. */
export const CHANNEL_ERRORS: Readonly<Record<string, string>> = {
  channel_not_found:
    'Slack does not take a channel that does not exist, is archived, is in none of the group’s workspaces, has everybody of the organisation in it, or may not be managed by whoever installed the app. Leave it out, or change that in Slack, then ask again.',
  invalid_channels_limit: 'Slack takes at most 100 channels at a time. Choose fewer and run it again for the others.',
};
