import type { WebClient } from '@slack/web-api';
import type { z } from 'zod';

import type { Field } from './fields.js';
import type { AdminAnswer, Answered, Page } from './reading/answer.js';
import type { AwsAccount, AwsDoor, AwsStanding } from './aws.js';
import type { Directory } from './organisation/directory.js';
import type { Channel, Group, GroupChannel, GroupLinks } from './organisation/channels.js';
import type { Grant, Level } from './grants/grants.js';
import type { Person, Role, Workspace } from './organisation/people.js';
import type { Draft, Json, JsonObject, Risk, Undo } from './planning/plan.js';
import type { NamedGroup } from './organisation/who.js';
import type { Names, Words } from './words.js';

export type { AdminAnswer, Answered, Kept, Page } from './reading/answer.js';
export { durationField, field, reasonField } from './fields.js';

/** What the live state of the organisation can be asked. Every answer comes from Slack, never from the local copy. */
export interface OrgReader {
  readonly enterpriseId: string;
  /** What time it is, for what has to lie in the future. */
  now(): Date;
  /** Anybody; a `stranger` where Slack knows no such account of this organisation. */
  person(id: string): Promise<Person>;
  /** A workspace with its owners and admins; `null` where the organisation has no such workspace. */
  workspace(id: string): Promise<Workspace | null>;
  /** Which of these are workspaces of the organisation. */
  knownWorkspaces(ids: readonly string[]): Promise<readonly string[]>;
  /** Whether the organisation has an owner (the primary owner counts) besides these people. */
  hasOwnerBesides(ids: readonly string[]): Promise<boolean>;
  /** A channel and the workspaces it is in; `null` where the organisation has no such channel. */
  channel(id: string): Promise<Channel | null>;
  /** The same for several, in their order. Of very many, what Slack would take too long to tell counts as private. */
  channels(ids: readonly string[]): Promise<readonly (Channel | null)[]>;
  /** An IdP group with its members; `null` where Slack knows no such group. */
  group(id: string): Promise<Group | null>;
  /** Which of these workspaces an IdP group is linked to. */
  groupLinks(group: string, workspaces: readonly string[]): Promise<GroupLinks>;
  /** The default channels of an IdP group, of one workspace or of all; `null` where Slack knows no such group. */
  groupChannels(group: string, workspace?: string): Promise<readonly GroupChannel[] | null>;
  /** IDs of everybody in a group that a policy names; `null` where Slack does not tell, or where it is another kind of group. */
  membersOf(group: NamedGroup): Promise<readonly string[] | null>;
  /** Who holds a system role, and over which organisation, workspaces or channels; `null` where Slack does not tell. */
  holdersOf(systemRole: string): Promise<ReadonlyMap<string, readonly string[]> | null>;
  /** When a guest's account ends, in Unix seconds; `null` where no end is set, or where Slack says that they are no guest. */
  guestExpiration(person: string, workspace: string): Promise<number | null>;
  /** The AWS accounts that the operator has configured, the management account first. */
  awsAccounts(): readonly AwsAccount[];
  /** How a Slack workspace stands with an AWS account. */
  awsStanding(account: string, workspace: string): Promise<AwsStanding>;
  /** The rights for a time that are in force in this place, everybody's: from our own record, Slack knows nothing of them. */
  grantsAt(place: string): Promise<readonly Grant[]>;
  /** Takes the name of something that is not read live from the local copy: for words, never for decisions. */
  mention(id: string): void;
  /** Names of everybody and everything read so far, by ID. */
  names(): Names;
}

/** Where calls go out. Slack's client is typed by Slack and lets nothing out that no operation names. */
export interface Doors {
  /** `apiCall` is for methods that the client has no function for, or whose newer arguments it does not type yet. */
  readonly slack: Pick<WebClient, 'admin' | 'apiCall'>;
  readonly aws: AwsDoor;
}

/** A run's input: Slack's parameter names, and ours (`reason`, `duration`). What was left empty is not there. */
export type Input = { readonly [key: string]: Json | undefined };

/** What a run is about; people search the ledger by it. `place` is where: a workspace, or the organisation. */
export interface Target {
  readonly kind: 'person' | 'workspace' | 'organisation' | 'channel' | 'group';
  /** Empty for the organisation itself. */
  readonly id: string;
  readonly place?: string;
}

/** The role that somebody is left with; `none` is not belonging to the place. */
export interface RoleSet extends Level {
  readonly role: Role | 'none';
  /** For how long, where it ends by itself. */
  readonly minutes: number | null;
}

/** What an operation is called with Slack, or with AWS. */
export type Method = `admin.${string}` | AwsMethod;
export type AwsMethod =
  'RegisterSlackWorkspaceForOrganization' | 'ListSlackWorkspaceConfigurations' | 'DeleteSlackWorkspaceConfiguration';

/**
 * One method that people can run, stated as data (DESIGN section 3). Nothing has a default: what is not said here is not
 * known. `I` is the input, `A` the arguments of one call.
 */
export interface Operation<I extends Input = Input, A extends JsonObject = JsonObject> {
  readonly method: Method;
  /** Without a command it is reachable through `/admin`. At most 32 characters with the slash. */
  readonly command: `/${string}` | null;
  /** Title of its modal: at most 24 characters on Slack's side. */
  readonly title: string;
  /** One sentence for help texts and the manifest. */
  readonly description: string;
  /** The most that any of its runs can be. */
  readonly risk: Risk;
  /** User scopes of the admin token. */
  readonly scopes: readonly `${'admin.' | 'usergroups:'}${string}`[];
  readonly input: z.ZodType<I>;
  /** What the local copy shows to be wrong, by field: shown beside it, at once. Slack has the last word all the same. */
  check?(input: I, local: Directory): Readonly<Record<string, string>>;
  /** In the order of the form. */
  readonly fields: { readonly [K in keyof I]-?: Field };
  target(input: I): Target;
  /** Whose power or access a run widens, given the state before it: a person's or a group's ID; `null` where nobody's. */
  beneficiary(input: I, before: JsonObject): string | null;
  /** For operations that set somebody's role: which one a run leaves them with. Grants for a time are kept by it. */
  sets?(input: I): RoleSet;
  plan(input: I, org: OrgReader): Promise<Draft<A>>;
  /** The one line that leaves. `run` is the run's ID, where the other side wants to know who asks. */
  call(doors: Doors, args: A, run: string): Promise<AdminAnswer>;
  readonly answered?: Answered<A>;
  /** For operations that only read: how an answer is shown. Such a run needs no confirmation. */
  page?(answer: unknown, input: I): Page;
  /** What was done, in the past tense, to follow the requester's name: “made Ada an admin of Marketing”. */
  summary(input: I, before: JsonObject): Words;
  /** Slack's error code -> what it means here and what to do next. */
  readonly explain: Readonly<Record<string, string>>;
  undo(input: I, before: JsonObject): Undo;
  /**
   * Whether a look at the live state can tell that a call happened whose answer was lost. `impossible` where the state
   * shows nothing of it: such a run stays unknown until a person says how it ended. Where this is left out it can.
   */
  readBack?(before: JsonObject): 'possible' | 'impossible';
}

/** Any operation of the catalogue. */
export type AnyOperation = Operation;

/** Checks a definition's types; returns it as it is. */
export function defineOperation<I extends Input, A extends JsonObject>(operation: Operation<I, A>): Operation<I, A> {
  return operation;
}

/** Everything that can be run, by method; built from the list in `operations/catalogue.ts`. */
export interface Catalogue {
  readonly all: readonly AnyOperation[];
  /** @throws when no operation has this method: a run of an operation that was taken out of the catalogue. */
  byMethod(method: string): AnyOperation;
}

/** Makes a catalogue out of a list of definitions. */
export function catalogueOf(all: readonly AnyOperation[]): Catalogue {
  const byMethod = new Map<string, AnyOperation>(all.map((operation) => [operation.method, operation]));
  return {
    all,
    byMethod: (method) => {
      const operation = byMethod.get(method);
      if (!operation) throw new Error(`No operation of the catalogue has the method ${method}.`);
      return operation;
    },
  };
}
