import type { OrgData } from '../../org/model.js';
import type { Dice } from './dice.js';

/** An organisation that is growing, and where everybody and everything is in it. */
export interface Growth {
  data: OrgData;
  dice: Dice;
  /** Full members who are active, by workspace. */
  members: Map<string, string[]>;
  /** Channels of one workspace only that are not archived, by workspace. */
  channels: Map<string, string[]>;
}

/** `U9000000042`: an id no seed has, the same at every start. */
export function largeId(prefix: string, number: number): string {
  return `${prefix}9${number.toString(36).toUpperCase().padStart(9, '0')}`;
}

/** The list under a key, made if need be. */
export function listOf(lists: Map<string, string[]>, key: string): string[] {
  const known = lists.get(key);
  if (known) return known;
  const made: string[] = [];
  lists.set(key, made);
  return made;
}
