import type { AnyOperation } from '../engine/operation.js';

/** By the second word of Slack's methods, what people call the things they are about. */
const FAMILIES: Readonly<Record<string, string>> = {
  users: 'People',
  usergroups: 'IdP groups',
  conversations: 'Channels',
  teams: 'Workspaces',
};

/** A heading and the things below it. */
export interface Family<T> {
  readonly name: string;
  readonly members: readonly T[];
}

/** Puts things below the headings of their operations, in the order in which they come. */
export function inFamilies<T>(all: readonly T[], operationOf: (item: T) => AnyOperation): Family<T>[] {
  const families = new Map<string, T[]>();
  for (const item of all) {
    const name = familyOf(operationOf(item));
    families.set(name, [...(families.get(name) ?? []), item]);
  }
  return [...families].map(([name, members]) => ({ name, members }));
}

/** A method that is not one of Slack's is one of AWS's. */
function familyOf({ method }: AnyOperation): string {
  const [admin, family = ''] = method.split('.');
  return admin === 'admin' ? (FAMILIES[family] ?? family) : 'AWS';
}
