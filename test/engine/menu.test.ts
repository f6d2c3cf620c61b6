import { describe, expect, it } from '@jest/globals';

import { menuFor } from '../../src/engine/menu.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { defaultPolicy } from '../../src/policy/default-policy.js';
import { somebody } from '../support/org.js';

const rules = { catalogue, policy: defaultPolicy(['W0AWS']) };
const methodsOf = (person: ReturnType<typeof somebody>): string[] =>
  menuFor(rules, person).items.map(({ operation }) => operation.method);
const SLACKS = catalogue.all.flatMap(({ method }) => (method.startsWith('admin.') ? [method] : []));
const AWS = catalogue.all.flatMap(({ method }) => (method.startsWith('admin.') ? [] : [method]));

describe('menuFor', () => {
  it.each(['primary_owner', 'owner', 'admin'] as const)('has everything of Slack’s for an org %s', (orgRole) => {
    expect(methodsOf(somebody('W1', { orgRole }))).toEqual(SLACKS);
  });

  it('has AWS operations for those who are named for them, and no others of theirs', () => {
    expect(methodsOf(somebody('W0AWS')).filter((method) => !method.startsWith('admin.'))).toEqual(AWS);
    expect(methodsOf(somebody('W0AWS', { orgRole: 'owner' }))).toEqual([...SLACKS, ...AWS]);
  });

  it('has for a member what they may do to themselves, marked as that', () => {
    const { items } = menuFor(rules, somebody('W1'));
    expect(items.map(({ operation }) => operation.method)).toEqual(['admin.users.setRegular', 'admin.users.remove']);
    expect(items.every(({ ownOnly }) => ownOnly)).toBe(true);
  });

  it.each(['guest', 'bot', 'deactivated', 'stranger'] as const)('has nothing for a %s', (kind) => {
    const { items, refusals } = menuFor(rules, somebody('W1', { kind }));
    expect(items).toEqual([]);
    expect(refusals.map(({ rule }) => rule)).toEqual(['deny-by-default', 'aws-by-named-people']);
  });

  it('names each rule by which something is not there once', () => {
    const { refusals } = menuFor(rules, somebody('W1', { orgRole: 'owner' }));
    expect(refusals.map(({ rule }) => rule)).toEqual(['aws-by-named-people']);
  });
});
