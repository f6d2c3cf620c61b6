import type { Policy } from '../../src/engine/decision.js';
import { words } from '../../src/engine/words.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { defaultPolicy } from '../../src/policy/default-policy.js';
import { filePolicy } from '../../src/policy/file/file-policy.js';
import { loadPolicy } from '../../src/policy/file/load.js';
import { MARKETING, ORG, somebody, workspace, type Org } from './org.js';

/*
 * What has to come of a sequence of requests, yeses, noes and changes, told once more from the rules (DESIGN 6.3 to
 * 6.5) and without a line of the engine or the policy: who may ask for what, whose yes counts, and when that is enough.
 */

export const PRIMARY = 'W0PRIMARY';
export const OWNERS = ['W0OWNER1', 'W0OWNER2', 'W0OWNER3'] as const;
export const ADMINS = ['W0ADMIN1', 'W0ADMIN2'] as const;
export const MEMBERS = ['W0MEMBER1', 'W0MEMBER2'] as const;
export const EVERYBODY: readonly string[] = [PRIMARY, ...OWNERS, ...ADMINS, ...MEMBERS];
export const PLACES = [ORG, MARKETING] as const;

/** What somebody can become by hand, while requests wait. */
export type Change =
  | { readonly kind: 'org_role'; readonly who: string; readonly role: 'admin' | 'owner' | null }
  | { readonly kind: 'workspace_role'; readonly who: string; readonly role: 'admin' | 'owner' | 'member' }
  | { readonly kind: 'account'; readonly who: string; readonly active: boolean }
  | { readonly kind: 'policy'; readonly policy: PolicyName };

export const POLICIES = ['default', 'two', 'both', 'free', 'closed', 'file'] as const;
export type PolicyName = (typeof POLICIES)[number];

/** Policies as somebody could write them, on the ground of the default one; the last one is a file. */
export const policies: Readonly<Record<PolicyName, Policy>> = {
  default: defaultPolicy(),
  two: wanting('two', [{ count: 2, from: [{ kind: 'rank', atLeast: 'org_owner' }], says: words`two org owners` }]),
  both: wanting('both', [
    { count: 1, from: [{ kind: 'rank', atLeast: 'org_owner' }], says: words`another org owner` },
    { count: 1, from: [{ kind: 'people', ids: OWNERS }], says: words`one of those who are named` },
  ]),
  free: deciding('free', (decision) => (decision.verdict === 'approve' ? { ...decision, verdict: 'allow' } : decision)),
  closed: deciding('closed', (decision) => ({ ...decision, verdict: 'deny' })),
  file: written(`
version: 1
rules:
  - { id: admins, effect: allow, operation: grant-admin, requester: { at_least: org_admin } }
  - id: two-owners-for-the-organisation
    effect: approve
    operation: grant-admin
    target: { workspace: org }
    requester: { at_least: org_owner }
    approvals: { count: 2, from: { at_least: org_owner } }
`),
};

function written(text: string): Policy {
  const operations = catalogue.all;
  const loaded = loadPolicy(text, operations);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return filePolicy(loaded.rules, { name: 'policy.yaml', hash: loaded.hash, operations, ownChannels: [] });
}

function deciding(
  name: string,
  change: (decision: ReturnType<Policy['decide']>) => ReturnType<Policy['decide']>,
): Policy {
  const policy = defaultPolicy();
  return { ...policy, hash: name, decide: (question) => change(policy.decide(question)) };
}

type Needs = Extract<ReturnType<Policy['decide']>, { verdict: 'approve' }>['approval']['needs'];

function wanting(name: string, needs: Needs): Policy {
  return deciding(name, (decision) =>
    decision.verdict === 'approve' ? { ...decision, approval: { needs } } : decision,
  );
}

/** Two places, eight people, nobody with anything special. */
export function smallOrg(): Org {
  const roles = new Map<string, 'primary_owner' | 'owner' | 'admin'>([
    [PRIMARY, 'primary_owner'],
    ...OWNERS.map((id): [string, 'owner'] => [id, 'owner']),
    ...ADMINS.map((id): [string, 'admin'] => [id, 'admin']),
  ]);
  return {
    id: ORG,
    name: 'Engines',
    people: EVERYBODY.map((id) => somebody(id, { orgRole: roles.get(id) ?? null })),
    workspaces: [workspace(MARKETING, { primaryOwner: PRIMARY, owners: [PRIMARY, MEMBERS[1]] })],
  };
}

/** Changes the organisation as its owners would in Slack itself, or as the call does that a run makes. */
export function applyTo(org: Org, change: Exclude<Change, { kind: 'policy' }>): void {
  const { who } = change;
  if (who === PRIMARY) return;
  org.people = org.people.map((person) => {
    if (person.id !== who) return person;
    if (change.kind === 'org_role') return { ...person, orgRole: change.role };
    return change.kind === 'account' ? { ...person, kind: change.active ? 'member' : 'deactivated' } : person;
  });
  if (change.kind !== 'workspace_role') return;
  org.workspaces = org.workspaces.map((here) => ({
    ...here,
    owners: [...here.owners.filter((id) => id !== who), ...(change.role === 'owner' ? [who] : [])],
    admins: [...here.admins.filter((id) => id !== who), ...(change.role === 'admin' ? [who] : [])],
  }));
}

export interface Asked {
  readonly by: string;
  readonly subject: string;
  readonly place: string;
}

type Verdict = 'obstacle' | 'unchanged' | 'denied' | 'allowed' | readonly Need[];
interface Need {
  readonly count: number;
  readonly meant: (id: string) => boolean;
}

const HEIGHT = { primary_owner: 4, owner: 3, admin: 2 } as const;

/** What the rules say of making somebody an admin, as things are. */
export class Rules {
  readonly org: Org;
  readonly policy: PolicyName;
  constructor(org: Org, policy: PolicyName) {
    this.org = org;
    this.policy = policy;
  }

  /** 0 for whoever has no rights here at all. */
  height(id: string): number {
    const person = this.org.people.find((candidate) => candidate.id === id);
    if (person?.kind !== 'member') return 0;
    return person.orgRole ? HEIGHT[person.orgRole] : 1;
  }

  roleOf({ subject, place }: Asked): 'owner' | 'admin' | 'member' | 'primary_owner' | 'nobody' {
    const person = this.org.people.find(({ id }) => id === subject);
    if (person?.kind !== 'member') return 'nobody';
    if (person.orgRole === 'primary_owner') return 'primary_owner';
    if (place === ORG) return person.orgRole ?? 'member';
    const here = this.org.workspaces[0];
    if (here?.owners.includes(subject)) return 'owner';
    return here?.admins.includes(subject) ? 'admin' : 'member';
  }

  /** Everything that a plan rests on: with another one, it is another plan. */
  stateOf(asked: Asked): string {
    const person = this.org.people.find(({ id }) => id === asked.subject);
    return `${this.roleOf(asked)} ${asked.place === ORG ? '' : (person?.orgRole ?? '')}`;
  }

  verdict(asked: Asked): Verdict {
    const { by, subject, place } = asked;
    const from = this.roleOf(asked);
    if (from === 'nobody' || from === 'primary_owner') return 'obstacle';
    if (from === 'admin') return 'unchanged';
    if (this.policy === 'closed') return 'denied';
    if (by === subject) return from === 'owner' ? 'allowed' : 'denied';
    if (this.height(by) < HEIGHT.admin || this.height(subject) > this.height(by)) return 'denied';
    if (place === ORG && this.height(by) < HEIGHT.owner) return 'denied';
    if (place !== ORG && from === 'member') return 'allowed';
    return this.policy === 'free' ? 'allowed' : this.needs(asked);
  }

  needs({ place }: Asked): readonly Need[] {
    const owner = (count: number): Need => ({ count, meant: (id) => this.height(id) >= HEIGHT.owner });
    if (this.policy === 'two' || (this.policy === 'file' && place === ORG)) return [owner(2)];
    const named: Need = { count: 1, meant: (id) => this.height(id) > 0 && OWNERS.some((one) => one === id) };
    return this.policy === 'both' ? [owner(1), named] : [owner(1)];
  }

  /** Whether somebody's yes counts for any of the needs. */
  counts(asked: Asked, id: string): boolean {
    return !this.isBarred(asked, id) && this.needs(asked).some(({ meant }) => meant(id));
  }

  /** Whether distinct people among these meet every need: every way of choosing is tried. */
  satisfied(asked: Asked, yeses: readonly string[]): boolean {
    const seats = this.needs(asked).flatMap((need) => Array.from({ length: need.count }, () => need));
    const fill = (index: number, left: readonly string[]): boolean => {
      const need = seats[index];
      if (!need) return true;
      return left.some(
        (id) =>
          need.meant(id) &&
          !this.isBarred(asked, id) &&
          fill(
            index + 1,
            left.filter((one) => one !== id),
          ),
      );
    };
    return fill(0, [...new Set(yeses)]);
  }

  private isBarred({ by, subject }: Asked, id: string): boolean {
    return id === by || id === subject || this.height(subject) > this.height(id);
  }
}
