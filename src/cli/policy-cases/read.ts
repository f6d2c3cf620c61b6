import { readDocument, type Problem } from '../../policy/file/document.js';
import { PolicyCases } from './schema.js';

/** Reads a file of cases, or says what is wrong with it and where; `lineOf` is where each case begins. */
export function readCases(
  text: string,
):
  | { readonly cases: PolicyCases; readonly lineOf: (index: number) => number }
  | { readonly problems: readonly Problem[] } {
  const document = readDocument(text);
  if ('problems' in document) return document;
  const read = PolicyCases.safeParse(document.value);
  if (read.success) return { cases: read.data, lineOf: (index) => document.at(['cases', index]).line };
  return {
    problems: read.error.issues.flatMap((issue): Problem[] => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => ({
          ...document.keyAt([...issue.path, key]),
          says: `unknown field “${key}”.`,
        }));
      }
      const field = issue.path.findLast((key) => typeof key === 'string');
      return [{ ...document.at(issue.path), says: field ? `${field}: ${issue.message}` : issue.message }];
    }),
  };
}
