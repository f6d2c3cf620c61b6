import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import { isRegistered, type AwsDoor } from '../../engine/aws.js';
import type { Directory } from '../../engine/organisation/directory.js';
import type { Grants } from '../../engine/grants/grants.js';
import type { OrgReader } from '../../engine/operation.js';
import type { Person } from '../../engine/organisation/people.js';
import type { Clock } from '../../engine/ports.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import { oneLine } from '../../engine/text.js';
import type { AdminDoor } from '../clients/admin.js';
import { calling } from '../clients/errors.js';
import { readGuestExpiration } from './guest-reader.js';
import { once } from './once.js';
import { placesReader } from './places-reader.js';
import { policyFactsReader } from './policy-facts-reader.js';
import { readWorkspace } from './workspace-reader.js';

/** For display: of another kind is as good as absent. */
const Shown = z.string().nullish().catch(null);

/** A field that is absent or null says nothing; one of another kind makes the answer one that says nothing at all. */
const Flag = z.boolean().nullish();

/** What of `users.info` counts. Ranks are read from `enterprise_user` only: the top-level flags are a workspace's. */
const User = z.object({
  id: z.string(),
  name: Shown,
  real_name: Shown,
  deleted: Flag,
  is_bot: Flag,
  is_workflow_bot: Flag,
  is_restricted: Flag,
  is_ultra_restricted: Flag,
  is_stranger: Flag,
  profile: z.object({ display_name: Shown, real_name: Shown }).nullish().catch(null),
  // Of bots and deactivated people Slack may show a part of it, which gives no rights but is no reason not to name them.
  enterprise_user: z
    .object({
      enterprise_id: z.string(),
      is_primary_owner: z.boolean().optional(),
      is_owner: z.boolean(),
      is_admin: z.boolean(),
      teams: z.array(z.string()).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
type User = z.infer<typeof User>;

export interface OrgReaderOptions {
  readonly enterpriseId: string;
  readonly enterpriseName: string;
  readonly interactive: WebClient;
  readonly admin: AdminDoor;
  /** For where to look; every fact that counts is read anew. */
  readonly directory: Directory;
  readonly aws: AwsDoor;
  readonly grants: Pick<Grants, 'at'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A reader for one decision: every fact is asked of Slack once, so that all parts of the decision see the same. */
export function readAnew(options: OrgReaderOptions): OrgReader {
  const names: Record<string, string> = {
    [options.enterpriseId]: `the whole organisation, ${options.enterpriseName}`,
  };
  const person = once(async (id: string) => {
    const somebody = await readPerson(options, id);
    names[id] = somebody.name;
    return somebody;
  });
  const workspace = once(async (id: string) => {
    const found = await readWorkspace(options.admin, id);
    if (found) names[id] = found.name;
    return found;
  });
  return {
    enterpriseId: options.enterpriseId,
    now: () => options.clock.now(),
    person,
    workspace,
    ...placesReader(options, names),
    ...policyFactsReader(options),
    guestExpiration: (id, inWorkspace) => readGuestExpiration(options.admin, id, inWorkspace),
    awsAccounts: () => {
      for (const { accountId, name } of options.aws.accounts) names[accountId] = `AWS account ${name}`;
      return options.aws.accounts;
    },
    awsStanding: async (account, team) => {
      const kind = options.aws.accounts.find(({ accountId }) => accountId === account)?.kind ?? 'member';
      const entry = (await options.aws.list(account)).find(({ teamId }) => teamId === team);
      if (!entry) return 'absent';
      return isRegistered(kind, entry) ? 'registered' : 'listed';
    },
    grantsAt: (id) => options.grants.at(id),
    mention: (id) => {
      names[id] ??= nameOf(options.directory, id);
    },
    names: () => ({ ...names }),
    hasOwnerBesides: async (ids) => {
      for (const candidate of options.directory.orgOwners()) {
        if (ids.includes(candidate)) continue;
        const { kind, orgRole } = await person(candidate);
        if (kind === 'member' && (orgRole === 'owner' || orgRole === 'primary_owner')) return true;
      }
      return false;
    },
  };
}

function nameOf(directory: Directory, id: string): string {
  const known = directory.group(id) ?? directory.channel(id) ?? directory.workspace(id) ?? directory.person(id);
  return known?.name ?? id;
}

/** Who somebody is, asked of Slack now; whoever it does not know, or shows without what counts, is a stranger. */
export async function readPerson(
  { interactive, enterpriseId }: Pick<OrgReaderOptions, 'interactive' | 'enterpriseId'>,
  id: string,
): Promise<Person> {
  try {
    const { user } = await calling('users.info', () => interactive.users.info({ user: id }));
    const read = User.safeParse(user);
    // A field that is missing or of another kind gives no rights (DESIGN 6.2).
    return read.success && read.data.id === id ? personFrom(read.data, enterpriseId) : stranger(id);
  } catch (error) {
    if (error instanceof SlackRefused && NOT_OURS.has(error.code)) return stranger(id);
    throw error;
  }
}

const NOT_OURS: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible', 'users_not_found']);

function stranger(id: string, name = id): Person {
  return { id, name, kind: 'stranger', orgRole: null, workspaces: null };
}

function personFrom(user: User, enterpriseId: string): Person {
  const { enterprise_user: org } = user;
  const called = [user.real_name, user.profile?.real_name, user.profile?.display_name, user.name];
  const name =
    called.map((candidate) => oneLine(candidate ?? '', 200)).find((candidate) => candidate !== '') ?? user.id;
  const kind = kindOf(user);
  if (kind === 'stranger' || !org || org.enterprise_id !== enterpriseId) {
    // Bots of the organisation have no enterprise_user either; as bots they are named as what they are.
    return kind === 'bot' || kind === 'deactivated' ? { ...stranger(user.id, name), kind } : stranger(user.id, name);
  }
  const orgRole = org.is_primary_owner ? 'primary_owner' : org.is_owner ? 'owner' : org.is_admin ? 'admin' : null;
  return { id: user.id, name, kind, orgRole: kind === 'member' ? orgRole : null, workspaces: org.teams ?? null };
}

function kindOf(user: User): Person['kind'] {
  if (user.is_stranger) return 'stranger';
  if (user.is_bot || user.is_workflow_bot) return 'bot';
  if (user.deleted) return 'deactivated';
  const flags = [user.deleted, user.is_bot, user.is_restricted, user.is_ultra_restricted];
  // Slack leaves flags out for bots and deactivated people only; where one is missing otherwise, nothing is known.
  if (flags.some((flag) => typeof flag !== 'boolean')) return 'stranger';
  return flags.includes(true) ? 'guest' : 'member';
}
