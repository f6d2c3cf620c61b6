import { planHash } from '../../src/engine/planning/plan-hash.js';
import type { Role } from '../../src/engine/organisation/people.js';
import type { Plan } from '../../src/engine/planning/plan.js';
import type { Run } from '../../src/engine/run.js';
import { person, place, words } from '../../src/engine/words.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { MARKETING, ORG } from './org.js';

export const REQUESTER = 'W0ADMIN';
export const SUBJECT = 'W0MEMBER';
export const RUN_ID = '7d9f5e0c-3a54-4c44-9a51-0f7f6a0b1c2d';
export const INPUT = { user_id: SUBJECT, team_id: MARKETING };

export interface PlanWish {
  readonly operation?: 'admin.users.setAdmin' | 'admin.users.setRegular';
  readonly from?: Role;
  readonly input?: RoleRunInput;
}

/** What the role operations are asked for. */
export type RoleRunInput = { readonly user_id: string; readonly team_id: string; readonly [key: string]: string };

/** A plan as the engine would have made it of this input and this role before. */
export function planOf({ operation = 'admin.users.setAdmin', from = 'member', input = INPUT }: PlanWish = {}): Plan {
  const to: Role = operation === 'admin.users.setAdmin' ? 'admin' : 'member';
  const { user_id, team_id } = input;
  const before = { user_id, team_id, role: from };
  const calls = [{ method: operation, arguments: { user_id, team_id } }];
  const definition = catalogue.byMethod(operation);
  return {
    hash: planHash({ enterpriseId: ORG, operation, requester: REQUESTER, input, before, calls }),
    risk: 'privileged',
    changes: [words`${person(user_id)}: ${from} → ${to} of ${place(team_id)}`],
    warnings: [],
    effects: [
      {
        kind: 'role',
        person: user_id,
        level: team_id === ORG ? 'org' : 'workspace',
        place: team_id,
        from,
        to,
        takesLastOwner: false,
      },
    ],
    before,
    calls,
    beneficiary: definition.beneficiary(input, before),
    undo: definition.undo(input, before),
    asksTwice: null,
  };
}

/** A run as the database would give it back: of an org admin who makes a member admin of Marketing. */
export function aRun({ input = INPUT, ...changes }: Partial<Run> & { input?: RoleRunInput } = {}): Run {
  return {
    id: RUN_ID,
    enterpriseId: ORG,
    operation: 'admin.users.setAdmin',
    requester: REQUESTER,
    state: 'planned',
    stateSince: new Date('2026-03-02T09:00:00.000Z'),
    step: 1,
    input,
    plan: planOf({ input }),
    policyHash: null,
    because: null,
    approvals: [],
    remarks: {},
    pages: null,
    calls: [],
    viewId: 'V0VIEW',
    undoes: null,
    undoneBy: null,
    replaces: null,
    replacedBy: null,
    asking: null,
    remindAt: null,
    ends: null,
    grant: null,
    looks: 0,
    dueAt: null,
    createdAt: new Date('2026-03-02T09:00:00.000Z'),
    names: { [REQUESTER]: 'Katherine Johnson', [SUBJECT]: 'Ada Lovelace', [MARKETING]: 'Marketing', [ORG]: 'Engines' },
    ...changes,
  };
}
