/** Somebody as the last sync saw them. For display, pickers and finding candidates; never for decisions. */
export interface DirectoryPerson {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  /** `guest`, `bot`, `deactivated`; `null` for a full member. */
  readonly mark: string | null;
  readonly orgAdmin: boolean;
  readonly orgOwner: boolean;
}

export interface DirectoryWorkspace {
  readonly id: string;
  readonly name: string;
}

export interface DirectoryChannel {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  readonly archived: boolean;
  /** In every workspace of the organisation. */
  readonly orgWide: boolean;
  /** IDs of the workspaces it is in, as far as Slack's list shows them. */
  readonly workspaces: readonly string[];
}

export interface DirectoryGroup {
  readonly id: string;
  readonly name: string;
  /** IDs of the workspaces in which Slack shows it. */
  readonly workspaces: readonly string[];
}

/** Everything a complete sync has read. */
export interface DirectoryContent {
  readonly people: readonly DirectoryPerson[];
  readonly workspaces: readonly DirectoryWorkspace[];
}

/** The local copy of the organisation. */
export interface Directory {
  person(id: string): DirectoryPerson | undefined;
  workspace(id: string): DirectoryWorkspace | undefined;
  channel(id: string): DirectoryChannel | undefined;
  group(id: string): DirectoryGroup | undefined;
  /** By the start of any word of name, handle or ID, accents and case forgiven; at most `limit`, by name. */
  searchPeople(text: string, limit: number): readonly DirectoryPerson[];
  searchWorkspaces(text: string, limit: number): readonly DirectoryWorkspace[];
  /** Exactly so called or, where nobody is, beginning so; two are enough to know that it is not one. */
  peopleCalled(text: string): readonly DirectoryPerson[];
  workspacesCalled(text: string): readonly DirectoryWorkspace[];
  /**
   * IDs of everybody who seemed to be org owner or org admin, owners first.
   * @throws SlackUnreachable (`directory_not_ready`) before the first sync.
   */
  orgAdmins(): readonly string[];
  /** @throws SlackUnreachable (`directory_not_ready`) before the first sync. */
  orgOwners(): readonly string[];
}
