/** A role that holds in the whole organisation. Slack: https://slack.com/help/articles/360018112273 */
export type OrgRole = 'primary_owner' | 'owner' | 'admin' | 'member';

/** A role in one workspace. Guests are guests of a workspace, not of the organisation. */
export type WorkspaceRole =
  'primary_owner' | 'owner' | 'admin' | 'member' | 'multi_channel_guest' | 'single_channel_guest';

/**
 * What the payloads of a person's buttons and modals say about the workspace. On a Grid `team` is often null and
 * `user.team_id` the organisation's or another workspace's id (bolt-js #1720, #1875); no app may depend on it.
 */
export type InteractivityTeam = 'workspace' | 'org' | 'other';

/** Somebody of the organisation, a bot, or a stranger of another one whom it shares a channel with. */
export interface Person {
  id: string;
  kind: 'person' | 'bot' | 'stranger';
  handle: string;
  real_name: string;
  display_name: string;
  email: string;
  title: string;
  tz: string;
  org_role: OrgRole;
  /** Workspace id to role, in the order of joining; the first one is the home workspace. */
  workspaces: Record<string, WorkspaceRole>;
  deactivated: boolean;
  interactivity_team: InteractivityTeam;
}

/** One workspace of the organisation. */
export interface Workspace {
  id: string;
  name: string;
  domain: string;
  discoverability: 'open' | 'invite_only' | 'closed' | 'unlisted';
  /** False: the org-wide app was not added to this workspace (`team_access_not_granted`). */
  app_granted: boolean;
}

/** A channel, or a direct message between two. */
export interface Channel {
  id: string;
  kind: 'public' | 'private' | 'im';
  name: string;
  /** The workspaces it is in; several for a channel shared within the organisation. */
  teams: string[];
  org_wide: boolean;
  is_general: boolean;
  archived: boolean;
  ext_shared: boolean;
  creator: string;
  created: number;
  topic: string;
  purpose: string;
  members: string[];
}

/** A group of people that can be mentioned; some come from the identity provider. */
export interface UserGroup {
  id: string;
  team: string;
  handle: string;
  name: string;
  is_idp_group: boolean;
  users: string[];
  created_by: string;
}

/** Everything an organisation consists of: plain data, so that a reset is a copy of the seed. */
export interface OrgData {
  org: { id: string; name: string; domain: string };
  workspaces: Workspace[];
  people: Person[];
  channels: Channel[];
  groups: UserGroup[];
  /** Who installed the app for the organisation: the person the admin token speaks for. */
  installer: string;
  bot: { user_id: string; bot_id: string; app_id: string; name: string };
}
