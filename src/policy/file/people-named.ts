import type { ApprovalNeed } from '../../engine/decision.js';
import { rankInWords, type Rank } from '../../engine/organisation/ranks.js';
import type { NamedGroup, NamedRole, Who } from '../../engine/organisation/who.js';
import { code, person, place, words, type Words } from '../../engine/words.js';
import type { RankName } from './form-words.js';
import type { WhoInFile } from './schema.js';

/** The highest rank that a name stands for: primary owners count as owners. */
const UP_TO: Readonly<Record<RankName, Rank>> = {
  guest: 'guest',
  member: 'member',
  workspace_admin: 'workspace_admin',
  workspace_owner: 'workspace_primary_owner',
  org_admin: 'org_admin',
  org_owner: 'primary_owner',
};

/** Whom a file names; `groups` are those that it has declared. `null` where it speaks of a group that it has not. */
export function whoNamed(written: WhoInFile, groups: ReadonlyMap<string, NamedGroup>): Who | null {
  if (written === 'anyone') return { kind: 'rank', atLeast: 'member' };
  if (typeof written === 'string') return { kind: 'role', role: written, workspace: null };
  if ('user' in written) return { kind: 'people', ids: [written.user] };
  if ('group' in written) return groups.get(written.group) ?? null;
  if ('system_role' in written) return { kind: 'system_role', id: written.system_role };
  if ('workspace_owner_of' in written) return roleIn('workspace_owner', written.workspace_owner_of);
  if ('workspace_admin_of' in written) return roleIn('workspace_admin', written.workspace_admin_of);
  if ('at_least' in written) return { kind: 'rank', atLeast: written.at_least };
  return { kind: 'rank', atMost: UP_TO[written.at_most] };
}

const roleIn = (role: NamedRole, workspace: string): Who => ({ kind: 'role', role, workspace });

/** So many people out of these, with the words for it. */
export function needOf(count: number, from: readonly Who[]): ApprovalNeed {
  const [only] = from;
  const one = from.length === 1 && only?.kind === 'people' && only.ids.length === 1 && count === 1;
  return { count, from, says: one ? whoInWords(from) : words`${count === 1 ? 'one' : count} of ${whoInWords(from)}` };
}

/** People, as part of a sentence: “the org owners or Security”. */
export function whoInWords(who: readonly Who[]): Words {
  const people = who.flatMap((one) => (one.kind === 'people' ? one.ids : []));
  const parts = [
    ...who.filter(({ kind }) => kind !== 'people').map(kindInWords),
    ...people.map((id): Words => [person(id)]),
  ];
  return parts.flatMap((part, index) => {
    if (index === 0) return part;
    return index === parts.length - 1 ? words` or ${part}` : words`, ${part}`;
  });
}

function kindInWords(who: Who): Words {
  switch (who.kind) {
    case 'rank':
      if (!('atLeast' in who)) return words`everybody up to ${rankInWords(who.atMost)}`;
      return who.atLeast === 'member'
        ? words`the members of the organisation`
        : words`everybody who is ${rankInWords(who.atLeast)} or above`;
    case 'role':
      return roleInWords(who.role, who.workspace);
    case 'people':
      return who.ids.map(person);
    case 'group':
      return words`${who.name}`;
    case 'system_role':
      return words`the holders of the system role ${code(who.id)}`;
  }
}

function roleInWords(role: NamedRole, workspace: string | null): Words {
  const where = workspace === null ? words`the workspace` : [place(workspace)];
  switch (role) {
    case 'org_owner':
      return words`the org owners`;
    case 'org_admin':
      return words`the org admins`;
    case 'workspace_owner':
      return words`the owners of ${where}`;
    case 'workspace_admin':
      return words`the admins of ${where}`;
  }
}
