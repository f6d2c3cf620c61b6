import type { Field } from '../../src/engine/fields.js';
import type { AnyOperation } from '../../src/engine/operation.js';
import type { Json, JsonObject } from '../../src/engine/planning/plan.js';

/** An input that an operation takes, and what its plan may have found before; for laws that hold for all of them. */
export interface Sample {
  readonly input: JsonObject;
  readonly before: JsonObject;
}

const ROLE: Sample = { input: { user_id: 'W1', team_id: 'T1' }, before: { role: 'member' } };
const ACCOUNTS = ['111111111111', '222222222222'] as const;

const LINKS: Sample = {
  input: { usergroup_id: 'S1', team_ids: ['T1'] },
  before: { usergroup_id: 'S1', linked: [], unseen: [] },
};
const CHANNELS: Sample = {
  input: { usergroup_id: 'S1', channel_ids: ['C1'] },
  before: { usergroup_id: 'S1', has: [] },
};

/** By method, for those whose sample its fields do not tell: lists of ours, or a summary that says how it was before. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  'admin.users.setAdmin': ROLE,
  'admin.users.setOwner': ROLE,
  'admin.users.setRegular': ROLE,
  'admin.users.invite': {
    input: { email: 'zoe@example.com', team_id: 'T1', guest_kind: 'full', channel_ids: ['C1'] },
    before: { team_id: 'T1', private_channels: [] },
  },
  'admin.users.assign': { input: { ...ROLE.input, guest_kind: 'full' }, before: { ...ROLE.input, role: 'none' } },
  'admin.users.remove': { input: ROLE.input, before: { ...ROLE.input, role: 'member' } },
  'admin.users.setExpiration': {
    input: { ...ROLE.input, expiration_ts: 2_053_879_200 },
    before: { ...ROLE.input, expiration_ts: null },
  },
  'admin.usergroups.addTeams': LINKS,
  'admin.usergroups.removeTeams': { ...LINKS, before: { ...LINKS.before, linked: ['T1'] } },
  'admin.usergroups.addChannels': CHANNELS,
  'admin.usergroups.removeChannels': { ...CHANNELS, before: { ...CHANNELS.before, has: ['C1'] } },
  'admin.conversations.setTeams': {
    input: { channel_id: 'C1', mode: 'workspaces', target_team_ids: ['T1', 'T2'] },
    before: { channel_id: 'C1', org_wide: false, workspaces: ['T1'] },
  },
  RegisterSlackWorkspaceForOrganization: {
    input: { team_id: 'T1', account_ids: ACCOUNTS },
    before: { team_id: 'T1', standing: { [ACCOUNTS[0]]: 'absent', [ACCOUNTS[1]]: 'absent' }, management: null },
  },
  DeleteSlackWorkspaceConfiguration: {
    input: { team_id: 'T1', account_ids: ACCOUNTS },
    before: { team_id: 'T1', standing: { [ACCOUNTS[0]]: 'registered', [ACCOUNTS[1]]: 'registered' }, management: null },
  },
  ListSlackWorkspaceConfigurations: { input: { account_ids: ACCOUNTS }, before: {} },
};

/** A sample of this operation; a new one needs no line of its own where its fields tell what an input looks like. */
export function sampleOf({ method, fields }: Pick<AnyOperation, 'method' | 'fields'>): Sample {
  const sample = SAMPLES[method];
  if (sample) return sample;
  const wanted = Object.entries(fields).filter(([, { optional }]) => !optional);
  return { input: Object.fromEntries(wanted.map(([key, { kind }]) => [key, OF_KIND[kind] ?? null])), before: {} };
}

const OF_KIND: { readonly [kind in Field['kind']]?: Json } = {
  person: 'W1',
  place: 'T1',
  workspace: 'T1',
  workspaces: ['T1'],
  channel: 'C1',
  channels: ['C1'],
  group: 'S1',
};
