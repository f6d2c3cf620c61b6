/** How often a method may be called: https://docs.slack.dev/apis/web-api/rate-limits */
export interface Allowance {
  calls: number;
  /** Within so many milliseconds. */
  per: number;
  /** Counted for each value of this argument by itself. */
  each?: string;
}

const minute = 60_000;
const tier1: Allowance = { calls: 1, per: minute };
const tier2: Allowance = { calls: 20, per: minute };
const tier3: Allowance = { calls: 50, per: minute };
const tier4: Allowance = { calls: 100, per: minute };
/** Hundreds a minute, as Slack says of auth.test and its like. */
const generous: Allowance = { calls: 600, per: minute };

/** What each method of the simulator is allowed. Slack promises at least that much; the simulator gives no more. */
export const allowances: Readonly<Record<string, Allowance>> = {
  'api.test': tier4,
  'apps.connections.open': tier1,
  'auth.test': generous,
  'auth.revoke': tier3,
  'oauth.v2.access': tier4,
  'auth.teams.list': tier2,
  'team.info': tier3,
  'users.info': tier4,
  'users.list': tier2,
  'users.conversations': tier3,
  'conversations.list': tier2,
  'conversations.info': tier3,
  'conversations.members': tier4,
  'conversations.open': tier3,
  'conversations.history': tier3,
  'conversations.replies': tier3,
  'conversations.join': tier3,
  // One a second and channel, with bursts.
  'chat.postMessage': { calls: 60, per: minute, each: 'channel' },
  'chat.update': tier3,
  'chat.delete': tier3,
  'chat.postEphemeral': tier4,
  'chat.getPermalink': generous,
  'views.open': tier4,
  'views.push': tier4,
  'views.update': tier4,
  'views.publish': tier4,
  'usergroups.list': tier2,
  'usergroups.users.list': tier2,
  'files.getUploadURLExternal': tier4,
  'files.completeUploadExternal': tier4,
  'admin.teams.list': tier3,
  'admin.teams.admins.list': tier3,
  'admin.teams.owners.list': tier3,
  'admin.users.list': tier4,
  'admin.users.assign': tier2,
  'admin.users.remove': tier2,
  'admin.users.invite': tier2,
  'admin.users.setExpiration': tier2,
  'admin.users.getExpiration': tier4,
  'admin.users.setAdmin': tier2,
  'admin.users.setOwner': tier2,
  'admin.users.setRegular': tier2,
  'admin.usergroups.addTeams': tier2,
  'admin.usergroups.removeTeams': tier2,
  'admin.usergroups.addChannels': tier1,
  'admin.usergroups.removeChannels': tier2,
  'admin.usergroups.listChannels': tier2,
  'admin.conversations.setTeams': tier2,
  'admin.conversations.getTeams': tier3,
  'admin.conversations.search': tier2,
  'admin.roles.listAssignments': tier3,
};
