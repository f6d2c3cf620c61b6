import type { Question } from '../../engine/decision.js';
import type { AnyOperation } from '../../engine/operation.js';
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
