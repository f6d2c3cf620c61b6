import { readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';

import type { KnownMethod } from '../../../src/simulator/page/control-api.js';
import { useGrid } from '../support/grid.js';

const documented: {
  readonly methods: Readonly<Record<string, readonly string[]>>;
  readonly common: readonly string[];
} = JSON.parse(await readFile('test/support/documented-errors.json', 'utf8'));

const grid = useGrid();

describe('GET /control/methods', () => {
  it('offers every code of the documents, so that each can be forced', async () => {
    const response = await fetch(`${grid.simulator.url}/control/methods`);
    const { methods }: { readonly methods: readonly KnownMethod[] } = JSON.parse(await response.text());
    for (const [method, codes] of Object.entries(documented.methods)) {
      const offered = methods.find((known) => known.method === method)?.errors ?? [];
      const missing = [...codes, ...documented.common].filter((code) => !offered.includes(code));
      expect([method, missing]).toEqual([method, []]);
    }
  });
});
