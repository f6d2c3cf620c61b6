import type { GrantedRole, Rights } from './grant-roles.js';
import type { Role } from '../organisation/people.js';
import type { Words } from '../words.js';

/** Somebody at one level: in a workspace, or in the organisation. */
export interface Level {
  readonly person: string;
  /** The workspace's ID, or the organisation's. */
  readonly place: string;
}

/** How a grant ended; `null` where it has not. */
export const GRANT_ENDS = [
  /** Its time was over. */
  'in_time',
  /** Somebody gave it up, or took it back, before that. */
  'released',
  'undone',
  /** A later grant of the same role goes on longer. */
  'extended',
  'made_permanent',
  /** Another run of ours took the role away. */
  'revoked',
  'removed',
  /** The account is switched off, or has left the workspace. */
  'gone',
  /** Somebody has changed the role by hand, so it was left as it is. */
  'moved_on',
] as const;
export type GrantEnd = (typeof GRANT_ENDS)[number];

/** A right that ends by itself. Its ID is that of the run that granted it. */
export interface Grant extends GrantedRole, Level {
  readonly role: Role;
  readonly requester: string;
  /** What they are without any grant in force; one and the same for every grant of this person at this level. */
  readonly base: Role;
  /** When the call succeeded. */
  readonly startedAt: Date;
  readonly endsAt: Date;
  /** `endsAt`, or when it was released. */
  readonly dueAt: Date;
  readonly releasedBy: string | null;
  readonly endedAt: Date | null;
  readonly end: GrantEnd | null;
  /** The number of the run that ends it, from 1: each try is a run of its own. */
  readonly ending: number;
  /** No try before this. */
  readonly tryAt: Date;
  /** How often the audit channel was told that it could not be ended, and when last. */
  readonly told: number;
  readonly toldAt: Date | null;
  readonly remindAt: Date | null;
  /** When the person asked for more time last. */
  readonly askedAt: Date | null;
}

/** What happens to grants together with a move of a run; all of one move are about one level. */
export type GrantChange = Level &
  (
    | {
        readonly kind: 'start';
        readonly id: string;
        readonly role: Role;
        /** The base role on which the plan was made; where others are in force, theirs stays. */
        readonly base: Role;
        readonly requester: string;
        readonly startedAt: Date;
        readonly endsAt: Date;
        readonly remindAt: Date | null;
      }
    /** A run gave or took a role for good. `called` is whether Slack's role was set, or only the record of it. */
    | { readonly kind: 'for_good'; readonly role: Role | 'none'; readonly called: boolean }
    | { readonly kind: 'end'; readonly id: string; readonly end: GrantEnd; readonly says: Words }
    | { readonly kind: 'release'; readonly id: string; readonly by: string }
    /** The try with this number did not end it; it, or the next one, is due at `tryAt`. */
    | {
        readonly kind: 'retry';
        readonly id: string;
        readonly ending: number;
        readonly tryAt: Date;
        /** Whether the next try is a run of its own. */
        readonly next: boolean;
        /** Whether the audit channel is told of it by this move. */
        readonly tells: boolean;
      }
    | { readonly kind: 'remind'; readonly id: string; readonly was: Date; readonly remindAt: Date | null }
    | { readonly kind: 'ask'; readonly id: string; readonly notAfter: Date }
  );

/** The record of rights for a time. It changes by moves of runs only. */
export interface Grants {
  find(id: string): Promise<Grant | null>;
  /** Everybody's in this place that have not ended. */
  at(place: string): Promise<readonly Grant[]>;
  /** Those in force, soonest end first; with somebody's ID, those that they asked for or have. */
  inForce(whose?: string): Promise<readonly Grant[]>;
  /** IDs of those that are due and not proven ended, and whose next try is due. */
  due(now: Date): Promise<readonly string[]>;
  /** IDs of those whose next reminder is due. */
  toRemind(now: Date): Promise<readonly string[]>;
  /** When there is something to do next; `null` where nothing is in force. */
  nextDue(): Promise<Date | null>;
}

/** What somebody is by rights at a level, out of the grants in that place; `live` is the role they have right now. */
export function rightsOf(grants: readonly Grant[], person: string, live: Role): Rights {
  const inForce = grants.filter((grant) => grant.person === person && grant.endedAt === null);
  return { base: inForce[0]?.base ?? live, inForce };
}
