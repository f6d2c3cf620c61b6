import { describe, expect, it } from '@jest/globals';

import type { Policy } from '../../src/engine/decision.js';
import { menuFor, type Menu } from '../../src/engine/menu.js';
import { field, type AnyOperation } from '../../src/engine/operation.js';
import { toMrkdwn, type Words } from '../../src/engine/words.js';
import { adminHelp, exampleWords, helpText, noSuchAdmin } from '../../src/forms/help.js';
import { parseCommandText } from '../../src/forms/command-text.js';
import { prefill } from '../../src/forms/prefill.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { listUsers } from '../../src/operations/users/list.js';
import { setAdmin } from '../../src/operations/users/set-admin.js';
import { defaultPolicy } from '../../src/policy/default-policy.js';
import { OWN_RIGHT } from '../../src/policy/floor.js';
import { namesOf } from '../support/directory.js';
import { somebody } from '../support/org.js';
import { liveIn } from '../support/showable.js';

describe('helpText', () => {
  it('says what the command does, what can be typed, and what happens then', () => {
    expect(helpText(setAdmin, '/acme-grant-admin')).toMatchInlineSnapshot(`
     "\`/acme-grant-admin\`  Make a member an admin of a workspace or of the whole organisation.
     Type it alone for an empty form, or with what you know already:
        \`/acme-grant-admin @ada in Marketing because launch week\`
     The form asks for:
     • Person: a name, handle, e-mail address or ID, such as \`@ada\`.
     • Admin of: such as \`Marketing\` or \`the organisation\`. A workspace, or the whole organisation.
     • For how long (may stay empty): a length of time, such as \`8h\` or \`7d\`. 30 minutes to 7 days; then the right ends by itself. Leave empty to grant for good.
     • Reason (may stay empty): your own words, at most 500 characters. Shown to approvers and in the audit channel.
     You see what will change, and confirm it, before anything happens. Everything is recorded in the audit channel. Slack’s method: \`admin.users.setAdmin\`."
    `);
  });

  it('says of what only reads that it changes nothing', () => {
    expect(helpText(listUsers, '/list-users')).toMatchInlineSnapshot(`
     "\`/list-users\`  List the people of the organisation or of one workspace, on the screen or as a CSV file.
     Type it alone for an empty form, or with what you know already:
        \`/list-users in Marketing because launch week\`
     The form asks for:
     • Workspace (may stay empty): a workspace, by name or ID, such as \`Marketing\`. Leave empty for the whole organisation.
     • Accounts (may stay empty): “Active” or “Deactivated”. Left empty, Slack lists active ones.
     • Guests (may stay empty): tick “Only guests”. With the day on which their accounts end; of one workspace.
     • Admins (may stay empty): tick “Only admins”. Together with “Only owners”: admins and owners.
     • Owners (may stay empty): tick “Only owners”.
     • Workspaces (may stay empty): tick “Show also those where somebody is deactivated”. For the whole organisation only.
     • People on a page (may stay empty): a whole number from 1 to 100. Left empty, 100.
     • Reason (may stay empty): your own words, at most 500 characters. Shown to approvers and in the audit channel.
     It changes nothing. That you asked is recorded, and posted to the audit channel. Slack’s method: \`admin.users.list\`."
    `);
  });

  it('has an example for every kind of field', () => {
    const fields = {
      person: field.person('Person'),
      place: field.place('Place'),
      workspace: field.workspace('Workspace'),
      workspaces: field.workspaces('Workspaces', { max: 3 }),
      channel: field.channel('Channel'),
      channels: field.channels('Channels', { max: 3 }),
      group: field.group('Group'),
      accounts: field.accounts('Accounts', { max: 3 }),
      duration: field.duration('Duration', { optional: true }),
      email: field.email('E-mail'),
      moment: field.moment('Moment'),
      number: field.number('Number', { min: 1, max: 100, hint: 'Not too many.' }),
      choice: field.choice('Choice', { a: 'This', b: 'That' }),
      flag: field.flag('Flag', 'Yes, do it'),
      text: field.text('Text', { max: 80, lines: 'one' }),
    };
    const operation: AnyOperation = { ...setAdmin, fields };
    expect(helpText(operation, '/x').split('\n').slice(4, -1).join('\n')).toMatchInlineSnapshot(`
     "• Person: a name, handle, e-mail address or ID, such as \`@ada\`.
     • Place: such as \`Marketing\` or \`the organisation\`.
     • Workspace: a workspace, by name or ID, such as \`Marketing\`.
     • Workspaces: workspaces, by name or ID, such as \`Marketing\` and \`Sales\`.
     • Channel: a channel, by name or ID, such as \`#launch\`.
     • Channels: channels, by name or ID, such as \`#launch\` and \`#news\`.
     • Group: a group, by name or ID, such as \`@engineers\` or \`S012A3CDE\`.
     • Accounts: AWS accounts, by name or number, such as \`123456789012\`.
     • Duration (may stay empty): a length of time, such as \`8h\` or \`7d\`.
     • E-mail: an e-mail address, such as \`zoe@example.com\`.
     • Moment: a day and a time, in your own time zone.
     • Number: a whole number from 1 to 100. Not too many.
     • Choice: “This” or “That”.
     • Flag (may stay empty): tick “Yes, do it”.
     • Text: your own words, at most 80 characters."
    `);
  });

  it.each(catalogue.all.map((operation) => [operation.method, operation] as const))(
    'of %s has nothing alive in it',
    (_, operation) => {
      expect(liveIn(helpText(operation, operation.command ?? '/admin'))).toEqual([]);
    },
  );
});

describe('adminHelp', () => {
  const menuOf = (policy: Policy, orgRole: 'owner' | null = 'owner'): Menu =>
    menuFor({ catalogue, policy }, somebody('W0ASKS0001', { orgRole }));
  const everything: Policy = { ...defaultPolicy(), mayStart: () => ({ allowed: true, because: OWN_RIGHT }) };
  const read = (says: Words): string => toMrkdwn(says, {});

  it('has everything that somebody may run, by what it is about, and fits into one reply', () => {
    const text = read(adminHelp({ menu: menuOf(everything), prefix: 'acme-' }));
    for (const { command, title, description } of catalogue.all) {
      expect(text).toContain(command ? `/acme-${command.slice(1)}` : `“${title}”`);
      expect(text).toContain(description);
    }
    expect(liveIn(text)).toEqual([]);
    const longest = noSuchAdmin('x'.repeat(5_000), { menu: menuOf(everything), prefix: 'acme-' });
    expect(read(longest).length).toBeLessThanOrEqual(4_000);
  });

  it('names what they may not run, and why, and says no more of it', () => {
    const text = read(adminHelp({ menu: menuOf(defaultPolicy(), null), prefix: '' }));
    expect(text).toContain('*Not for you as things are*  `/grant-admin`, `/grant-owner`');
    expect(text).toContain('• Only org owners and org admins may run this');
    expect(text).not.toContain('Make a member an admin');
    expect(text).toContain('• `/remove-user`  Yourself only.');
  });

  it('follows what was typed and does not exist', () => {
    const says = noSuchAdmin('pouse &lt;!here&gt;', { menu: menuOf(everything), prefix: '' });
    expect(read(says).split('\n')[0]).toBe('There is no `/admin pouse &lt;!here&gt;`. What there is:');
  });
});

describe('exampleWords', () => {
  it.each(catalogue.all.map((operation) => [operation.method, operation] as const))(
    'of %s are understood whole when somebody types them',
    (_, operation) => {
      const typed = exampleWords(operation);
      const { values, notes } = prefill(typed, operation.fields, namesOf());
      expect(notes).toEqual([]);
      expect(Object.keys(values)).toHaveLength(Object.keys(parseCommandText(typed)).length);
    },
  );
});
