import type { Channel, OrgData, Person, UserGroup, Workspace } from './model.js';

/** The organisation as it stands now, with the look-ups everybody needs. */
export class Organisation {
  readonly data: OrgData;

  constructor(data: OrgData) {
    this.data = data;
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

  /** By id or by handle (with or without `@`). */
  findPerson(who: string): Person | undefined {
    const handle = who.startsWith('@') ? who.slice(1) : who;
    return this.data.people.find((person) => person.id === who || person.handle === handle);
  }

  person(who: string): Person {
    return this.findPerson(who) ?? missing('person', who);
  }

  /** By id, name or domain; "Sales & Field" is also found as `sales`. */
  findWorkspace(which: string): Workspace | undefined {
    const wanted = which.toLowerCase();
    return this.data.workspaces.find(
      ({ id, name, domain }) => id === which || name.toLowerCase() === wanted || domain.endsWith(`-${wanted}`),
    );
  }

  workspace(which: string): Workspace {
    return this.findWorkspace(which) ?? missing('workspace', which);
  }

  /** By id, or by name (with or without `#`) when only one channel has it. */
  findChannel(which: string): Channel | undefined {
    const name = which.startsWith('#') ? which.slice(1) : which;
    const byId = this.data.channels.find((channel) => channel.id === which);
    const byName = this.data.channels.filter((channel) => channel.kind !== 'im' && channel.name === name);
    return byId ?? (byName.length === 1 ? byName[0] : undefined);
  }

  channel(which: string): Channel {
    return this.findChannel(which) ?? missing('channel', which);
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
