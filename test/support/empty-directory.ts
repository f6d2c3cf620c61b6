import type { Directory } from '../../src/engine/directory.js';

/** A local copy that knows nobody and nothing. */
export function emptyDirectory(): Directory {
  return {
    person: () => undefined,
    workspace: () => undefined,
    channel: () => undefined,
    group: () => undefined,
    searchPeople: () => [],
    searchWorkspaces: () => [],
    searchChannels: () => [],
    searchGroups: () => [],
    peopleCalled: () => [],
    workspacesCalled: () => [],
    channelsCalled: () => [],
    groupsCalled: () => [],
    freshness: () => null,
    read: () => Promise.resolve(),
    orgAdmins: () => [],
    orgOwners: () => [],
  };
}
