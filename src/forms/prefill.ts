import type { Directory } from '../engine/directory.js';
import type { Field } from '../engine/fields.js';
import { parseCommandText } from './command-text.js';

/** What names are looked up in. */
export interface LocalNames {
  readonly enterpriseId: string;
  readonly directory: Pick<Directory, 'peopleCalled' | 'workspacesCalled'>;
}

/** Values for a form by field key, and what was typed but could not be used, in words for the person. */
export interface Prefill {
  readonly values: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/**
 * Turns typed words into a form's first values. A name is used only where exactly one person or workspace has it;
 * everything that cannot be used is said, never dropped.
 */
export function prefill(text: string, fields: Readonly<Record<string, Field>>, names: LocalNames): Prefill {
  const typed = parseCommandText(text);
  const values: Record<string, string> = {};
  const notes: string[] = [];
  const keyOf = (kind: Field['kind'], key?: string): string | undefined =>
    Object.keys(fields).find((candidate) => fields[candidate]?.kind === kind && (!key || candidate === key));

  const put = (key: string | undefined, word: string | undefined, found: Found | undefined): void => {
    if (!word) return;
    if (key && found && 'value' in found) values[key] = found.value;
    else notes.push(found && 'note' in found ? found.note : `“${word}” has no place in this form and was not used.`);
  };

  const { place, duration } = wholePlace(typed, names);
  put(keyOf('person'), typed.subject, typed.subject ? whom(typed.subject, names) : undefined);
  put(keyOf('place'), place, place ? where(place, names) : undefined);
  put(keyOf('duration'), duration, duration ? { value: duration } : undefined);
  put(keyOf('text', 'reason'), typed.reason, typed.reason ? { value: typed.reason } : undefined);
  return { values, notes };
}

/** The person somebody typed, where it is clear who is meant; used before any form is shown. */
export function typedPerson(text: string, names: LocalNames): string | null {
  const { subject } = parseCommandText(text);
  const found = subject ? whom(subject, names) : undefined;
  return found && 'value' in found ? found.value : null;
}

type Found = { readonly value: string } | { readonly note: string };

/** Slack's IDs are far shorter than this; the value of an option may have 150 characters. */
const MENTION = /^<@([UW][A-Z0-9]{1,30})(?:\|[^>]*)?>$/u;
const USER_ID = /^[UW][A-Z0-9]{5,30}$/u;
const PLACE_ID = /^[TE][A-Z0-9]{5,30}$/u;
const WHOLE_ORG = /^(?:the )?(?:whole )?(?:org|organisation|organization)$/iu;

function whom(word: string, names: LocalNames): Found {
  const id = MENTION.exec(word)?.[1] ?? USER_ID.exec(word)?.[0];
  if (id) return { value: id };
  return only(names.directory.peopleCalled(word.replace(/^@/u, '')), {
    none: `Nobody here is called “${word}”. Choose the person below.`,
    several: `Several people are called “${word}”. Choose the right one below.`,
  });
}

function where(word: string, names: LocalNames): Found {
  const plain = word.replace(/^["“”']|["“”']$/gu, '');
  if (WHOLE_ORG.test(plain)) return { value: names.enterpriseId };
  if (PLACE_ID.test(plain)) return { value: plain };
  return only(names.directory.workspacesCalled(plain), {
    none: `No workspace here is called “${plain}”. Choose it below.`,
    several: `Several workspaces are called “${plain}”. Choose the right one below.`,
  });
}

function only(found: readonly { readonly id: string }[], notes: { none: string; several: string }): Found {
  const [first, ...others] = found;
  if (first === undefined) return { note: notes.none };
  return others.length === 0 ? { value: first.id } : { note: notes.several };
}

/** “in Fund for Good”: where a workspace has exactly that name, its `for` is not a length of time. */
function wholePlace(
  { place, duration }: { place?: string; duration?: string },
  names: LocalNames,
): { place: string | undefined; duration: string | undefined } {
  if (!place || !duration) return { place, duration };
  const whole = `${place} for ${duration}`;
  return names.directory.workspacesCalled(whole).length === 1
    ? { place: whole, duration: undefined }
    : { place, duration };
}
