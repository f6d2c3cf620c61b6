import type { JsonObject } from '../json.js';
import { inputs } from './inputs.js';
import type { AwsAccount, AwsChannel } from './model.js';
import { defineOperation } from './operation.js';
import { pageOf } from './pages.js';
import { AwsRefusal } from './refusal.js';

const mostChannels = 20;
const mostAccountsPerChannel = 100;

interface Place {
  teamId: string;
  channelId: string;
}

const isAt =
  ({ teamId, channelId }: Place) =>
  (channel: AwsChannel): boolean =>
    channel.teamId === teamId && channel.channelId === channelId;

function channelOf(account: AwsAccount, place: Place): AwsChannel {
  const channel = account.channels.find(isAt(place));
  if (!channel) throw new AwsRefusal('ResourceNotFoundException', 'The account has not connected this Slack channel.');
  return channel;
}

/** Everything about it that AWS tells. */
function shown(channel: AwsChannel): JsonObject {
  return { ...channel, liveChat: undefined };
}

/** With `high` or `all` somebody must be told of something; with `none` nobody may be told of anything. */
function checkNotices(channel: AwsChannel): void {
  const told =
    channel.notifyOnCreateOrReopenCase === true ||
    channel.notifyOnAddCorrespondenceToCase === true ||
    channel.notifyOnResolveCase === true;
  if (told === (channel.notifyOnCaseSeverity === 'none')) {
    throw new AwsRefusal('ValidationException', 'notifyOnCaseSeverity does not fit the other notification settings.');
  }
}

/** Nobody can hand on a role of another account. */
function checkRole(account: AwsAccount, roleArn: string): void {
  if (roleArn.split(':')[4] === account.id) return;
  throw new AwsRefusal('AccessDeniedException', `Not authorized to perform iam:PassRole on resource: ${roleArn}`);
}

/** `CreateSlackChannelConfiguration` */
export const createChannel = defineOperation(inputs.newChannel, ({ account, accounts }, input) => {
  const channel: AwsChannel = { ...input, liveChat: false };
  checkNotices(channel);
  checkRole(account, channel.channelRoleArn);
  if (!account.workspaces.some(({ teamId }) => teamId === channel.teamId)) {
    throw new AwsRefusal('ConflictException', 'The account does not have this Slack workspace.');
  }
  if (account.channels.some(isAt(channel))) {
    throw new AwsRefusal('ConflictException', 'The account has connected this Slack channel already.');
  }
  const elsewhere = accounts.filter(({ channels }) => channels.some(isAt(channel))).length;
  if (account.channels.length >= mostChannels || elsewhere >= mostAccountsPerChannel) {
    throw new AwsRefusal('ServiceQuotaExceededException', 'The limit of Slack channels is used up.');
  }
  account.channels.push(channel);
  return {};
});

/** `UpdateSlackChannelConfiguration`: what is left out stays. */
export const updateChannel = defineOperation(inputs.changedChannel, ({ account }, input) => {
  const before = channelOf(account, input);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const after: AwsChannel = { ...before, ...given };
  checkNotices(after);
  checkRole(account, after.channelRoleArn);
  Object.assign(before, after);
  return shown(before);
});

/** `DeleteSlackChannelConfiguration` */
export const deleteChannel = defineOperation(inputs.channel, ({ account }, place) => {
  if (channelOf(account, place).liveChat) {
    throw new AwsRefusal('ConflictException', 'A live chat is open in this Slack channel.');
  }
  account.channels = account.channels.filter((channel) => !isAt(place)(channel));
  return {};
});

/** `ListSlackChannelConfigurations` */
export const listChannels = defineOperation(inputs.page, ({ account, pageSize }, { nextToken }) => {
  const page = pageOf(account.channels, nextToken, pageSize);
  return { slackChannelConfigurations: page.items.map(shown), nextToken: page.nextToken };
});
