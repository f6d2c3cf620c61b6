import type { OrgReader } from '../../engine/operation.js';
import { readChannel, readChannels } from './channel-reader.js';
import { readGroup, readGroupChannels, readGroupLinks, type GroupSource } from './group-reader.js';
import { once } from './once.js';
import { readWorkspaceNames } from './workspace-reader.js';

/** The part of an organisation that is about channels, groups, and which workspaces there are. */
export type Places = Pick<
  OrgReader,
  'knownWorkspaces' | 'channel' | 'channels' | 'group' | 'groupLinks' | 'groupChannels'
>;

/** Reads them for one decision, and puts the names of what it has read among `names`. */
export function placesReader(source: GroupSource, names: Record<string, string>): Places {
  const { admin, directory } = source;
  const name = <T extends { readonly id: string; readonly name: string } | null>(found: T): T => {
    if (found) names[found.id] = found.name;
    return found;
  };
  const channel = once(async (id) => name(await readChannel(source, id)));
  const groupChannels = once(async (id) => {
    const channels = await readGroupChannels(admin, id);
    return channels?.map(name) ?? null;
  });
  return {
    knownWorkspaces: async (ids) => {
      const found = await readWorkspaceNames(admin, ids);
      Object.assign(names, found);
      return ids.filter((id) => found[id] !== undefined);
    },
    channel,
    channels: async (ids) => (await readChannels(ids, { directory, readOne: channel })).map(name),
    group: once(async (id) => name(await readGroup(source, id, await groupChannels(id)))),
    groupLinks: (id, workspaces) => readGroupLinks(source, id, workspaces),
    groupChannels: async (id, workspace) => {
      if (workspace === undefined) return groupChannels(id);
      const channels = await readGroupChannels(admin, id, workspace);
      return channels?.map(name) ?? null;
    },
  };
}
