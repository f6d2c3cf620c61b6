import type { Answer } from './slack-api.js';

export interface OrgSize {
  readonly people: number;
  readonly workspaces: number;
  readonly channels: number;
  readonly groups: number;
}

type Json = Readonly<Record<string, unknown>>;
type ListAnswer = Extract<Answer, (...args: never[]) => unknown>;

/** A large organisation, always the same: the IDs of all that is in it, and how Slack's lists answer. */
export function largeOrg(size: OrgSize): {
  readonly ids: Readonly<Record<keyof OrgSize, string[]>>;
  readonly answers: Readonly<Record<string, ListAnswer>>;
} {
  const many = (count: number, make: (number: number) => Json): Json[] =>
    Array.from({ length: count }, (_, number) => make(number));
  const workspaces = many(size.workspaces, (number) => ({ id: id('T', number), name: `Workspace ${number}` }));
  const people = many(size.people, (number) => ({
    id: id('W', number),
    username: `person.${number}`,
    full_name: `Person Nr ${number}`,
    email: `person.${number}@example.com`,
    is_active: number % 10 !== 0,
    is_admin: number === 1,
    is_owner: number === 1,
  }));
  const channels = many(size.channels, (number) => ({
    id: id('C', number),
    name: number < size.workspaces ? 'general' : `channel-${number}`,
    is_private: number % 7 === 0,
    internal_team_ids: [id('T', number % size.workspaces)],
    member_count: number,
  }));
  const groups = many(size.groups, (number) => ({
    id: id('S', number),
    name: `Group ${number}`,
    handle: `group-${number}`,
    is_idp_group: true,
  }));
  const idsOf = (all: Json[]): string[] => all.map(({ id }) => String(id)).sort();
  return {
    ids: { people: idsOf(people), workspaces: idsOf(workspaces), channels: idsOf(channels), groups: idsOf(groups) },
    answers: {
      'admin.teams.list': inPages('teams', () => workspaces),
      'admin.users.list': inPages('users', ({ is_active }) =>
        people.filter((person) => String(person['is_active']) === is_active),
      ),
      'admin.conversations.search': inPages('conversations', () => channels),
      'usergroups.list': ({ team_id }) => ({
        ok: true,
        usergroups: groups.filter((_, number) => id('T', number % size.workspaces) === team_id),
      }),
    },
  };
}

function id(prefix: string, number: number): string {
  return `${prefix}0${number.toString(36).toUpperCase().padStart(8, '0')}`;
}

function inPages(key: string, all: (args: Readonly<Record<string, string>>) => Json[]): ListAnswer {
  return (args) => {
    const listed = all(args);
    const start = Number(args['cursor'] ?? 0);
    const end = start + Number(args['limit']);
    return {
      ok: true,
      [key]: listed.slice(start, end),
      response_metadata: { next_cursor: end < listed.length ? String(end) : '' },
    };
  };
}
