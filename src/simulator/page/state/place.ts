/** What is open where a channel could be: the app's Home. */
export const HOME = 'home';

/** Which person sees what: kept in the address, so that reloading keeps it and two windows can be two people. */
export interface Place {
  readonly as: string;
  readonly team: string;
  /** A conversation's ID or {@link HOME}; empty for the first one. */
  readonly channel: string;
  /** The `ts` of the message whose thread is open, or empty. */
  readonly thread: string;
}

/** Reads the part of the address behind `#`; whatever is not there is empty. */
export function readPlace(hash: string): Place {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const field = (name: string): string => fields.get(name) ?? '';
  return { as: field('as'), team: field('team'), channel: field('channel'), thread: field('thread') };
}

/** Writes a place as {@link readPlace} reads it. */
export function writePlace(place: Place): string {
  const fields = Object.entries(place).filter(([, value]) => value !== '');
  return fields.length === 0 ? '' : `#${new URLSearchParams(fields).toString()}`;
}
