import { isTooLarge, viewDraft, viewProblems } from '../block-kit/check.js';
import { isObject, parseJson } from '../json.js';
import { Refusal, refuseWith } from '../refusal.js';
import type { ViewDraft } from './model.js';

/** Reads a view an app wants to show; throws Slack's code with every breach of its limits. */
export function acceptedView(given: unknown, types: readonly ViewDraft['type'][]): ViewDraft {
  const view = typeof given === 'string' ? parseJson(given) : given;
  const problems = viewProblems(view, types);
  if (isTooLarge(view)) throw new Refusal('view_too_large');
  if (problems.length > 0 || !isObject(view)) throw refuseWith('invalid_arguments', problems);
  return viewDraft(view);
}
