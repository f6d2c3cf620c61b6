import type { Directory, DirectoryContent, DirectoryPerson, DirectoryWorkspace } from '../engine/directory.js';
import { SlackUnreachable } from '../engine/slack-errors.js';
import type { Database } from './database.js';
import { DirectoryIndex } from './directory-index.js';

/** The local copy of the organisation: rows in the database, and an index of them in memory. */
export interface DirectoryStore extends Directory {
  /** Reads the rows of an earlier sync, if there was one. */
  load(): Promise<void>;
  /** Replaces everything by what a complete sync has read. */
  replace(content: DirectoryContent, at: Date): Promise<void>;
}

export function directoryIn(db: Database, enterpriseId: string): DirectoryStore {
  let people = new DirectoryIndex<DirectoryPerson>([]);
  let workspaces = new DirectoryIndex<DirectoryWorkspace>([]);
  let admins: readonly DirectoryPerson[] | null = null;

  const take = (content: DirectoryContent): void => {
    people = new DirectoryIndex(content.people, ({ handle }) => [handle]);
    workspaces = new DirectoryIndex(content.workspaces);
    admins = content.people
      .filter(({ orgAdmin, orgOwner }) => orgAdmin || orgOwner)
      .sort((one, other) => Number(other.orgOwner) - Number(one.orgOwner));
  };
  const known = (): readonly DirectoryPerson[] => {
    if (!admins) throw new SlackUnreachable('admin.users.list', 'directory_not_ready', false);
    return admins;
  };

  return {
    person: (id) => people.get(id),
    workspace: (id) => workspaces.get(id),
    channel: () => undefined,
    group: () => undefined,
    searchPeople: (text, limit) => people.search(text, limit),
    searchWorkspaces: (text, limit) => workspaces.search(text, limit),
    peopleCalled: (text) => people.called(text),
    workspacesCalled: (text) => workspaces.called(text),
    orgAdmins: () => known().map(({ id }) => id),
    orgOwners: () => known().flatMap(({ id, orgOwner }) => (orgOwner ? [id] : [])),

    load: async () => {
      const content = await readContent(db, enterpriseId);
      if (content) take(content);
    },
    replace: async (content, at) => {
      await writeContent(db, enterpriseId, content, at);
      take(content);
    },
  };
}

async function readContent(db: Database, enterpriseId: string): Promise<DirectoryContent | null> {
  const synced = await db
    .selectFrom('directory_syncs')
    .select('completed_at')
    .where('enterprise_id', '=', enterpriseId)
    .executeTakeFirst();
  if (!synced) return null;
  const people = await db
    .selectFrom('directory_people')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .execute();
  const workspaces = await db
    .selectFrom('directory_workspaces')
    .select(['id', 'name'])
    .where('enterprise_id', '=', enterpriseId)
    .execute();
  return {
    workspaces,
    people: people.map(({ id, name, handle, mark, org_admin: orgAdmin, org_owner: orgOwner }) => ({
      id,
      name,
      handle,
      mark,
      orgAdmin,
      orgOwner,
    })),
  };
}

async function writeContent(db: Database, enterprise_id: string, content: DirectoryContent, at: Date): Promise<void> {
  const people = content.people.map(({ orgAdmin: org_admin, orgOwner: org_owner, ...person }) => ({
    ...person,
    enterprise_id,
    org_admin,
    org_owner,
  }));
  const workspaces = content.workspaces.map((workspace) => ({ ...workspace, enterprise_id }));

  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('directory_people').where('enterprise_id', '=', enterprise_id).execute();
    await trx.deleteFrom('directory_workspaces').where('enterprise_id', '=', enterprise_id).execute();
    for (const rows of chunks(people)) await trx.insertInto('directory_people').values(rows).execute();
    for (const rows of chunks(workspaces)) await trx.insertInto('directory_workspaces').values(rows).execute();
    await trx
      .insertInto('directory_syncs')
      .values({ enterprise_id, completed_at: at })
      .onConflict((conflict) => conflict.column('enterprise_id').doUpdateSet({ completed_at: at }))
      .execute();
  });
}

/** Rows that go into one statement; PostgreSQL takes 65,535 parameters. */
const CHUNK = 1000;

function chunks<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / CHUNK);
  return Array.from({ length: count }, (_, index) => all.slice(index * CHUNK, (index + 1) * CHUNK));
}
