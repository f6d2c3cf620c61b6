import type { Question } from '../../engine/decision.js';
import { isMeant } from '../../engine/is-meant.js';
import { isAtLeast } from '../../engine/organisation/ranks.js';
import type { Who } from '../../engine/organisation/who.js';
import { RANK_NAMES, type RankName } from './form-words.js';
import { WHOLE_ORG, type Protected, type Rule } from './rule.js';

/** Everything that a plan touches, by the kinds that rules can name. */
export interface Touched {
  readonly workspace: readonly string[];
  readonly person: readonly string[];
  readonly group: readonly string[];
  readonly channel: readonly string[];
  readonly rank: readonly RankName[];
}

/** What a plan is about, together with what its effects name. */
export function touchedBy({ target, effects, workspaces, organisation, subject }: Question): Touched {
  const people = effects.flatMap((effect) => {
    if ('person' in effect) return effect.person === null ? [] : [effect.person];
    return effect.kind === 'channel_access' && effect.who.kind === 'person' && effect.who.id ? [effect.who.id] : [];
  });
  const groups = effects.flatMap((effect) => {
    if (effect.kind === 'group_link') return [effect.group];
    return effect.kind === 'channel_access' && effect.who.kind === 'group' && effect.who.id ? [effect.who.id] : [];
  });
  const channels = effects.flatMap((effect) => ('channel' in effect ? [effect.channel] : []));
  return {
    workspace: [...workspaces, ...(organisation ? [WHOLE_ORG] : [])],
    person: [...new Set([...(subject ? [subject.person.id] : []), ...people])],
    group: [...new Set([...(target.kind === 'group' ? [target.id] : []), ...groups])],
    channel: [...new Set([...(target.kind === 'channel' ? [target.id] : []), ...channels])],
    rank: subject ? [rankNameOf(subject.rank)] : [],
  };
}

/** Primary owners count as owners; whoever has no rights at all stands below the guests. */
function rankNameOf(rank: NonNullable<Question['subject']>['rank']): RankName {
  return RANK_NAMES.findLast((name) => isAtLeast(rank, name)) ?? 'guest';
}

const KINDS = ['workspace', 'person', 'group', 'channel', 'rank'] as const;

/** Whether a rule speaks of all that a plan touches: only then does it permit anything. */
export function speaksOfAll({ target }: Rule, touched: Touched): boolean {
  return KINDS.every((kind) => {
    const named: ReadonlySet<string> | null = target[kind];
    return named === null || (touched[kind].length > 0 && touched[kind].every((one) => named.has(one)));
  });
}

/** Whether a rule speaks of some of it: that is enough to forbid it, or to want an approval. */
export function speaksOfSome({ target }: Rule, touched: Touched): boolean {
  return KINDS.every((kind) => {
    const named: ReadonlySet<string> | null = target[kind];
    return named === null || touched[kind].some((one) => named.has(one));
  });
}

/** Whether somebody is meant as a requester; `null` where that could not be seen. */
export function isRequester({ requester }: Rule, question: Question): boolean | null {
  if (requester === null) return true;
  const answers = requester.map((who: Who) => isMeant(who, question.requester, question.workspaces));
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

/**
 * Whether somebody may ask by a rule. Whoever runs a workspace runs that: what takes effect in the organisation as a whole
 * besides is not permitted to them by it.
 */
export function maySurelyAsk(rule: Rule, question: Question): boolean {
  const { requester } = rule;
  if (!question.organisation || requester === null) return isRequester(rule, question) === true;
  return isRequester({ ...rule, requester: requester.filter((who) => !isOfThePlace(who)) }, question) === true;
}

const isOfThePlace = (who: Who): boolean =>
  who.kind === 'role' && who.workspace === null && (who.role === 'workspace_owner' || who.role === 'workspace_admin');

/** Whether a rule is about what is done: operation and risk. */
export function isAbout({ operations, risks }: Rule, { operation, risk }: Question): boolean {
  return operations.has(operation) && risks.has(risk);
}

/** The first thing among these that nobody may change, with its kind. */
export function protectedAmong(
  things: Protected,
  touched: Touched,
): { readonly kind: keyof Protected; readonly id: string } | null {
  for (const kind of ['person', 'workspace', 'group', 'channel'] as const) {
    const id = touched[kind].find((one) => things[kind].has(one));
    if (id !== undefined) return { kind, id };
  }
  return null;
}
