import type { WebClient } from '@slack/web-api';
import type { z } from 'zod';

import type { Field } from './fields.js';
import type { Person, Workspace } from './people.js';
import type { Draft, Json, JsonObject, Risk, Undo } from './plan.js';
import type { Names, Words } from './words.js';

export { field, reasonField } from './fields.js';

/** What the live state of the organisation can be asked. Every answer comes from Slack, never from the local copy. */
export interface OrgReader {
  readonly enterpriseId: string;
  /** Anybody; a `stranger` where Slack knows no such account of this organisation. */
  person(id: string): Promise<Person>;
  /** A workspace with its owners and admins; `null` where the organisation has no such workspace. */
  workspace(id: string): Promise<Workspace | null>;
  /** Whether the organisation has an owner (the primary owner counts) besides this person. */
  hasOtherOwner(id: string): Promise<boolean>;
  /** Names of everybody and everything read so far, by ID. */
  names(): Names;
}

/** The door to Slack's changing methods, typed by Slack's own client. It lets nothing out that no operation names. */
export type AdminClient = Pick<WebClient, 'admin'>;

/** The part of Slack's answer that is recorded. */
export interface AdminAnswer {
  readonly ok: boolean;
  readonly response_metadata?: { readonly warnings?: string[]; readonly messages?: string[] };
}

/** A run's input: Slack's parameter names, and ours (`reason`, `duration`). What was left empty is not there. */
export type Input = { readonly [key: string]: Json | undefined };

/** What a run is about; people search the ledger by it. */
export type Target = { readonly kind: 'person'; readonly id: string; readonly place: string };

/**
 * One `admin.*` method that people can run, stated as data (DESIGN section 3). Nothing has a default: what is not said
 * here is not known. `I` is the input, `A` the arguments of one call.
 */
export interface Operation<I extends Input = Input, A extends JsonObject = JsonObject> {
  readonly method: `admin.${string}`;
  /** Without a command it is reachable through `/admin`. At most 32 characters with the slash. */
  readonly command: `/${string}` | null;
  /** Title of its modal: at most 24 characters on Slack's side. */
  readonly title: string;
  /** One sentence for help texts and the manifest. */
  readonly description: string;
  /** The most that any of its runs can be. */
  readonly risk: Risk;
  /** User scopes of the admin token. */
  readonly scopes: readonly `admin.${string}`[];
  readonly input: z.ZodType<I>;
  /** In the order of the form. */
  readonly fields: { readonly [K in keyof I]-?: Field };
  target(input: I): Target;
  /** Whose power or access a run widens, given the state before it; `null` where nobody's. */
  beneficiary(input: I, before: JsonObject): string | null;
  plan(input: I, org: OrgReader): Promise<Draft<A>>;
  /** The one line that reaches Slack. */
  call(slack: AdminClient, args: A): Promise<AdminAnswer>;
  /** What was done, in the past tense, to follow the requester's name: “made Ada an admin of Marketing”. */
  summary(input: I, before: JsonObject): Words;
  /** Slack's error code -> what it means here and what to do next. */
  readonly explain: Readonly<Record<string, string>>;
  undo(input: I, before: JsonObject): Undo;
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
