/** A channel and where it is, read live. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Whether only some may see it. What Slack does not show counts as private. */
  readonly private: boolean;
  readonly archived: boolean;
  /** In every workspace of the organisation, those of tomorrow too. */
  readonly orgWide: boolean;
  /** Shared with another organisation. */
  readonly external: boolean;
  /** The workspace it was made in, where Slack says so. */
  readonly home: string | null;
  /** IDs of the workspaces it is in. */
  readonly workspaces: readonly string[];
  /** Whether it is in more workspaces than Slack shows. */
  readonly more?: boolean;
}

/** An IdP group, read live. */
export interface Group {
  readonly id: string;
  readonly name: string;
  /** IDs of the people in it; `null` where Slack does not tell. */
  readonly members: readonly string[] | null;
  /** IDs of the workspaces in which Slack shows it; it may be linked to more. */
  readonly workspaces: readonly string[];
}

/** How a group stands to workspaces that were asked about, by their IDs; read live. */
export interface GroupLinks {
  /** Those that it is linked to. */
  readonly linked: readonly string[];
  /** Those of them that make accounts for members who have none. */
  readonly provisions: readonly string[];
  /** Those of which Slack does not tell. */
  readonly unseen: readonly string[];
}

/** One of a group's default channels, as `admin.usergroups.listChannels` has it. */
export interface GroupChannel {
  readonly id: string;
  readonly name: string;
  readonly workspace: string | null;
  readonly private: boolean;
  readonly members: number | null;
}
