import { atomsOf, type Atom, type Operations } from './atoms.js';
import type { Flaw } from './flaw.js';
import { implies } from './implies.js';
import type { Rule } from './rule.js';

/** Why other rules leave a rule nothing to decide; `null` where it can make a difference. */
export function whyOvershadowed(rule: Rule, rules: readonly Rule[], operations: Operations): Flaw | null {
  const atoms = atomsOf(rule, operations);
  if (atoms === null || atoms.length === 0) return null;
  const others = rules.filter((other) => other !== rule);
  const earlier = rules.slice(0, rules.indexOf(rule));
  const by = (which: readonly Rule[]): Rule[] | null => coveredBy(atoms, which);

  if (rule.effect === 'deny') {
    const first = by(earlier.filter(({ effect }) => effect === 'deny'));
    return first && flaw(`this can never match: ${named(first, 'denies', 'deny')} everything of it already.`);
  }
  const denied = by(others.filter(({ effect }) => effect === 'deny'));
  if (denied) return flaw(`this can never match: ${named(denied, 'denies', 'deny')} all of it, and a deny wins.`);
  if (rule.effect === 'approve') return null;
  const approved = by(others.filter(({ effect }) => effect === 'approve'));
  if (approved) {
    return flaw(
      `this can never decide anything: ${named(approved, 'wants', 'want')} approvals for all of it, and an approve wins over an allow.`,
    );
  }
  return whyLimitsAreVoid(rule, atoms, others);
}

/** Where another rule allows the same without them, limits look like limits and are none. */
function whyLimitsAreVoid(rule: Rule, atoms: readonly Atom[], others: readonly Rule[]): Flaw | null {
  const milder = (field: 'longest' | 'reason') => (other: Rule) =>
    other.effect === 'allow' &&
    (field === 'longest'
      ? other.longest === null || other.longest > (rule.longest ?? Number.POSITIVE_INFINITY)
      : !other.reason);
  for (const field of ['longest', 'reason'] as const) {
    if (!rule[field]) continue;
    const milderRules = coveredBy(atoms, others.filter(milder(field)));
    if (milderRules) {
      return {
        field: [field],
        says: `this limit never holds: ${named(milderRules, 'allows', 'allow')} the same ${field === 'longest' ? 'for longer, or for good' : 'without a reason'}. Make that rule narrower, or leave the limit out.`,
      };
    }
  }
  return null;
}

/** The rules that together speak of every piece; `null` where one is left over. */
function coveredBy(atoms: readonly Atom[], rules: readonly Rule[]): Rule[] | null {
  const covering = new Set<Rule>();
  for (const atom of atoms) {
    const found = rules.find((rule) => covers(rule, atom));
    if (!found) return null;
    covering.add(found);
  }
  return covering.size > 0 ? [...covering] : null;
}

function covers(rule: Rule, { operation, risk, target, requester }: Atom): boolean {
  if (!rule.operations.has(operation) || !rule.risks.has(risk)) return false;
  for (const kind of ['workspace', 'person', 'rank', 'group', 'channel'] as const) {
    const named: ReadonlySet<string> | null = rule.target[kind];
    const one = target[kind];
    if (named !== null && (one === null || !named.has(one))) return false;
  }
  if (rule.requester === null) return true;
  return requester !== null && rule.requester.some((who) => implies(requester, who));
}

/** “rules “a” (line 3) and “b” (line 9) deny” */
function named(rules: readonly Rule[], one: string, several: string): string {
  const which = rules.map(({ id, line }) => `“${id}” (line ${line})`).join(' and ');
  return rules.length === 1 ? `rule ${which} ${one}` : `rules ${which} ${several}`;
}

const flaw = (says: string): Flaw => ({ field: [], says });
