import { IndexBy } from './index-by.js';
import type { Channel, OrgData, Person, UserGroup, Workspace } from './model.js';

/** The organisation as it stands now, with the look-ups everybody needs. */
export class Organisation {
  readonly data: OrgData;
  #peopleById: IndexBy<Person>;
  #peopleByHandle: IndexBy<Person>;
  #channelsById: IndexBy<Channel>;
  #workspacesById: IndexBy<Workspace>;
  #groupsById: IndexBy<UserGroup>;
  /** Guests with an end date, so that nobody has to look through everybody for them. */
  #leaving: Set<Person>;
  #nextEnd = 0;

  constructor(data: OrgData) {
    this.data = data;
    this.#peopleById = new IndexBy(data.people, ({ id }) => id);
    this.#peopleByHandle = new IndexBy(data.people, ({ handle }) => handle);
    this.#channelsById = new IndexBy(data.channels, ({ id }) => id);
    this.#workspacesById = new IndexBy(data.workspaces, ({ id }) => id);
    this.#groupsById = new IndexBy(data.groups, ({ id }) => id);
    this.#leaving = new Set(data.people.filter(({ expirations }) => Object.keys(expirations).length > 0));
  }

  get id(): string {
    return this.data.org.id;
  }

  get name(): string {
    return this.data.org.name;
  }

  get bot(): OrgData['bot'] {
    return this.data.bot;
  }

  get botPerson(): Person {
    return this.person(this.data.bot.user_id);
  }

  /** Whom the admin token speaks for. */
  get installer(): Person {
    return this.person(this.data.installer);
  }

  get people(): readonly Person[] {
    return this.data.people;
  }

  get workspaces(): readonly Workspace[] {
    return this.data.workspaces;
  }

  get channels(): readonly Channel[] {
    return this.data.channels;
  }

  get groups(): readonly UserGroup[] {
    return this.data.groups;
  }

  /** By id alone, as Slack's methods want it. */
  personOfId(id: string): Person | undefined {
    return this.#peopleById.find(id);
  }

  workspaceOfId(id: string): Workspace | undefined {
    return this.#workspacesById.find(id);
  }

  channelOfId(id: string): Channel | undefined {
    return this.#channelsById.find(id);
  }

  groupOfId(id: string): UserGroup | undefined {
    return this.#groupsById.find(id);
  }

  /** By id or by handle (with or without `@`). */
  findPerson(who: string): Person | undefined {
    return this.personOfId(who) ?? this.#peopleByHandle.find(who.startsWith('@') ? who.slice(1) : who);
  }

  person(who: string): Person {
    return this.findPerson(who) ?? missing('person', who);
  }

  /** By id, name or domain; "Sales & Field" is also found as `sales`. */
  findWorkspace(which: string): Workspace | undefined {
    const wanted = which.toLowerCase();
    return (
      this.workspaceOfId(which) ??
      this.data.workspaces.find(({ name, domain }) => name.toLowerCase() === wanted || domain.endsWith(`-${wanted}`))
    );
  }

  workspace(which: string): Workspace {
    return this.findWorkspace(which) ?? missing('workspace', which);
  }

  /** By id, or by name (with or without `#`) when only one channel has it. */
  findChannel(which: string): Channel | undefined {
    const byId = this.channelOfId(which);
    if (byId) return byId;
    const name = which.startsWith('#') ? which.slice(1) : which;
    const byName = this.data.channels.filter((channel) => channel.kind !== 'im' && channel.name === name);
    return byName.length === 1 ? byName[0] : undefined;
  }

  channel(which: string): Channel {
    return this.findChannel(which) ?? missing('channel', which);
  }

  /** By id or handle. */
  group(which: string): UserGroup {
    const found = this.groupOfId(which) ?? this.data.groups.find(({ handle }) => handle === which);
    return found ?? missing('group', which);
  }

  addPerson(person: Person): void {
    this.data.people.push(person);
  }

  /** Sets when a guest's account in a workspace ends, in Unix seconds. */
  setExpiration(person: Person, team: string, seconds: number): void {
    person.expirations[team] = seconds;
    this.#leaving.add(person);
    this.#nextEnd = Math.min(this.#nextEnd, seconds);
  }

  /** The guests whose account in a workspace has ended by now, each with the workspace. Cheap while there are none. */
  ended(now: number): { person: Person; team: string }[] {
    if (now < this.#nextEnd) return [];
    const ends = [...this.#leaving].flatMap((person) =>
      Object.entries(person.expirations).map(([team, at]) => ({ person, team, at })),
    );
    this.#leaving = new Set(ends.map(({ person }) => person));
    this.#nextEnd = Math.min(...ends.filter(({ at }) => at > now).map(({ at }) => at), Number.POSITIVE_INFINITY);
    return ends.filter(({ at }) => at <= now);
  }

  /** The direct conversation between two people, opened if need be. */
  directMessage(one: string, other: string, newId: () => string, now: number): Channel {
    const found = this.data.channels.find(
      ({ kind, members }) => kind === 'im' && members.includes(one) && members.includes(other),
    );
    if (found) return found;
    const opened: Channel = {
      id: newId(),
      kind: 'im',
      name: '',
      teams: [],
      org_wide: false,
      org_default: false,
      is_general: false,
      archived: false,
      ext_shared: false,
      creator: one,
      created: now,
      topic: '',
      purpose: '',
      members: [one, other],
    };
    this.data.channels.push(opened);
    return opened;
  }
}

function missing(what: string, which: string): never {
  throw new Error(`The simulated organisation has no ${what} called "${which}".`);
}
