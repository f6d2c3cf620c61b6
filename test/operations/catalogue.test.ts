import { access, readdir, readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { toPlain } from '../../src/engine/words.js';
import { formView } from '../../src/forms/form-view.js';
import { LIMITS } from '../../src/forms/limits.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { sampleOf } from '../support/samples.js';
import { expectShowableView } from '../support/showable.js';

/** `admin.users.setAdmin` -> `users/set-admin`; `ListThings` of AWS -> `aws/list-things`. */
function pathOf(method: string): string {
  const [family, ...rest] = method.split('.');
  const parts = rest.length > 0 ? rest : ['aws', family ?? ''];
  return parts.map((part) => part.replace(/(?!^)[A-Z]/gu, (letter) => `-${letter}`).toLowerCase()).join('/');
}

async function definitionFiles(): Promise<string[]> {
  const files = await readdir('src/operations', { recursive: true });
  const sources = await Promise.all(
    files
      .filter((file) => file.endsWith('.ts'))
      .map(async (file) => ({ file, source: await readFile(`src/operations/${file}`, 'utf8') })),
  );
  return sources
    .filter(({ source }) => source.includes('defineOperation('))
    .map(({ file }) => file.replace(/\.ts$/u, ''));
}

describe('the catalogue', () => {
  it('names every method and every command once', () => {
    const methods = catalogue.all.map(({ method }) => method);
    const commands = catalogue.all.flatMap(({ command }) => command ?? []);
    expect(new Set(methods).size).toBe(methods.length);
    expect(new Set(commands).size).toBe(commands.length);
    expect(commands.length).toBeLessThanOrEqual(50);
  });

  it('has every definition that there is, each in the file its method names', async () => {
    expect((await definitionFiles()).sort()).toEqual(catalogue.all.map(({ method }) => pathOf(method)).sort());
  });

  it('finds an operation by its method, and says which one it does not have', () => {
    for (const operation of catalogue.all) expect(catalogue.byMethod(operation.method)).toBe(operation);
    expect(() => catalogue.byMethod('admin.users.rename')).toThrow(
      'No operation of the catalogue has the method admin.users.rename.',
    );
  });
});

describe.each(catalogue.all.map((operation) => [operation.method, operation] as const))('%s', (method, operation) => {
  it('has a test of its own', async () => {
    await access(`test/operations/${pathOf(method)}.test.ts`);
    expect(await readFile(`test/operations/${pathOf(method)}.test.ts`, 'utf8')).toContain(`describe('${method}'`);
  });

  it('has a title, a description and a command that Slack takes', () => {
    expect(operation.title.length).toBeGreaterThan(0);
    expect(operation.title.length).toBeLessThanOrEqual(LIMITS.modalTitle);
    expect(operation.description).toMatch(/^[A-Z].*\.$/u);
    if (operation.command) expect(operation.command).toMatch(/^\/[a-z0-9_-]{1,31}$/u);
    // With the longest COMMAND_PREFIX there is, too.
    if (operation.command) expect(operation.command.length + 9).toBeLessThanOrEqual(32);
  });

  it('asks for a scope, and every scope is one of Slack’s admin scopes', () => {
    // AWS has rights of its own.
    expect(operation.scopes.length > 0).toBe(method.startsWith('admin.'));
    for (const scope of operation.scopes) expect(scope).toMatch(/^admin\.[a-z_]+(?:\.[a-z_]+)*:(?:read|write)$/u);
  });

  it('has its scopes and its command in the manifest', async () => {
    const manifest = JSON.parse(await readFile('manifest.json', 'utf8'));
    expect(manifest.oauth_config.scopes.user).toEqual(expect.arrayContaining([...operation.scopes]));
    const commands = manifest.features.slash_commands.map(({ command }: { command: string }) => command);
    if (operation.command) expect(commands).toContain(operation.command);
  });

  it('has a field for every key of its input, and no other', () => {
    const { input } = operation;
    if (!(input instanceof z.ZodObject)) throw new Error('The input is not an object.');
    expect(Object.keys(operation.fields).sort()).toEqual(Object.keys(input.shape).sort());
  });

  it('has an optional field exactly where its input may be empty', () => {
    const { input } = operation;
    if (!(input instanceof z.ZodObject)) throw new Error('The input is not an object.');
    for (const [key, schema] of Object.entries(input.shape)) {
      expect([key, operation.fields[key]?.optional ?? false]).toEqual([key, z.safeParse(schema, undefined).success]);
    }
  });

  it('has labels and hints that Slack takes', () => {
    for (const field of Object.values(operation.fields)) {
      expect(field.label.length).toBeGreaterThan(0);
      expect(field.label.length).toBeLessThanOrEqual(48);
      expect(field.hint?.length ?? 0).toBeLessThanOrEqual(LIMITS.hint);
      if (field.kind === 'text') expect(field.max).toBeLessThanOrEqual(3000);
    }
    const optionFor = (_: unknown, value: string) => ({ text: { type: 'plain_text' as const, text: value }, value });
    expectShowableView(formView(operation, { run: 'run', step: 0, values: {}, notes: [], optionFor }));
  });

  it('explains codes in whole sentences', () => {
    for (const [error, text] of Object.entries(operation.explain)) {
      expect(error).toMatch(/^(?:[a-z_]+|[A-Z][A-Za-z]+)$/u);
      expect(text).toMatch(/^[A-Z].*\.$/su);
    }
  });

  it('names no command in what it explains: with COMMAND_PREFIX it is called otherwise', () => {
    const explained = Object.values(operation.explain).join(' ');
    const named = catalogue.all.flatMap(({ command }) => (command && explained.includes(command) ? [command] : []));
    expect(named).toEqual([]);
  });

  it('says what it did in the past tense, without the full stop that comes after it', () => {
    const { input, before } = sampleOf(operation);
    expect(operation.input.safeParse(input).error).toBeUndefined();
    const said = toPlain(operation.summary(input, before), {});
    expect(said).toMatch(/^[a-z]/u);
    expect(said).not.toMatch(/\.$/u);
  });
});
