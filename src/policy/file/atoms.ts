import type { AnyOperation } from '../../engine/operation.js';
import { RISKS, type Risk } from '../../engine/planning/plan.js';
import type { Who } from '../../engine/organisation/who.js';
import { WHOLE_ORG, type Rule, type TargetRule } from './rule.js';

/** The smallest piece of what a rule speaks of: one operation, one risk, one of each thing, one kind of requester. */
export interface Atom {
  readonly operation: string;
  readonly risk: Risk;
  /** `null` is anything of this kind. */
  readonly target: Readonly<Record<keyof TargetRule, string | null>>;
  /** `null` is anybody. */
  readonly requester: Who | null;
}

/** More pieces than this are not gone through: such a rule is taken as it is. */
const MOST = 50_000;

export type Operations = ReadonlyMap<string, AnyOperation>;

/** All pieces of a rule that can ever be asked for; `null` where they are too many to look at. */
export function atomsOf(rule: Rule, operations: Operations): readonly Atom[] | null {
  const { target } = rule;
  const some = (set: ReadonlySet<string> | null): readonly (string | null)[] => (set === null ? [null] : [...set]);
  const requesters: readonly (Who | null)[] = rule.requester ?? [null];
  const kinds = [target.person, target.rank, target.group, target.channel].map((set) => set?.size ?? 1);
  const size = [rule.operations.size, 3, target.workspace?.size ?? 1, requesters.length, ...kinds];
  if (size.reduce((all, many) => all * many, 1) > MOST) return null;
  return [...rule.operations].flatMap((method) => {
    const operation = operations.get(method);
    if (!operation || !isApplicable(target, operation)) return [];
    const risks = risksOf(operation).filter((risk) => rule.risks.has(risk));
    const workspaces = some(target.workspace).filter((place) => place === null || canBeIn(operation, place));
    return risks.flatMap((risk) =>
      workspaces.flatMap((workspace) =>
        some(target.person).flatMap((person) =>
          some(target.rank).flatMap((rank) =>
            some(target.group).flatMap((group) =>
              some(target.channel).flatMap((channel) =>
                requesters.map((requester) => ({
                  operation: method,
                  risk,
                  target: { workspace, person, rank, group, channel },
                  requester,
                })),
              ),
            ),
          ),
        ),
      ),
    );
  });
}

/** The risks that runs of an operation can have: its own is the most that any of them has. */
export function risksOf({ risk }: AnyOperation): readonly Risk[] {
  if (risk === 'read') return ['read'];
  return RISKS.slice(1, RISKS.indexOf(risk) + 1);
}

const kindsOf = ({ fields }: AnyOperation): readonly string[] =>
  Object.values<{ readonly kind: string }>(fields).map(({ kind }) => kind);

/** Which things of a plan an operation has at all, by what its form asks for. */
const ASKED_BY: Readonly<Record<Exclude<keyof TargetRule, 'workspace'>, readonly string[]>> = {
  person: ['person'],
  rank: ['person'],
  group: ['group'],
  channel: ['channel', 'channels'],
};

/** Whether an operation is about everything that a rule speaks of. */
export function isApplicable(target: TargetRule, operation: AnyOperation): boolean {
  return missingKind(target, operation) === null;
}

/** The kind of thing that a rule speaks of and an operation is never about. */
export function missingKind(target: TargetRule, operation: AnyOperation): keyof TargetRule | null {
  const kinds = kindsOf(operation);
  for (const kind of ['person', 'rank', 'group', 'channel'] as const) {
    if (target[kind] !== null && !ASKED_BY[kind].some((asked) => kinds.includes(asked))) return kind;
  }
  if (target.workspace !== null && ![...target.workspace].some((place) => canBeIn(operation, place)))
    return 'workspace';
  return null;
}

/** Whether an operation can take effect in a workspace, or in the organisation as a whole. */
export function canBeIn(operation: AnyOperation, place: string): boolean {
  const kinds = kindsOf(operation);
  if (place !== WHOLE_ORG) return kinds.some((kind) => ['place', 'workspace', 'workspaces'].includes(kind));
  if (kinds.includes('place')) return true;
  const needsOne = Object.values<{ readonly kind: string; readonly optional?: boolean }>(operation.fields).some(
    ({ kind, optional }) => kind === 'workspace' && !optional,
  );
  return !needsOne;
}
