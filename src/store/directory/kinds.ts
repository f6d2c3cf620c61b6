import type {
  DirectoryChannel,
  DirectoryGroup,
  DirectoryKind,
  DirectoryPerson,
  DirectoryWorkspace,
} from '../../engine/organisation/directory.js';
import type { Listed } from '../../engine/organisation/directory-copy.js';
import type { FoundBy } from './pack.js';

/** What is shown of each kind: what was listed, without what is for finding only. */
export interface Shown {
  readonly people: DirectoryPerson;
  readonly workspaces: DirectoryWorkspace;
  readonly channels: DirectoryChannel;
  readonly groups: DirectoryGroup;
}

/** What one kind is to the copy. */
export interface Kind<K extends DirectoryKind> {
  readonly foundBy: (one: Listed[K]) => FoundBy;
  readonly shown: (one: Listed[K]) => Shown[K];
  /** What two rows of one ID make together; without it the first one counts. */
  readonly merged?: (one: Listed[K], other: Listed[K]) => Listed[K];
}

/** The tag of channels that may be in any workspace. */
export const ANYWHERE = 'anywhere';
/** Tags of people who seem to run the organisation. */
export const OWNER = 'owner';
export const ADMIN = 'admin';

export const KINDS: { readonly [K in DirectoryKind]: Kind<K> } = {
  people: {
    foundBy: ({ id, name, handle, email, mark, orgAdmin, orgOwner }) => ({
      names: [name, handle, id],
      also: email ? [email] : [],
      tags: [...(orgOwner ? [OWNER] : []), ...(orgAdmin ? [ADMIN] : [])],
      last: mark === 'deactivated',
    }),
    shown: withoutEmail,
  },
  workspaces: {
    foundBy: ({ id, name }) => ({ names: [name, id] }),
    shown: (workspace) => workspace,
  },
  channels: {
    foundBy: ({ id, name, workspaces, orgWide, more, archived }) => ({
      names: [name, id],
      // Where Slack's list does not say of all its workspaces that it is in them, it is in none too few.
      tags: orgWide || more ? [ANYWHERE] : workspaces,
      last: archived,
    }),
    shown: (channel) => channel,
  },
  groups: {
    foundBy: ({ id, name, handle }) => ({ names: [name, handle, id] }),
    shown: (group) => group,
    merged: (one, other) => ({ ...one, workspaces: [...new Set([...one.workspaces, ...other.workspaces])] }),
  },
};

/** An address is for finding people by; nobody sees it (DESIGN 6.11). */
function withoutEmail({ id, name, handle, mark, orgAdmin, orgOwner }: Listed['people']): DirectoryPerson {
  return { id, name, handle, mark, orgAdmin, orgOwner };
}
