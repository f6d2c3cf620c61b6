import type {
  DirectoryChannel,
  DirectoryGroup,
  DirectoryKind,
  DirectoryPerson,
  DirectoryWorkspace,
} from '../../src/engine/directory.js';
import type { LocalNames } from '../../src/forms/lookups.js';
import type { ListedPerson } from '../../src/engine/directory-copy.js';
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

/** Names as the app's own index finds them; `read` tells what has been read of them. */
export function namesOf(
  people: readonly DirectoryPerson[] = NAMED,
  places: readonly DirectoryWorkspace[] = PLACES,
  read: (kind: DirectoryKind) => boolean = () => true,
): LocalNames {
  const persons = atOnce(
    indexOf(
      'people',
      people.map((person) => listed(person)),
    ),
  );
  const workspaces = atOnce(indexOf('workspaces', places));
  const channels = atOnce(indexOf('channels', CHANNELS));
  const groups = atOnce(indexOf('groups', GROUPS));
  return {
    enterpriseId: ORG,
    directory: {
      peopleCalled: (text) => persons.called(text, 2),
      workspacesCalled: (text) => workspaces.called(text, 2),
      channelsCalled: (text) => channels.called(text, 2),
      groupsCalled: (text) => groups.called(text, 2),
      freshness: (kind) => (read(kind) ? new Date(0) : null),
    },
  };
}

export const listed = (person: DirectoryPerson, email: string | null = null): ListedPerson => ({ ...person, email });
