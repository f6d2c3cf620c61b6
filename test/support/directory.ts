import type {
  Directory,
  DirectoryChannel,
  DirectoryGroup,
  DirectoryKind,
  DirectoryPerson,
  DirectoryWorkspace,
} from '../../src/engine/organisation/directory.js';
import type { LocalNames } from '../../src/forms/lookups.js';
import type { Listed, ListedPerson } from '../../src/engine/organisation/directory-copy.js';
import { directoryOver } from '../../src/store/directory/directory.js';
import { indexOf } from '../../src/store/directory/load.js';
import { atOnce } from '../../src/store/directory/steps.js';
import { ORG } from './org.js';

export function directoryPerson(
  id: string,
  name: string,
  handle: string,
  changes: Partial<DirectoryPerson> = {},
): DirectoryPerson {
  return { id, name, handle, mark: null, orgAdmin: false, orgOwner: false, ...changes };
}

export const ADA = directoryPerson('U0ADA00001', 'Ada Lovelace', 'ada');
export const NAMED: readonly DirectoryPerson[] = [
  ADA,
  directoryPerson('W0SAM00001', 'Samuel Morland', 'sam.morland'),
  directoryPerson('W0SAM00002', 'Samira Osei', 'sam.osei'),
  directoryPerson('W0ZOE00001', 'Zoë <!channel> & Söhne', 'zoe'),
  directoryPerson('W0TWIN0001', 'Jean Bartik', 'jean'),
  directoryPerson('W0TWIN0002', 'Jean Bartik', 'jean2'),
  directoryPerson('W0INES0001', 'Inês in Lisbon', 'ines'),
];
export const PLACES: readonly DirectoryWorkspace[] = [
  { id: 'T0MARKET01', name: 'Marketing' },
  { id: 'T0MARKET02', name: 'Marketing Asia' },
  { id: 'T0SALES001', name: 'Sales & Field' },
  { id: 'T0GOOD0001', name: 'Fund for Good' },
  { id: 'T0ENGINE01', name: 'Engineering' },
];

export function directoryChannel(
  id: string,
  name: string,
  workspaces: readonly string[],
  changes: Partial<DirectoryChannel> = {},
): DirectoryChannel {
  const home = workspaces.length === 1 ? (workspaces[0] ?? null) : null;
  const plain = { private: false, archived: false, orgWide: false, external: false, more: false, members: 3 };
  return { id, name, home, workspaces, ...plain, ...changes };
}
export const CHANNELS: readonly DirectoryChannel[] = [
  directoryChannel('C0GENERAL1', 'general', ['T0MARKET01']),
  directoryChannel('C0GENERAL2', 'general', ['T0SALES001']),
  directoryChannel('C0LAUNCH01', 'launch', ['T0MARKET01', 'T0SALES001'], { home: 'T0MARKET01' }),
  directoryChannel('C0NEWS0001', 'news', [], { orgWide: true }),
  directoryChannel('G0BOARD001', 'board', ['T0SALES001'], { private: true }),
  directoryChannel('C0OLD00001', 'attic', ['T0SALES001'], { archived: true }),
];

export const GROUPS: readonly DirectoryGroup[] = [
  { id: 'S0ENGINE01', name: 'Engineers', handle: 'eng', idp: true, members: 12, workspaces: ['T0ENGINE01'] },
  { id: 'S0DESIGN01', name: 'Designers', handle: 'design', idp: true, members: 1, workspaces: ['T0MARKET01'] },
];

/** A local copy of these, with the app's own index; what is left out was not read yet. */
export function directoryOf(read: { readonly [K in DirectoryKind]?: readonly Listed[K][] }): Directory {
  const copy = <K extends DirectoryKind>(kind: K, rows: readonly Listed[K][] | undefined) => {
    const index = atOnce(indexOf(kind, rows ?? []));
    return { index: () => index, at: () => (rows ? new Date(0) : null), first: Promise.resolve() };
  };
  return directoryOver({
    people: copy('people', read.people),
    workspaces: copy('workspaces', read.workspaces),
    channels: copy('channels', read.channels),
    groups: copy('groups', read.groups),
  });
}

export const listed = (person: DirectoryPerson, email: string | null = null): ListedPerson => ({ ...person, email });

/** Everything that was read of the organisation of these tests. */
export const ALL_READ = {
  people: NAMED.map((person) => listed(person)),
  workspaces: PLACES,
  channels: CHANNELS,
  groups: GROUPS,
};
const EVERYTHING = directoryOf(ALL_READ);

/** Names as the app's own index finds them. */
export function namesOf(directory: Directory = EVERYTHING): LocalNames {
  return { enterpriseId: ORG, directory };
}
