import { readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';

import { explainError } from '../../src/engine/errors/explain-error.js';
import { toPlain } from '../../src/engine/words.js';
import { catalogue } from '../../src/operations/catalogue.js';

/** Every error code that the documents list: by method, for all methods, and AWS's. */
interface Documented {
  readonly methods: Readonly<Record<string, readonly string[]>>;
  readonly common: readonly string[];
  readonly aws: readonly string[];
}
const documented: Documented = JSON.parse(await readFile('test/support/documented-errors.json', 'utf8'));

/** A sentence on what it means and one on what to do, in the reader's words. */
function expectExplained(says: string): void {
  expect(says).not.toContain('https://docs.slack.dev');
  expect(says).toMatch(/^[A-Z“].*[.)]$/su);
  expect(says.split(/\s+/u).length).toBeGreaterThanOrEqual(8);
  expect(says).not.toMatch(/something went wrong|undefined|\bthe API\b|unexpected error/iu);
}

describe('the catalogue', () => {
  it('has every method of the documents', () => {
    expect(catalogue.all.map(({ method }) => method)).toEqual(expect.arrayContaining(Object.keys(documented.methods)));
  });
});

describe.each(Object.entries(documented.methods))('%s', (method, codes) => {
  const operation = catalogue.all.find((candidate) => candidate.method === method) ?? null;

  it.each([...new Set([...codes, ...documented.common])])('explains %s', (code) => {
    expectExplained(toPlain(explainError(operation, code), {}));
  });

  it('shows a code that nobody documents, with the method’s page', () => {
    const says = toPlain(explainError(operation, 'a_code_of_tomorrow'), {});
    expect(says).toContain(`https://docs.slack.dev/reference/methods/${method}`);
  });
});

describe('AWS', () => {
  it.each([...documented.aws])('%s is explained by every operation', (code) => {
    const operations = catalogue.all.filter(({ method }) => !method.startsWith('admin.'));
    expect(operations.length).toBeGreaterThan(0);
    for (const operation of operations) expectExplained(toPlain(explainError(operation, code), {}));
  });
});
