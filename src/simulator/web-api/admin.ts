import { isOrgAdmin } from '../org/ranks.js';
import { Refusal } from '../refusal.js';
import type { CallContext } from './method.js';

/** Only org admins and owners may call `admin.*`; an installer who was demoted may not. */
export function requireOrgAdmin({ caller }: CallContext, code = 'not_an_admin'): void {
  if (!isOrgAdmin(caller.person)) throw new Refusal(code);
}

/** Tells the pages that somebody may now see other people and channels than before. */
export function tellOfChange({ slack }: CallContext): void {
  slack.changes.tell({ kind: 'conversations' });
}
