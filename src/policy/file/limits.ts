import { NOTHING_WANTED, type Question, type Wants } from '../../engine/decision.js';
import type { AnyOperation } from '../../engine/operation.js';
import { GIVES_UP } from '../floor.js';
import type { Rule } from './rule.js';

/** What a rule asks for besides, and what was asked for does not have. */
export type Limit = { readonly kind: 'longest'; readonly minutes: number } | { readonly kind: 'reason' };

/** Which limit of a rule does not hold here; `null` where all do. */
export function whyBeyondLimits(
  { longest, reason }: Rule,
  question: Question,
  { operations }: { readonly operations: readonly AnyOperation[] },
): Limit | null {
  if (reason && !question.reason) return { kind: 'reason' };
  const operation = operations.find(({ method }) => method === question.operation);
  if (longest === null || !operation || !takesDuration(operation) || question.beneficiaries.length === 0) return null;
  return question.duration === null || question.duration > longest ? { kind: 'longest', minutes: longest } : null;
}

/** Whether what it gives can be given for a time. */
export function takesDuration({ fields }: AnyOperation): boolean {
  return Object.values<{ readonly kind: string }>(fields).some(({ kind }) => kind === 'duration');
}

/** What all of the rules that could ever permit an operation have in common: without it nothing is permitted. */
export function whatIsWanted(permitting: readonly Rule[], operation: string): Wants {
  // Giving up a right of one's own needs no rule, so it needs no reason either.
  if (permitting.length === 0 || GIVES_UP.has(operation)) return NOTHING_WANTED;
  const limits = permitting.map(({ longest }) => longest ?? Number.POSITIVE_INFINITY);
  const longest = Math.max(...limits);
  return {
    reason: permitting.every(({ reason }) => reason),
    longest: Number.isFinite(longest) ? longest : null,
  };
}
