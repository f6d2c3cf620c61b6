import type { AnyOperation } from '../../engine/operation.js';

/** By which names rules speak of operations, and which methods each of them means. */
export type NamedOperations = ReadonlyMap<string, readonly string[]>;

/** Every operation by its method and its command, families by the second word of Slack's methods, and all of them. */
export function operationsNamed(all: readonly AnyOperation[]): NamedOperations {
  const names = new Map<string, string[]>();
  const add = (name: string, method: string): void => {
    names.set(name, [...(names.get(name) ?? []), method]);
  };
  for (const { method } of all) add('all', method);
  for (const { method } of all) add(familyOf(method), method);
  for (const { command, method } of all) {
    if (command) add(command.slice(1), method);
    add(method, method);
  }
  return names;
}

/** `users` of `admin.users.setAdmin`; what is not Slack's is AWS's. */
function familyOf(method: string): string {
  const [admin, family = ''] = method.split('.');
  return admin === 'admin' ? family : 'aws';
}

/** A command is known with its slash as well. */
export function methodsNamed(names: NamedOperations, written: string): readonly string[] {
  return names.get(written.replace(/^\//u, '')) ?? [];
}
