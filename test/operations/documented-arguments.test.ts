import { describe, expect, it } from '@jest/globals';

import { catalogue } from '../../src/operations/catalogue.js';

/** Every argument that the documents list, by method, without the token: those that must be there, and those that may. */
const DOCUMENTED: Readonly<Record<string, readonly [required: string, optional: string]>> = {
  'admin.conversations.setTeams': ['channel_id', 'org_channel target_team_ids team_id'],
  'admin.usergroups.addChannels': ['channel_ids usergroup_id', 'team_id'],
  'admin.usergroups.addTeams': ['team_ids usergroup_id', 'auto_provision'],
  'admin.usergroups.listChannels': ['usergroup_id', 'include_num_members team_id'],
  'admin.usergroups.removeChannels': ['channel_ids usergroup_id', ''],
  'admin.users.assign': ['team_id user_id', 'channel_ids is_restricted is_ultra_restricted'],
  'admin.users.getExpiration': ['user_id', 'target_team'],
  'admin.users.invite': [
    'channel_ids email team_id',
    'custom_message email_password_policy_enabled guest_expiration_ts is_restricted is_ultra_restricted real_name resend',
  ],
  'admin.users.list': [
    '',
    'cursor include_admins include_deactivated_user_workspaces include_owners is_active limit only_guests team_id',
  ],
  'admin.users.remove': ['team_id user_id', ''],
  'admin.users.setAdmin': ['team_id user_id', ''],
  // An org's token must name the workspace all the same (`team_id_required_for_enterprise`).
  'admin.users.setExpiration': ['expiration_ts user_id team_id', ''],
  'admin.users.setOwner': ['team_id user_id', ''],
  'admin.users.setRegular': ['team_id user_id', ''],
  RegisterSlackWorkspaceForOrganization: ['teamId', ''],
};

/** Fields of ours that stand for one or several of Slack's arguments. */
const STANDS_FOR: Readonly<Record<string, readonly string[]>> = {
  guest_kind: ['is_restricted', 'is_ultra_restricted'],
  mode: ['org_channel'],
};
/** Turned by Next and Back. */
const PAGING = ['cursor'];
/** For people and the policy; they never leave. */
const OURS = ['reason', 'duration', 'guest_kind', 'mode', 'account_ids'];

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

describe.each(Object.entries(DOCUMENTED))('%s', (method, [required, optional]) => {
  const { fields } = catalogue.byMethod(method);
  const ofAws = (name: string): string => (name === 'teamId' ? 'team_id' : name);
  const reached = Object.keys(fields).flatMap((key) => [key, ...(STANDS_FOR[key] ?? [])]);

  it('has a field for every documented argument', () => {
    const wanted = [...words(required), ...words(optional)].map(ofAws).filter((name) => !PAGING.includes(name));
    expect(reached).toEqual(expect.arrayContaining(wanted));
  });

  it('has fields for documented arguments only, besides our own', () => {
    const known = [...words(required), ...words(optional)].map(ofAws);
    expect(Object.keys(fields).filter((key) => !known.includes(key) && !OURS.includes(key))).toEqual([]);
  });

  it('asks for what must be there', () => {
    for (const name of words(required).map(ofAws))
      expect([name, fields[name]?.optional ?? false]).toEqual([name, false]);
  });
});
