import { userInfo } from 'node:os';

/** Whoever is logged in on this machine, as the ledger names them. */
export function operator(): string {
  try {
    return userInfo().username || 'operator';
  } catch {
    return 'operator';
  }
}
