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
  /** Workspaces this person was taken out of: there is an account there still, switched off. */
  left: string[];
  /** Guests only: workspace id to the Unix second in which the account there ends. */
  expirations: Record<string, number>;
  /** Set until somebody who was invited by e-mail signs in for the first time. */
  invitation: Invitation | null;
  interactivity_team: InteractivityTeam;
}

/** What an invitation by e-mail said. The person is in the workspaces already; the channels are joined at the sign-in. */
export interface Invitation {
  by: string;
  at: number;
  channels: string[];
  custom_message: string;
  resend: boolean;
  email_password_policy_enabled: boolean;
}

/** One workspace of the organisation. */
export interface Workspace {
  id: string;
  name: string;
  domain: string;
  discoverability: 'open' | 'invite_only' | 'closed' | 'unlisted';
  /** False: the org-wide app was not added to this workspace (`team_access_not_granted`). */
  app_granted: boolean;
  /** False: no accounts can be made here for the members of a linked group (`auto_provision_failure`). */
  provisions: boolean;
  /** False: channels of other workspaces may not come here (`not_allowed_for_grid_workspace`). Absent is true. */
  shares_channels?: boolean;
}

/** A channel, or a direct message between two. */
export interface Channel {
  id: string;
  kind: 'public' | 'private' | 'im';
  name: string;
  /** The workspaces it is in; several for a channel shared within the organisation. */
  teams: string[];
  org_wide: boolean;
  /** An org-wide channel everybody of the organisation is in and that can leave no workspace. */
  org_default: boolean;
  is_general: boolean;
  archived: boolean;
  ext_shared: boolean;
  /** Keeps `admin.conversations.setTeams` from doing anything with it. */
  quirk?: 'managed' | 'legacy_disconnected';
  creator: string;
  created: number;
  topic: string;
  purpose: string;
  members: string[];
}

/** A workspace a group is linked to. */
export interface GroupLink {
  team: string;
  /** Whoever is in the group gets an account in the workspace at once, not only when they sign in. */
  auto_provision: boolean;
}

/** A group of people that can be mentioned; those from the identity provider belong to the organisation. */
export interface UserGroup {
  id: string;
  handle: string;
  name: string;
  is_idp_group: boolean;
  /** One link only for a group somebody made in a workspace. */
  links: GroupLink[];
  /** The channels its members are put into. */
  channels: string[];
  users: string[];
  created_by: string;
}

/** Somebody holds a system role, over the organisation, a workspace or a channel. */
export interface SystemRole {
  role_id: string;
  user_id: string;
  entity_id: string;
  date_create: number;
}

/** How much Slack allows of something. Its documents name few numbers, so that a test may lower ours. */
export interface OrgLimits {
  workspaces_per_group: number;
  workspaces_per_channel: number;
  channels_per_person: number;
}

/** Everything an organisation consists of: plain data, so that a reset is a copy of the seed. */
export interface OrgData {
  org: { id: string; name: string; domain: string };
  workspaces: Workspace[];
  people: Person[];
  channels: Channel[];
  groups: UserGroup[];
  system_roles: SystemRole[];
  limits: OrgLimits;
  /** False: Slack has not switched the Admin API on for the organisation (`feature_not_enabled`). Absent is true. */
  admin_api?: boolean;
  /** Who installed the app for the organisation: the person the admin token speaks for. */
  installer: string;
  bot: { user_id: string; bot_id: string; app_id: string; name: string };
}
