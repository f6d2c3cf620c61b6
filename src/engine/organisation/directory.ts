import type { Names, Words } from '../words.js';

/** What the local copy holds. Each kind is read from Slack on its own, and usable as soon as it was read once. */
export const DIRECTORY_KINDS = ['people', 'workspaces', 'channels', 'groups'] as const;
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number];

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
  /** Shared with another organisation. */
  readonly external: boolean;
  /** The workspace it is at home in, where Slack's list shows one. */
  readonly home: string | null;
  /** IDs of the workspaces it is in, as far as Slack's list shows them. */
  readonly workspaces: readonly string[];
  /** Whether it is in more workspaces than those. */
  readonly more: boolean;
  readonly members: number | null;
}

/** A group that belongs to the organisation, not to one workspace. */
export interface DirectoryGroup {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  /** Whether it comes from the identity provider. */
  readonly idp: boolean;
  readonly members: number | null;
  /** IDs of the workspaces in which Slack shows it. */
  readonly workspaces: readonly string[];
}

/**
 * The local copy of the organisation, in memory. What is called so, or found, is so by the start of any word of name,
 * handle, e-mail or ID, accents and case forgiven; e-mails are searched and never shown.
 */
export interface Directory {
  person(id: string): DirectoryPerson | undefined;
  workspace(id: string): DirectoryWorkspace | undefined;
  channel(id: string): DirectoryChannel | undefined;
  group(id: string): DirectoryGroup | undefined;
  /** At most `limit`: exact matches first, then those at the start of a name, then the others; each of them by name. */
  searchPeople(text: string, limit: number): readonly DirectoryPerson[];
  searchWorkspaces(text: string, limit: number): readonly DirectoryWorkspace[];
  /** With the ID of a workspace: only channels that are in it, or may be. */
  searchChannels(text: string, limit: number, workspace?: string): readonly DirectoryChannel[];
  searchGroups(text: string, limit: number): readonly DirectoryGroup[];
  /** Exactly so called or, where nobody is, beginning so; two are enough to know that it is not one. */
  peopleCalled(text: string): readonly DirectoryPerson[];
  workspacesCalled(text: string): readonly DirectoryWorkspace[];
  channelsCalled(text: string): readonly DirectoryChannel[];
  groupsCalled(text: string): readonly DirectoryGroup[];
  /** When the copy of this kind was complete; `null` while the first one is still being read. */
  freshness(kind: DirectoryKind): Date | null;
  /** Settles when there is a copy of each of these kinds, of all of them where none is named; never rejects. */
  read(...kinds: readonly DirectoryKind[]): Promise<void>;
  /**
   * IDs of everybody who seemed to be org owner or org admin, owners first.
   * @throws SlackUnreachable (`directory_not_ready`) before the first sync.
   */
  orgAdmins(): readonly string[];
  /** @throws SlackUnreachable (`directory_not_ready`) before the first sync. */
  orgOwners(): readonly string[];
}

/** Names of everybody who is spoken of, from the local copy: for display. */
export function namesOfPeople(directory: Pick<Directory, 'person'>, says: Words): Names {
  const ids = says.flatMap((fragment) =>
    typeof fragment === 'object' && 'person' in fragment ? [fragment.person] : [],
  );
  return Object.fromEntries(ids.map((id) => [id, directory.person(id)?.name ?? id]));
}
