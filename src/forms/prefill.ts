import type { Field } from '../engine/fields.js';
import type { Json } from '../engine/planning/plan.js';
import { parseCommandText } from './command-text.js';
import {
  where,
  whichAddress,
  whichChannel,
  whichGroup,
  whichWorkspace,
  whom,
  withoutChannels,
  type Found,
  type LocalNames,
} from './lookups.js';

/** Values for a form by field key, and what was typed but could not be used, in words for the person. */
export interface Prefill {
  readonly values: Readonly<Record<string, Json>>;
  readonly notes: readonly string[];
}

type Fields = Readonly<Record<string, Field>>;
type LookUp = (word: string, names: LocalNames) => Found;

/** What the first words can be, by the kind of field that takes them; a form has at most one of these. */
const SUBJECTS: { readonly [kind in Field['kind']]?: LookUp } = {
  person: whom,
  group: whichGroup,
  channel: whichChannel,
  email: whichAddress,
};
/** The same for the words behind `in`. */
const PLACES: { readonly [kind in Field['kind']]?: LookUp } = {
  place: where,
  workspace: whichWorkspace,
  workspaces: whichWorkspace,
};

/**
 * Turns typed words into a form's first values. A name is used only where exactly one thing has it; everything that
 * cannot be used is said, never dropped.
 */
export function prefill(text: string, fields: Fields, names: LocalNames): Prefill {
  const typed = parseCommandText(text);
  const values: Record<string, Json> = {};
  const notes: string[] = [];
  const put = (word: string | undefined, key: string | undefined, lookUp?: LookUp): void => {
    if (!word) return;
    const found = key && lookUp ? lookUp(word, names) : null;
    if (key && found && 'value' in found)
      values[key] = fields[key]?.kind === 'workspaces' ? [found.value] : found.value;
    else notes.push(found && 'note' in found ? found.note : `“${word}” has no place in this form and was not used.`);
  };

  const { place, duration } = wholePlace(typed, names);
  const [subjectKey, subject] = fieldOf(fields, SUBJECTS);
  const [placeKey, placed] = fieldOf(fields, PLACES);
  const [channelsKey] = fieldOf(fields, { channels: whichChannel });
  const { rest, channels } = channelsKey ? withoutChannels(typed.subject ?? '') : { rest: typed.subject, channels: [] };
  if (channelsKey && channels.length > 0) values[channelsKey] = channels;
  put(rest, subjectKey, subject);
  put(place, placeKey, placed);
  put(duration, fieldOf(fields, { duration: asTyped })[0], asTyped);
  put(typed.reason, fields['reason']?.kind === 'text' ? 'reason' : undefined, asTyped);
  return { values, notes };
}

/** The person somebody typed, where it is clear who is meant; used before any form is shown. */
export function typedPerson(text: string, fields: Fields, names: LocalNames): string | null {
  const { subject } = parseCommandText(text);
  if (!subject || fieldOf(fields, SUBJECTS)[1] !== whom) return null;
  const found = whom(subject, names);
  return 'value' in found ? found.value : null;
}

const asTyped: LookUp = (word) => ({ value: word });

function fieldOf(
  fields: Fields,
  lookUps: { readonly [kind in Field['kind']]?: LookUp },
): [key: string | undefined, lookUp: LookUp | undefined] {
  const [key, field] = Object.entries(fields).find(([, { kind }]) => lookUps[kind]) ?? [];
  return [key, field && lookUps[field.kind]];
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
