import type { Simulator } from '../../src/simulator/simulator.js';
import type { FieldValues, PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { OpenView } from '../../src/simulator/views/model.js';
import { APPROVALS } from './gridkeeper.js';
import { card, submits, types } from './steps.js';

/** The way from a typed command to the call of one method, on the organisation of the seed. */
export interface Road {
  readonly by: string;
  readonly command: string;
  readonly text: string;
  /** What is chosen in the menu, where there is no command. */
  readonly choice?: string;
  readonly values?: FieldValues;
  /** Whoever has to say yes as well. */
  readonly approver?: string;
  /** Whether it asks a second time. */
  readonly asksTwice?: boolean;
  /** Shown as soon as the form is sent: there is nothing to confirm. */
  readonly reads?: boolean;
}

const GROUP = 'S0IDPSUPPOR2';
const [MARKETING, SALES, SUPPORT, ENGINEERING] = ['T0MARKETNG2', 'T0SALESFLD3', 'T0SUPPORTS4', 'T0ENGINEER1'];
const [QUEUE, GENERAL, CAMPAIGNS, LUNCH] = ['C0SUPQUEUE16', 'C0GENSUPPO15', 'C0MKTCAMP10', 'C0ORGLUNCH4'];
const ZOE = '<mailto:zoe@example.com|zoe@example.com>';
const END = Date.UTC(2035, 5, 30, 12) / 1000;

/** By method: those of the documents, and what undoes them. */
const ROADS: Readonly<Record<string, Road>> = {
  'admin.users.setAdmin': { by: 'margaret', command: '/grant-admin', text: '@ada in marketing' },
  'admin.users.setOwner': { by: 'margaret', command: '/grant-owner', text: '@ada in marketing', approver: 'grace' },
  'admin.users.setRegular': { by: 'margaret', command: '/revoke-admin', text: '@karen in marketing' },
  'admin.users.invite': {
    by: 'katherine',
    command: '/invite-user',
    text: `${ZOE} in marketing`,
    values: { channel_ids: [CAMPAIGNS] },
  },
  'admin.users.assign': { by: 'katherine', command: '/assign-user', text: '@ada in support' },
  'admin.users.remove': { by: 'katherine', command: '/remove-user', text: '@emmy in marketing' },
  'admin.users.list': { by: 'katherine', command: '/list-users', text: 'in marketing', reads: true },
  'admin.users.setExpiration': {
    by: 'katherine',
    command: '/set-guest-expiration',
    text: '@gia.multi in marketing',
    values: { expiration_ts: END },
  },
  'admin.users.getExpiration': { by: 'katherine', command: '/guest-expiration', text: '@gia.multi', reads: true },
  'admin.usergroups.addTeams': {
    by: 'katherine',
    command: '/link-group-workspaces',
    text: GROUP,
    values: { team_ids: [MARKETING, SALES] },
  },
  'admin.usergroups.removeTeams': {
    by: 'katherine',
    command: '/admin',
    text: '',
    choice: 'admin.usergroups.removeTeams',
    values: { usergroup_id: GROUP, team_ids: [SUPPORT] },
    asksTwice: true,
  },
  'admin.usergroups.addChannels': {
    by: 'katherine',
    command: '/add-group-channels',
    text: GROUP,
    values: { channel_ids: [GENERAL], team_id: SUPPORT },
  },
  'admin.usergroups.removeChannels': {
    by: 'katherine',
    command: '/remove-group-channels',
    text: GROUP,
    values: { channel_ids: [QUEUE] },
  },
  'admin.usergroups.listChannels': { by: 'katherine', command: '/list-group-channels', text: GROUP, reads: true },
  'admin.conversations.setTeams': {
    by: 'katherine',
    command: '/set-channel-workspaces',
    text: LUNCH,
    values: { mode: 'workspaces', target_team_ids: [ENGINEERING, SALES] },
    asksTwice: true,
  },
};

/** The road to a method of the documents. */
export function roadTo(method: string): Road {
  const road = ROADS[method];
  if (!road) throw new Error(`test/support/roads.ts knows no road to ${method} yet.`);
  return road;
}

/** Goes down a road as far as the form. */
export async function opensForm(slack: Simulator, road: Road): Promise<PersonAtWork> {
  const who = slack.as(road.by);
  await types(slack, who, road.command, road.text);
  if (road.choice) await submits(slack, who, { operation: road.choice });
  return who;
}

/** Goes down a road as far as the plan; where the operation reads, as far as the form. */
export async function startsOut(slack: Simulator, road: Road): Promise<PersonAtWork> {
  const who = await opensForm(slack, road);
  if (!road.reads) await submits(slack, who, road.values);
  return who;
}

/** Goes the rest of the road; answers the requester's window as it is when everybody has done their part. */
export async function arrives(slack: Simulator, road: Road, who: PersonAtWork): Promise<OpenView> {
  const shown = await submits(slack, who, road.reads ? road.values : {});
  if (road.asksTwice) return submits(slack, who);
  if (road.approver) {
    const { ts } = await card(slack, (text) => text.includes('asks for an approval'));
    await slack.as(road.approver).press('run.approve', { channel: APPROVALS, ts });
  }
  return shown;
}
