import type { AwsAccount } from '../engine/aws.js';
import type {
  Directory,
  DirectoryChannel,
  DirectoryGroup,
  DirectoryPerson,
  DirectoryWorkspace,
} from '../engine/organisation/directory.js';
import type { Field } from '../engine/fields.js';
import { cut } from '../engine/text.js';
import { optionOf, type Choice, type Option } from '../forms/options.js';

/** What is chosen from: the local copy, and the organisation as a whole. */
export interface ChoiceSource {
  readonly directory: Directory;
  readonly enterpriseId: string;
  /** The AWS accounts that the operator has configured. */
  readonly awsAccounts: readonly AwsAccount[];
}

/** A person as a picker shows them: handle below the name, and a mark on guests, bots and deactivated people. */
export function personChoice({ id, name, handle, mark }: DirectoryPerson): Choice {
  return { id, name, detail: details(mark, handle && `@${handle}`) };
}

export function workspaceChoice({ id, name }: DirectoryWorkspace): Choice {
  return { id, name, detail: null };
}

/** The organisation itself, as a place to be admin of. */
export function wholeOrgChoice(enterpriseId: string): Choice {
  return { id: enterpriseId, name: 'The whole organisation', detail: null };
}

/** A channel with what tells it from others of its name: where it is, and who can see it. */
export function channelChoice(channel: DirectoryChannel, workspaceName: (id: string) => string): Choice {
  const { id, name, archived, external } = channel;
  return {
    id,
    name: `#${name}`,
    detail: details(
      channel.private && 'private',
      archived && 'archived',
      external && 'shared outside',
      whereIs(channel, workspaceName),
    ),
  };
}

/** The line below a name has 75 characters, and the ID stands in it as well. */
const WORKSPACE_NAME = 28;

function whereIs({ orgWide, home, more, workspaces }: DirectoryChannel, workspaceName: (id: string) => string): string {
  if (orgWide) return 'every workspace';
  const shown = home ?? workspaces[0];
  if (!shown) return '';
  const name = cut(workspaceName(shown), WORKSPACE_NAME);
  if (more) return `${name} and others`;
  const others = workspaces.filter((id) => id !== shown).length;
  return others > 0 ? `${name} and ${others} more` : name;
}

export function groupChoice({ id, name, handle, members }: DirectoryGroup): Choice {
  const count = members === null ? '' : members === 1 ? '1 member' : `${members} members`;
  return { id, name, detail: details(handle && `@${handle}`, count) };
}

/** An AWS account by the name the operator gave it. */
export function accountChoice({ accountId, name, kind }: AwsAccount): Choice {
  return { id: accountId, name, detail: `${kind} account` };
}

function details(...parts: (string | false | null)[]): string | null {
  return parts.filter(Boolean).join(' · ') || null;
}

/** How a value that is known already stands in its picker; an ID that nobody knows stands as it is. */
export function choiceOf(source: ChoiceSource): (kind: Field['kind'], value: string) => Option {
  return (kind, value) => optionOf(knownChoice(source, kind, value) ?? { id: value, name: value, detail: null });
}

/** What has this ID, where it is known and something to choose in such a field. */
export function knownChoice(
  { directory, enterpriseId, awsAccounts }: ChoiceSource,
  kind: Field['kind'],
  id: string,
): Choice | null {
  switch (kind) {
    case 'person':
      return chosen(directory.person(id), personChoice);
    case 'place':
      return id === enterpriseId ? wholeOrgChoice(id) : chosen(directory.workspace(id), workspaceChoice);
    case 'workspace':
    case 'workspaces':
      return chosen(directory.workspace(id), workspaceChoice);
    case 'channel':
    case 'channels':
      return chosen(directory.channel(id), (channel) => channelChoice(channel, namesIn(directory)));
    case 'group':
      return chosen(directory.group(id), groupChoice);
    case 'accounts':
      return chosen(
        awsAccounts.find(({ accountId }) => accountId === id),
        accountChoice,
      );
    default:
      return null;
  }
}

/** What a workspace is called, as far as the local copy knows; each is looked up once, for one answer. */
export function namesIn(directory: Pick<Directory, 'workspace'>): (id: string) => string {
  const known = new Map<string, string>();
  return (id) => {
    const name = known.get(id) ?? directory.workspace(id)?.name ?? id;
    known.set(id, name);
    return name;
  };
}

function chosen<T>(found: T | undefined, choice: (found: T) => Choice): Choice | null {
  return found === undefined ? null : choice(found);
}
