import { describe, expect, it } from '@jest/globals';

import { catalogue } from '../../../src/operations/catalogue.js';
import { loadPolicy, problemInWords } from '../../../src/policy/file/load.js';

/** Everything that is said of a file, a line each. */
function saidOf(text: string): string[] {
  const loaded = loadPolicy(text, catalogue.all);
  return 'problems' in loaded ? loaded.problems.map((problem) => problemInWords('policy.yaml', problem)) : [];
}

/** A file with one rule; its first line is the sixth. */
const rule = (...lines: readonly string[]): string =>
  [
    'version: 1',
    'groups:',
    '  Security: { idp_group: S0SECURITY }',
    '  Helpdesk: { user_group: S0HELPDESK, workspace: T0MARKET01 }',
    'rules:',
    ...lines.map((line, index) => `  ${index === 0 ? '- ' : '  '}${line}`),
    '',
  ].join('\n');

const FORMS =
  'one of org_owner, org_admin, workspace_owner, workspace_admin, anyone, or { user: W… }, { group: a name under “groups” }, { system_role: Rl… }, { workspace_owner_of: T… }, { workspace_admin_of: T… }, { at_least: org_admin }, { at_most: member }';

describe('a policy whose form is wrong', () => {
  it.each<[what: string, text: string, said: readonly string[]]>([
    ['is empty', '', ['policy.yaml:1:1: the file must be a mapping with “version” and “rules”.']],
    ['is a sentence', 'allow everything', ['policy.yaml:1:1: the file must be a mapping with “version” and “rules”.']],
    [
      'has neither version nor rules',
      'groups: {}\n',
      [
        'policy.yaml:1:1: version: is missing; write version: 1.',
        'policy.yaml:1:1: rules: is missing: without a rule nobody may do anything.',
      ],
    ],
    [
      'is of another version, and without a rule',
      'version: 2\nrules: []\n',
      [
        'policy.yaml:1:10: version: must be 1.',
        'policy.yaml:2:8: rules: is empty: without a rule nobody may do anything.',
      ],
    ],
    [
      'says a thing twice',
      rule('id: a', 'effect: deny', 'operation: all', 'effect: allow'),
      ['policy.yaml:9:5: this field stands here for the second time; only one of them can hold.'],
    ],
    [
      'is indented with a tab',
      'version: 1\nrules:\n\t- id: a\n',
      ['policy.yaml:3:1: this line is indented with a tab; YAML takes spaces only.'],
    ],
    [
      'is two documents',
      `${rule('id: a', 'effect: deny', 'operation: all')}---\nversion: 1\n`,
      ['policy.yaml:9:1: a second document begins here; a policy is one document.'],
    ],
    [
      'refers to another part of itself',
      rule('id: a', 'effect: allow', 'operation: &ops [grant-admin]', 'requester: *who'),
      ['policy.yaml:9:16: “*who” refers to another part of the file; a policy is read by people, so write it out.'],
    ],
    [
      'has a field that there is none of, in a rule, a target, an approval and at the top',
      `${rule(
        'id: a',
        'effect: approve',
        'operation: grant-admin',
        'requestor: org_owner',
        'target: { workspaces: T0MARKET01 }',
        'approvals: { form: org_owner }',
      )}rule: []\n`,
      [
        'policy.yaml:9:5: unknown field “requestor”. Did you mean “requester”?',
        'policy.yaml:10:15: unknown field “workspaces”. Did you mean “workspace”?',
        'policy.yaml:11:16: from: is missing.',
        'policy.yaml:11:18: unknown field “form”. Did you mean “from”?',
        'policy.yaml:12:1: unknown field “rule”. Did you mean “rules”?',
      ],
    ],
    [
      'has words that mean nothing',
      rule('id: A rule', 'effect: permit', 'operation: []', 'risk: dangerous', 'reason: yes', 'self: allow'),
      [
        'policy.yaml:6:9: id: takes lower-case letters, digits and hyphens, at most 60.',
        'policy.yaml:7:13: effect: must be one of allow, approve, deny.',
        'policy.yaml:8:16: operation: is an empty list: leave it out, or say what is meant.',
        'policy.yaml:9:11: risk: must be one of read, change, privileged, irreversible, or { at_least: … } or { at_most: … } of them.',
        'policy.yaml:10:13: reason: must be one of required.',
        'policy.yaml:11:11: self: must be one of approve.',
      ],
    ],
    [
      'has IDs that are none',
      rule(
        'id: a',
        'effect: deny',
        'operation: all',
        'requester: [{ user: ada@example.com }, W0ADA0001, { role: owner }, org-owner]',
        'target: { workspace: [Marketing], person: "@ada", channel: "#general" }',
      ),
      [
        'policy.yaml:9:25: user: must be the ID of a person, such as W012A3CDE: people are matched by ID, never by name or e-mail.',
        'policy.yaml:9:44: requester: must say what kind of thing this is: { user: W0ADA0001 }.',
        `policy.yaml:9:55: requester: unknown field “role”; people are ${FORMS}.`,
        `policy.yaml:9:72: requester: “org-owner” names nobody here; it must be ${FORMS}. Did you mean “org_owner”?`,
        'policy.yaml:10:27: workspace: must be the ID of a workspace, such as T012A3CDE, or “org” for what takes effect in the whole organisation.',
        'policy.yaml:10:47: person: must be the ID of a person, such as W012A3CDE: people are matched by ID, never by name or e-mail.',
        'policy.yaml:10:64: channel: must be the ID of a channel, such as C012A3CDE.',
      ],
    ],
    [
      'wants approvals by nobody, and by half a person',
      rule(
        'id: a',
        'effect: approve',
        'operation: all',
        'requester: org_owner',
        'approvals: [{ count: 0, from: org_owner }, { count: 1.5, from: org_owner }]',
      ),
      [
        'policy.yaml:10:26: count: must be at least 1: an approval by nobody is none.',
        'policy.yaml:10:57: count: must be a whole number of people.',
      ],
    ],
    [
      'names a user group without its workspace, and a group by a sentence',
      'version: 1\ngroups:\n  Night: { user_group: S0NIGHT }\n  "a!": { idp_group: S0OTHER }\nrules:\n  - { id: a, effect: deny, operation: all }\n',
      [
        'policy.yaml:3:10: Night: needs the workspace that the user group belongs to: { user_group: …, workspace: T… }.',
        'policy.yaml:4:3: a!: this name takes letters, digits, spaces, _ and -, at most 40.',
      ],
    ],
  ])('because it %s, is refused', (_, text, said) => {
    expect(saidOf(text)).toEqual(said);
  });
});

describe('a policy whose names mean nothing', () => {
  it.each<[what: string, text: string, said: readonly string[]]>([
    [
      'an unknown operation',
      rule('id: a', 'effect: deny', 'operation: [grant-amin, /revoke-admin, admin.users.setadmin, teams]'),
      [
        'policy.yaml:8:17: unknown operation “grant-amin”. Did you mean “grant-admin”?',
        'policy.yaml:8:44: unknown operation “admin.users.setadmin”. Did you mean “admin.users.setAdmin”?',
        'policy.yaml:8:66: unknown operation “teams”.',
      ],
    ],
    [
      'a group that nobody has declared',
      rule(
        'id: a',
        'effect: approve',
        'operation: grant-admin',
        'requester: { group: Securty }',
        'target: { rank: member }',
        'approvals: { from: [org_owner, { group: Legal }] }',
      ),
      [
        'policy.yaml:9:16: unknown group “Securty”: declare it under “groups”. Did you mean “Security”?',
        'policy.yaml:11:36: unknown group “Legal”: declare it under “groups”.',
      ],
    ],
    [
      'a group acted upon that is no ID either',
      rule('id: a', 'effect: deny', 'operation: usergroups', 'target: { group: contractors }'),
      ['policy.yaml:9:22: unknown group “contractors”: declare it under “groups”, or write its ID.'],
    ],
    [
      'an ordinary user group, as requester and as approver, without accepting that its members can edit it',
      rule(
        'id: a',
        'effect: approve',
        'operation: grant-admin',
        'requester: { group: Helpdesk }',
        'approvals: { from: { group: Helpdesk } }',
      ),
      [
        'policy.yaml:9:16: “Helpdesk” is an ordinary user group, whose members can often edit it: use an IdP group, or accept that with “editable_group: accepted” in this rule.',
        'policy.yaml:10:24: “Helpdesk” is an ordinary user group, whose members can often edit it: use an IdP group, or accept that with “editable_group: accepted” in this rule.',
      ],
    ],
    [
      'a rule’s id twice',
      `${rule('id: a', 'effect: deny', 'operation: grant-admin')}  - { id: a, effect: deny, operation: grant-owner }\n`,
      ['policy.yaml:9:11: a rule called “a” stands in line 6 already.'],
    ],
    [
      'the same group by two names',
      'version: 1\ngroups:\n  A: { idp_group: S0SAME }\n  B: { idp_group: S0SAME }\nrules:\n  - { id: a, effect: deny, operation: all }\n',
      ['policy.yaml:4:6: this is the same group as “A”; one name is enough.'],
    ],
    [
      'fields that say nothing in such a rule',
      rule(
        'id: a',
        'effect: allow',
        'operation: grant-admin',
        'self: approve',
        'approvals: { from: org_owner }',
        'longest: 8d',
      ),
      [
        'policy.yaml:6:5: this rule does not say who may ask: add “requester” (“anyone” is every full member).',
        'policy.yaml:9:11: “self: approve” belongs to a rule with the effect “approve”: whoever asks for themselves needs the yes of others.',
        'policy.yaml:10:16: a rule with the effect “allow” has no approvals; write effect: approve.',
        'policy.yaml:11:14: “8d” is more than 7 days, which no policy can allow.',
      ],
    ],
    [
      'an approve that does not say whose, and a deny with limits',
      `${rule('id: a', 'effect: approve', 'operation: grant-admin', 'requester: org_owner')}  - { id: b, effect: deny, operation: all, longest: 1h, reason: required }\n`,
      [
        'policy.yaml:6:5: this rule wants an approval and does not say whose: add “approvals”.',
        'policy.yaml:10:53: “longest” says nothing in a rule that denies.',
        'policy.yaml:10:65: “reason” says nothing in a rule that denies.',
      ],
    ],
    [
      'a length of time that is too short',
      rule('id: a', 'effect: allow', 'operation: grant-admin', 'requester: org_owner', 'longest: 10m'),
      ['policy.yaml:10:14: “10m” is less than the 30 minutes that a right is given for at least.'],
    ],
  ])('with %s, is refused', (_, text, said) => {
    expect(saidOf(text)).toEqual(said);
  });
});

describe('a rule that can never match', () => {
  it.each<[what: string, text: string, said: readonly string[]]>([
    [
      'a risk above what its operation can be',
      rule('id: a', 'effect: deny', 'operation: grant-admin', 'risk: irreversible'),
      ['policy.yaml:9:11: this can never match: admin.users.setAdmin is “change” at least and “privileged” at most.'],
    ],
    [
      'a risk of operations that only read',
      rule('id: a', 'effect: allow', 'operation: [list-users, guest-expiration]', 'requester: anyone', 'risk: change'),
      ['policy.yaml:10:11: this can never match: admin.users.list only reads, admin.users.getExpiration only reads.'],
    ],
    [
      'a person, for operations that are about none',
      rule('id: a', 'effect: deny', 'operation: conversations', 'target: { person: W0CEO0001 }'),
      ['policy.yaml:9:23: this can never match: admin.conversations.setTeams is not about a person.'],
    ],
    [
      'a group and a channel that are never both there',
      rule('id: a', 'effect: deny', 'operation: users', 'target: { group: S0SOME, channel: C0SOME }'),
      ['policy.yaml:9:22: this can never match: none of these operations are about a group.'],
    ],
    [
      'a workspace owner of no workspace',
      rule(
        'id: a',
        'effect: allow',
        'operation: grant-admin',
        'requester: workspace_owner',
        'target: { workspace: org }',
      ),
      [
        'policy.yaml:9:16: this can never match: what takes effect in the whole organisation is in no workspace, so nobody is a workspace owner there.',
      ],
    ],
    [
      'org roles by org admins',
      rule(
        'id: a',
        'effect: allow',
        'operation: [grant-admin, grant-owner]',
        'requester: org_admin',
        'target: { workspace: org }',
      ),
      [
        'policy.yaml:9:16: this can never match: roles of the whole organisation are given and taken by org owners only, whatever a policy says.',
      ],
    ],
    [
      'owners made by admins of a workspace',
      rule('id: a', 'effect: allow', 'operation: grant-owner', 'requester: workspace_admin'),
      [
        'policy.yaml:9:16: this can never match: owners of a workspace are made by org owners, org admins or its owners only, whatever a policy says; this rule is for a workspace admin.',
      ],
    ],
    [
      'people above those who ask',
      rule(
        'id: a',
        'effect: allow',
        'operation: revoke-admin',
        'requester: workspace_owner',
        'target: { rank: { at_least: org_admin } }',
      ),
      [
        'policy.yaml:9:16: this can never match: nobody acts on people above them, and an org admin is above a workspace owner.',
      ],
    ],
    [
      'somebody who asks for themselves alone',
      rule(
        'id: a',
        'effect: allow',
        'operation: grant-admin',
        'requester: { user: W0ADA0001 }',
        'target: { person: W0ADA0001 }',
      ),
      [
        'policy.yaml:9:16: this can never match: W0ADA0001 would ask for themselves, which takes “self: approve” and the approvals of others.',
      ],
    ],
    [
      'something that is protected',
      `${rule('id: a', 'effect: allow', 'operation: grant-admin', 'requester: org_owner', 'target: { workspace: T0LEGAL01 }')}protected: { workspace: T0LEGAL01 }\n`,
      ['policy.yaml:10:26: this can never match: T0LEGAL01 stands under “protected”.'],
    ],
    [
      'a limit that its operation has no use for',
      rule('id: a', 'effect: allow', 'operation: remove-user', 'requester: org_owner', 'longest: 1h'),
      ['policy.yaml:10:14: this limit can never hold: admin.users.remove gives nothing for a time.'],
    ],
    [
      'a deny that takes all of it',
      rule('id: no-users', 'effect: deny', 'operation: users', '').concat(
        '  - { id: b, effect: allow, operation: [grant-admin, invite-user], requester: org_owner }\n',
      ),
      ['policy.yaml:10:5: this can never match: rule “no-users” (line 6) denies all of it, and a deny wins.'],
    ],
    [
      'two denies that take all of it together, one of them later',
      rule('id: no-marketing', 'effect: deny', 'operation: grant-admin', 'target: { workspace: T0MARKET01 }').concat(
        '  - { id: b, effect: approve, operation: grant-admin, requester: org_admin, target: { workspace: [T0MARKET01, T0SALES001] }, approvals: { from: org_owner } }\n',
        '  - { id: no-admins, effect: deny, operation: all, requester: { at_most: org_admin }, target: { workspace: T0SALES001 } }\n',
      ),
      [
        'policy.yaml:10:5: this can never match: rules “no-marketing” (line 6) and “no-admins” (line 11) deny all of it, and a deny wins.',
      ],
    ],
    [
      'a deny that is part of an earlier one',
      rule('id: a', 'effect: deny', 'operation: all', 'requester: org_admin').concat(
        '  - { id: b, effect: deny, operation: grant-owner, requester: org_admin, target: { workspace: org } }\n',
      ),
      ['policy.yaml:10:5: this can never match: rule “a” (line 6) denies everything of it already.'],
    ],
    [
      'an approve that takes all that it allows',
      rule(
        'id: a',
        'effect: approve',
        'operation: all',
        'requester: { at_least: org_admin }',
        'approvals: { from: org_owner }',
      ).concat('  - { id: b, effect: allow, operation: list-users, requester: [org_owner, org_admin] }\n'),
      [
        'policy.yaml:11:5: this can never decide anything: rule “a” (line 6) wants approvals for all of it, and an approve wins over an allow.',
      ],
    ],
    [
      'a limit that another rule does without',
      rule('id: a', 'effect: allow', 'operation: all', 'requester: org_owner').concat(
        '  - { id: b, effect: allow, operation: grant-admin, requester: org_owner, longest: 8h }\n',
      ),
      [
        'policy.yaml:10:84: this limit never holds: rule “a” (line 6) allows the same for longer, or for good. Make that rule narrower, or leave the limit out.',
      ],
    ],
  ])('because of %s, is refused', (_, text, said) => {
    expect(saidOf(text)).toEqual(said);
  });
});

describe('an approval that can never be reached', () => {
  const wants = (...more: readonly string[]): string =>
    rule('id: a', 'effect: approve', 'operation: grant-admin', ...more);

  it.each<[what: string, text: string, said: readonly string[]]>([
    [
      'of more people than are named',
      wants(
        'requester: org_owner',
        'approvals: { count: 3, from: [{ user: W0ADA0001 }, { user: W0BOB0001 }, { user: W0ADA0001 }] }',
      ),
      ['policy.yaml:10:16: these approvals can never be reached: they want 3 distinct people and name 2.'],
    ],
    [
      'of the same person twice',
      wants('requester: org_owner', 'approvals: [{ from: { user: W0ADA0001 } }, { from: { user: W0ADA0001 } }]'),
      [
        'policy.yaml:10:16: these approvals can never be reached: they want 2 distinct people and name one who can give them.',
      ],
    ],
    [
      'of nobody but whoever asks',
      wants('requester: { user: W0ADA0001 }', 'approvals: { from: { user: W0ADA0001 } }'),
      [
        'policy.yaml:10:16: these approvals can never be reached: those who may ask by this rule, or whom it is about, do not count, and without them there are not enough people.',
      ],
    ],
    [
      'of nobody but whom it is about',
      wants('requester: org_owner', 'target: { person: W0ADA0001 }', 'approvals: { from: { user: W0ADA0001 } }'),
      [
        'policy.yaml:11:16: these approvals can never be reached: those whom this rule is about do not count, and without them there are not enough people.',
      ],
    ],
    [
      'of those who run a workspace, where there is none',
      wants(
        'requester: org_owner',
        'target: { workspace: org }',
        'approvals: { from: [workspace_owner, workspace_admin] }',
      ),
      [
        'policy.yaml:11:16: this approval can never be reached: what this rule is about is in no workspace, so nobody runs it.',
      ],
    ],
    [
      'of people below the one it is about',
      wants('requester: org_owner', 'target: { rank: org_admin }', 'approvals: { from: workspace_owner }'),
      [
        'policy.yaml:11:16: this approval can never be reached: nobody decides on people above them, and an org admin is above a workspace owner.',
      ],
    ],
    [
      'of the group that gains by it',
      rule(
        'id: a',
        'effect: approve',
        'operation: [link-group-workspaces, add-group-channels]',
        'requester: org_owner',
        'target: { group: Security }',
        'approvals: [{ from: org_admin }, { from: { group: Security } }]',
      ),
      [
        'policy.yaml:11:38: this approval can never be reached: it is asked of the very group that gains by it, and nobody approves what benefits them.',
      ],
    ],
  ])('%s, is refused', (_, text, said) => {
    expect(saidOf(text)).toEqual(said);
  });
});

describe('JSON with comments', () => {
  it('is read, and its lines and columns are those of the file', () => {
    const text = [
      '{',
      '\t// who keeps it: https://example.com/policy',
      '\t"version": 1, /* the only one',
      '\t               there is */',
      '\t"rules": [',
      '\t\t{ "id": "a", "effect": "deny", "operation": "grant-amin", "says": "see // the handbook" }, # and a YAML one',
      '\t],',
      '}',
    ].join('\n');
    expect(saidOf(text)).toEqual(['policy.yaml:6:47: unknown operation “grant-amin”. Did you mean “grant-admin”?']);
    expect(saidOf(text.replace('amin', 'admin'))).toEqual([]);
  });
});
