import type { ApprovalNeed } from '../../engine/decision.js';
import type { Risk } from '../../engine/planning/plan.js';
import type { NamedGroup, Who } from '../../engine/organisation/who.js';
import type { Path } from './document.js';
import type { RankName } from './form-words.js';

/** One rule of a policy file, with names resolved and everything that was left out filled in. */
export interface Rule {
  readonly id: string;
  readonly effect: 'allow' | 'approve' | 'deny';
  /** Where it stands: its line, and its way in the document. */
  readonly line: number;
  readonly path: Path;
  /** Methods. */
  readonly operations: ReadonlySet<string>;
  readonly risks: ReadonlySet<Risk>;
  readonly target: TargetRule;
  /** `null` is everybody. */
  readonly requester: readonly Who[] | null;
  /** Of a rule that wants approvals. */
  readonly approvals: readonly ApprovalNeed[];
  /** In minutes. */
  readonly longest: number | null;
  readonly reason: boolean;
  readonly self: boolean;
  /** Ordinary user groups that name somebody here: their members can often edit them. */
  readonly editable: readonly NamedGroup[];
  readonly says: string | null;
}

/** What a rule asks of the plan; `null` is anything. */
export interface TargetRule {
  /** IDs of workspaces, and `org`. */
  readonly workspace: ReadonlySet<string> | null;
  readonly person: ReadonlySet<string> | null;
  readonly rank: ReadonlySet<RankName> | null;
  readonly group: ReadonlySet<string> | null;
  readonly channel: ReadonlySet<string> | null;
}

/** What nobody may change, by ID. */
export type Protected = Readonly<Record<'person' | 'workspace' | 'group' | 'channel', ReadonlySet<string>>>;

/** Everything that a policy file says. */
export interface Rules {
  /** Groups by the names that rules use. */
  readonly groups: ReadonlyMap<string, NamedGroup>;
  readonly rules: readonly Rule[];
  readonly protected: Protected;
}

/** The organisation as a whole, among workspaces. */
export const WHOLE_ORG = 'org';
