import { catalogue } from '../../src/operations/catalogue.js';
import { newFilePolicy } from '../../src/policy/kept-policy.js';
import { policiesIn } from '../../src/store/policies.js';
import type { TestDatabase } from './database.js';

/** A policy file, a rule a line; the first rule stands in the third. */
export const policyOf = (...rules: readonly string[]): string =>
  ['version: 1', 'rules:', ...rules.map((rule) => `  - { ${rule} }`), ''].join('\n');

/** Puts a policy file into force, as another process of the deployment would that has seen its file change. */
export async function putInForce({ db }: TestDatabase, enterpriseId: string, text: string): Promise<void> {
  const policy = newFilePolicy({ path: 'policy.yaml', text }, { operations: catalogue.all });
  if ('problems' in policy) throw new Error(policy.problems.join('\n'));
  const at = new Date();
  await policiesIn(db, enterpriseId).offer({ policy, holder: 'another', changed: true, at, until: at, tell: () => [] });
}
