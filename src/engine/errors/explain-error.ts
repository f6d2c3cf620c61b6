import { COMMON_ERRORS } from './common-errors.js';
import { methodPage } from './method-page.js';
import type { AnyOperation } from '../operation.js';
import { explainOwnError } from './own-errors.js';
import { code, words, type Words } from '../words.js';

/** What a code of Slack's or of ours means here and what to do next; an unknown one points to the method's own page. */
export function explainError(operation: AnyOperation | null, error: string): Words {
  const known = textOf(operation?.explain, error) ?? textOf(COMMON_ERRORS, error) ?? explainOwnError(error);
  if (known) return [known];
  if (!operation) return words`Try again in a minute; if it stays, tell whoever operates the app.`;
  return words`What this code means is on the method’s page: ${code(methodPage(operation.method).url)}`;
}

/** Codes come from outside: `constructor` must not be found in any list. */
function textOf(texts: Readonly<Record<string, string>> | undefined, error: string): string | undefined {
  return texts && Object.hasOwn(texts, error) ? texts[error] : undefined;
}
