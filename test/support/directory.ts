import type { DirectoryPerson, DirectoryWorkspace } from '../../src/engine/directory.js';
import type { LocalNames } from '../../src/forms/prefill.js';
import { DirectoryIndex } from '../../src/store/directory-index.js';
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

/** Names as the app's own index finds them. */
export function namesOf(
  people: readonly DirectoryPerson[] = NAMED,
  places: readonly DirectoryWorkspace[] = PLACES,
): LocalNames {
  const persons = new DirectoryIndex(people, ({ handle }) => [handle]);
  const workspaces = new DirectoryIndex(places);
  return {
    enterpriseId: ORG,
    directory: {
      peopleCalled: (text) => persons.called(text),
      workspacesCalled: (text) => workspaces.called(text),
    },
  };
}
