import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';

import { coverage } from '../../../src/simulator/web-api/coverage.js';
import { methods } from '../../../src/simulator/web-api/methods.js';

const here = dirname(fileURLToPath(import.meta.url));

/** The methods that have tests of their own: a `describe` of that very name. */
function tested(): string[] {
  const sources = readdirSync(here).filter((file) => file.endsWith('.test.ts'));
  const text = sources.map((file) => readFileSync(join(here, file), 'utf8')).join('\n');
  return [...text.matchAll(/^describe\('([\w.]+\.\w+)'/gm)].map(([, name = '']) => name);
}

describe('the table of covered methods', () => {
  const listed = coverage.map(({ method }) => method);

  it('has every method the simulator answers, and no other', () => {
    expect([...listed].sort()).toEqual(
      ['api.test', 'apps.connections.open', 'oauth.v2.access', ...methods.keys()].sort(),
    );
  });

  it('has tests for every method', () => {
    expect(listed.filter((method) => !tested().includes(method))).toEqual([]);
  });

  it('says of every method that is covered in part what is missing', () => {
    const silent = coverage.filter(({ support, note }) => support === 'partial' && note === undefined);
    expect(silent).toEqual([]);
  });
});
