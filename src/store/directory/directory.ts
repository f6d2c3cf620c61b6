import type { Directory, DirectoryKind } from '../../engine/organisation/directory.js';
import type { DirectoryCopy } from '../../engine/organisation/directory-copy.js';
import { SlackUnreachable } from '../../engine/errors/slack-errors.js';
import { copyInMemory, type CopyInMemory } from './copy-in-memory.js';
import { ADMIN, ANYWHERE, OWNER } from './kinds.js';
import { turnsIn, type TurnsOptions } from './turns.js';

/** The local copy of the organisation: rows in the database, and an index of them in memory. */
export type DirectoryStore = Directory & DirectoryCopy;

/** Two are enough to know that it is not one. */
const ENOUGH = 2;

export function directoryIn(options: TurnsOptions): DirectoryStore {
  const copy = <K extends DirectoryKind>(kind: K): CopyInMemory<K> =>
    copyInMemory(options.db, options.enterpriseId, kind);
  const copies = {
    people: copy('people'),
    workspaces: copy('workspaces'),
    channels: copy('channels'),
    groups: copy('groups'),
  };
  return { ...directoryOver(copies), ...turnsIn(options), refresh: (kind) => copies[kind].refresh() };
}

/** What can be asked of copies, wherever they come from. */
export function directoryOver(copies: { readonly [K in DirectoryKind]: Omit<CopyInMemory<K>, 'refresh'> }): Directory {
  const { people, workspaces, channels, groups } = copies;
  const taggedWith = (tag: string): string[] => {
    if (!people.at()) throw new SlackUnreachable('admin.users.list', 'directory_not_ready', false);
    return people
      .index()
      .search('', Number.MAX_SAFE_INTEGER, [tag])
      .map(({ id }) => id);
  };

  return {
    person: (id) => people.index().get(id),
    workspace: (id) => workspaces.index().get(id),
    channel: (id) => channels.index().get(id),
    group: (id) => groups.index().get(id),

    searchPeople: (text, limit) => people.index().search(text, limit),
    searchWorkspaces: (text, limit) => workspaces.index().search(text, limit),
    searchChannels: (text, limit, workspace) =>
      channels.index().search(text, limit, workspace ? [workspace, ANYWHERE] : []),
    searchGroups: (text, limit) => groups.index().search(text, limit),

    peopleCalled: (text) => people.index().called(text, ENOUGH),
    workspacesCalled: (text) => workspaces.index().called(text, ENOUGH),
    channelsCalled: (text) => channels.index().called(text, ENOUGH),
    groupsCalled: (text) => groups.index().called(text, ENOUGH),

    freshness: (kind) => copies[kind].at(),
    read: async (...kinds) => {
      const wanted = kinds.length > 0 ? kinds.map((kind) => copies[kind]) : Object.values(copies);
      await Promise.all(wanted.map(({ first }) => first));
    },

    orgAdmins: () => [...new Set([...taggedWith(OWNER), ...taggedWith(ADMIN)])],
    orgOwners: () => taggedWith(OWNER),
  };
}
