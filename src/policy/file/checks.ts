import type { AnyOperation } from '../../engine/operation.js';
import type { Problem, ReadDocument } from './document.js';
import type { Flaw } from './flaw.js';
import { whyNeverMatches } from './never-matches.js';
import { whyOvershadowed } from './overshadowed.js';
import type { Rule, Rules } from './rule.js';
import { whyUnreachable } from './unreachable.js';

/** Rules that can never match, and approvals that can never be reached; the first flaw of each rule. */
export function checkRules(rules: Rules, document: ReadDocument, all: readonly AnyOperation[]): Problem[] {
  const operations = new Map<string, AnyOperation>(all.map((operation) => [operation.method, operation]));
  const flawed = new Map<Rule, Flaw>();
  for (const rule of rules.rules) {
    const flaw = whyNeverMatches(rule, rules.protected, operations) ?? whyUnreachable(rule, operations);
    if (flaw) flawed.set(rule, flaw);
  }
  const sound = rules.rules.filter((rule) => !flawed.has(rule));
  for (const rule of sound) {
    const flaw = whyOvershadowed(rule, sound, operations);
    if (flaw) flawed.set(rule, flaw);
  }
  return [...flawed].map(([rule, { field, says }]) => ({ ...document.at([...rule.path, ...field]), says }));
}
