import type { DirectoryChannel } from '../engine/organisation/directory.js';
import type { Field } from '../engine/fields.js';
import { LIMITS } from '../forms/limits.js';
import { optionOf, type Choice, type Option } from '../forms/options.js';
import {
  accountChoice,
  channelChoice,
  groupChoice,
  knownChoice,
  namesIn,
  personChoice,
  wholeOrgChoice,
  workspaceChoice,
  type ChoiceSource,
} from './choices.js';

export interface Typed {
  readonly kind: Field['kind'];
  readonly text: string;
  /** The workspace that was chosen in the same form: lists of channels offer those that are in it. */
  readonly workspace?: string | undefined;
}

/** What IDs look like that can be pasted into a picker. */
const IDS: { readonly [kind in Field['kind']]?: RegExp } = {
  person: /^[UW][A-Z0-9]{5,30}$/u,
  place: /^[TE][A-Z0-9]{5,30}$/u,
  workspace: /^T[A-Z0-9]{5,30}$/u,
  workspaces: /^T[A-Z0-9]{5,30}$/u,
  channel: /^[CG][A-Z0-9]{5,30}$/u,
  channels: /^[CG][A-Z0-9]{5,30}$/u,
  group: /^S[A-Z0-9]{5,30}$/u,
};

/** What a picker offers for what was typed, best first, from the local copy. */
export function findOptions(source: ChoiceSource, typed: Typed, isOffered: Offered = () => true): Option[] {
  const found = searchOffered(source, typed, isOffered);
  const pasted = pastedId(source, typed);
  if (!pasted || !isOffered({ kind: typed.kind, id: pasted.id }) || found.some(({ id }) => id === pasted.id))
    return found.slice(0, LIMITS.options).map(optionOf);
  return [...found.slice(0, LIMITS.options - 1), pasted].map(optionOf);
}

/** Whether something may be offered in such a field to whoever chooses. */
export type Offered = (choice: { readonly kind: Field['kind']; readonly id: string }) => boolean;

/** Where only few of many are offered, they are looked for among no more than this: whoever types goes on typing. */
const LOOK_AMONG = 3_200;

/** Twice as many each time, because nearly always the first hundred hold nearly all that is offered. */
function searchOffered(source: ChoiceSource, typed: Typed, isOffered: Offered): Choice[] {
  for (let among = LIMITS.options; ; among *= 2) {
    const found = search(source, typed, among);
    const offered = found.filter(({ id }) => isOffered({ kind: typed.kind, id }));
    if (offered.length >= LIMITS.options || found.length < among || among >= LOOK_AMONG) return offered;
  }
}

function search(
  { directory, enterpriseId, awsAccounts }: ChoiceSource,
  { kind, text, workspace }: Typed,
  limit: number,
): Choice[] {
  const channels = (found: readonly DirectoryChannel[]): Choice[] =>
    found.map((channel) => channelChoice(channel, namesIn(directory)));
  switch (kind) {
    case 'person':
      return directory.searchPeople(text, limit).map(personChoice);
    case 'place':
      return [...wholeOrg(enterpriseId, text), ...directory.searchWorkspaces(text, limit).map(workspaceChoice)];
    case 'workspace':
    case 'workspaces':
      return directory.searchWorkspaces(text, limit).map(workspaceChoice);
    case 'channel':
      return channels(directory.searchChannels(text, limit));
    case 'channels':
      return channels(directory.searchChannels(text, limit, workspace));
    case 'group':
      return directory.searchGroups(text, limit).map(groupChoice);
    case 'accounts':
      return awsAccounts
        .map(accountChoice)
        .filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(text.trim().toLowerCase()));
    default:
      return [];
  }
}

function wholeOrg(enterpriseId: string, typed: string): Choice[] {
  const choice = wholeOrgChoice(enterpriseId);
  const words = `${choice.name} organization ${enterpriseId}`.toLowerCase();
  return words.includes(typed.trim().toLowerCase()) ? [choice] : [];
}

/**
 * The local copy may be older than the newest account, and a channel may not be in the workspace that was chosen: an ID
 * that was pasted can be chosen all the same, and is checked live. Words in lower case are IDs where they have digits.
 */
function pastedId(source: ChoiceSource, { kind, text }: Typed): Choice | null {
  const typed = text.trim();
  const id = /\d/u.test(typed) ? typed.toUpperCase() : typed;
  if (!IDS[kind]?.test(id)) return null;
  return knownChoice(source, kind, id) ?? { id, name: id, detail: 'by ID' };
}
