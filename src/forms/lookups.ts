import type { Directory, DirectoryKind } from '../engine/organisation/directory.js';

/** What names are looked up in. */
export interface LocalNames {
  readonly enterpriseId: string;
  readonly directory: Pick<
    Directory,
    'peopleCalled' | 'workspacesCalled' | 'channelsCalled' | 'groupsCalled' | 'freshness'
  >;
}

/** The ID that is meant, or why none can be told from what was typed. */
export type Found = { readonly value: string } | { readonly note: string };

/** How one kind of thing is typed, and what to say where it is not clear which one is meant. */
interface Lookup {
  readonly kind: DirectoryKind;
  /** As Slack writes it in the text of a command. */
  readonly mention: RegExp;
  readonly id: RegExp;
  readonly idsLook: string;
  readonly called: (names: LocalNames, name: string) => readonly { readonly id: string }[];
  readonly none: (word: string) => string;
  readonly several: (word: string) => string;
}

// Slack's IDs are far shorter than thirty; the value of an option may have 150 characters.
const PEOPLE: Lookup = {
  kind: 'people',
  mention: /^<@([UW][A-Z0-9]{1,30})(?:\|[^>]*)?>$/u,
  id: /^[UW][A-Z0-9]{5,30}$/u,
  idsLook: 'U… or W…',
  called: ({ directory }, name) => directory.peopleCalled(name),
  none: (word) => `Nobody here is called “${word}”. Choose the person below.`,
  several: (word) => `Several people are called “${word}”. Choose the right one below.`,
};
const WORKSPACES: Lookup = {
  kind: 'workspaces',
  mention: /^(?!)/u,
  id: /^T[A-Z0-9]{5,30}$/u,
  idsLook: 'T…',
  called: ({ directory }, name) => directory.workspacesCalled(name),
  none: (word) => `No workspace here is called “${word}”. Choose it below.`,
  several: (word) => `Several workspaces are called “${word}”. Choose the right one below.`,
};
const CHANNELS: Lookup = {
  kind: 'channels',
  mention: /^<#([CG][A-Z0-9]{1,30})(?:\|[^>]*)?>$/u,
  id: /^[CG][A-Z0-9]{5,30}$/u,
  idsLook: 'C… or G…',
  called: ({ directory }, name) => directory.channelsCalled(name),
  none: (word) => `No channel here is called “${word}”. Choose it below.`,
  several: (word) => `Several channels are called “${word}”. Choose the right one below.`,
};
const GROUPS: Lookup = {
  kind: 'groups',
  mention: /^<!subteam\^(S[A-Z0-9]{1,30})(?:\|[^>]*)?>$/u,
  id: /^S[A-Z0-9]{5,30}$/u,
  idsLook: 'S…',
  called: ({ directory }, name) => directory.groupsCalled(name),
  none: (word) => `No IdP group that is seen here is called “${word}”. Choose it below, or paste its ID (S…).`,
  several: (word) => `Several IdP groups are called “${word}”. Choose the right one below.`,
};

/** Somebody, by mention, ID, handle, name or e-mail. */
export const whom = (word: string, names: LocalNames): Found => lookUp(PEOPLE, word, names);
export const whichChannel = (word: string, names: LocalNames): Found => lookUp(CHANNELS, word, names);
export const whichGroup = (word: string, names: LocalNames): Found => lookUp(GROUPS, word, names);

/** Takes the channels that Slack has marked out of several words: “<!subteam^S1> <#C1|news> <#C2>”. */
export function withoutChannels(text: string): { readonly rest: string; readonly channels: readonly string[] } {
  const mentions = text.split(/\s+/u).map((word) => ({ word, id: CHANNELS.mention.exec(word)?.[1] }));
  return {
    rest: mentions.flatMap(({ word, id }) => (id ? [] : [word])).join(' '),
    channels: [...new Set(mentions.flatMap(({ id }) => id ?? []))],
  };
}

/** The address of somebody who has no account yet, so there is nobody to look up. */
export function whichAddress(word: string): Found {
  const address = plainName(word);
  return /^[^\s@<>]{1,64}@[^\s@<>]{1,189}$/u.test(address)
    ? { value: address }
    : { note: `“${word}” is not an e-mail address. Type the address below.` };
}

export const whichWorkspace = (word: string, names: LocalNames): Found => lookUp(WORKSPACES, unquoted(word), names);

const ORG_ID = /^E[A-Z0-9]{5,30}$/u;
const WHOLE_ORG = /^(?:the )?(?:whole )?(?:org|organisation|organization)$/iu;

/** A workspace, or the organisation itself. */
export function where(word: string, names: LocalNames): Found {
  const plain = unquoted(word);
  if (WHOLE_ORG.test(plain)) return { value: names.enterpriseId };
  return ORG_ID.test(plain) ? { value: plain } : whichWorkspace(plain, names);
}

const unquoted = (word: string): string => word.replace(/^["“”']|["“”']$/gu, '');

function lookUp(lookup: Lookup, word: string, names: LocalNames): Found {
  const id = lookup.mention.exec(word)?.[1] ?? lookup.id.exec(word)?.[0];
  if (id) return { value: id };
  const [first, ...others] = lookup.called(names, plainName(word));
  if (first) return others.length === 0 ? { value: first.id } : { note: lookup.several(word) };
  return { note: names.directory.freshness(lookup.kind) ? lookup.none(word) : notReadYet(lookup, word) };
}

/** Nobody is told that something does not exist because it was not looked for yet. */
function notReadYet({ kind, idsLook }: Lookup, word: string): string {
  return `The app is still reading the ${kind} of this organisation, so it could not look up “${word}”. Paste an ID (${idsLook}) below, or type the command again in a few minutes.`;
}

/** `@ada`, `#general`, and an e-mail as Slack writes it as a link. */
function plainName(word: string): string {
  return (/^<mailto:([^|>]+)(?:\|[^>]*)?>$/u.exec(word)?.[1] ?? word).replace(/^[@#]/u, '');
}
