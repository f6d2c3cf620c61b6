import type { Directory, DirectoryPerson, DirectoryWorkspace } from '../engine/directory.js';
import type { Field } from '../engine/fields.js';
import { optionOf, type Choice, type Option } from '../forms/options.js';

/** What is chosen from: the local copy, and the organisation as a whole. */
export interface ChoiceSource {
  readonly directory: Directory;
  readonly enterpriseId: string;
}

/** A person as a picker shows them: handle below the name, and a mark on guests, bots and deactivated people. */
export function personChoice({ id, name, handle, mark }: DirectoryPerson): Choice {
  const details = [handle ? `@${handle}` : '', mark ?? ''].filter(Boolean);
  return { id, name, detail: details.length > 0 ? details.join(' · ') : null };
}

export function workspaceChoice({ id, name }: DirectoryWorkspace): Choice {
  return { id, name, detail: null };
}

/** The organisation itself, as a place to be admin of. */
export function wholeOrgChoice(enterpriseId: string): Choice {
  return { id: enterpriseId, name: 'The whole organisation', detail: null };
}

/** How a value that is known already stands in its picker; an ID that nobody knows stands as it is. */
export function choiceOf({ directory, enterpriseId }: ChoiceSource): (kind: Field['kind'], value: string) => Option {
  return (kind, value) => {
    if (value === enterpriseId) return optionOf(wholeOrgChoice(enterpriseId));
    const person = kind === 'person' ? directory.person(value) : undefined;
    if (person) return optionOf(personChoice(person));
    const workspace = kind === 'place' ? directory.workspace(value) : undefined;
    return optionOf(workspace ? workspaceChoice(workspace) : { id: value, name: value, detail: null });
  };
}
