import { describe, expect, it } from '@jest/globals';

import { processKind } from '../../src/app/process-kind.js';

const POSTGRES = { kind: 'postgres', url: 'postgres://127.0.0.1/gridkeeper' } as const;
const EMBEDDED = { kind: 'embedded', dataDir: './data' } as const;

describe('npm start --', () => {
  it('does everything in one process without a word', () => {
    expect(processKind([], POSTGRES)).toBe('both');
    expect(processKind([], EMBEDDED)).toBe('both');
  });

  it('web and -- worker share the work on PostgreSQL', () => {
    expect(processKind(['web'], POSTGRES)).toBe('web');
    expect(processKind(['worker'], POSTGRES)).toBe('worker');
  });

  it('refuses in words what the embedded database cannot do', () => {
    expect(() => processKind(['worker'], EMBEDDED)).toThrow('serves one process only');
    expect(() => processKind(['worker'], EMBEDDED)).toThrow('set DATABASE_URL');
  });

  it.each([[['webb']], [['web', 'worker']], [['--worker']]])('refuses %j, and says what there is', (words) => {
    expect(() => processKind(words, POSTGRES)).toThrow('there are “web” and “worker”');
  });
});
