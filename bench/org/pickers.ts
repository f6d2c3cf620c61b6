import { setTimeout as sleep } from 'node:timers/promises';

import type { Slack, Started } from './slack.js';
import { knows, type AppAddress, type Picker } from './typing.js';

/** A picker of each kind, and one of channels where a workspace was chosen before. */
export interface Pickers {
  readonly people: Picker;
  readonly workspaces: Picker;
  readonly channels: Picker;
  readonly groups: Picker;
  readonly all: readonly Picker[];
}

/** What people type: nothing yet, letters that fit nearly everybody, names with accents, several words, an ID, nobody. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  people: ['', 'a', 'e', 'jo', 'ada', 'Zoë', 'soren', 'ada lov', 'e a', 'engines', '@ada', 'U9000000042', 'qqqqq'],
  workspaces: ['', 'e', 'mark', 'Market', 'a b', 'T90000000A', 'qqqqq'],
  channels: ['', 'g', 'general', '#general', 'org', 'cafe', 'billing x', 'C900000256A', 'qqqqq'],
  groups: ['', 'i', 'idp', 'billing', 'idp b', 'S9000000042', 'qqqqq'],
};
const WORKSPACE = 'T0MARKETNG2';

/** Opens the forms that these stand in, as an org admin. */
export async function pickersOn(slack: Slack): Promise<Pickers> {
  const picker = async (name: string, kind: string, form: Parameters<Slack['form']>[0]): Promise<Picker> => ({
    name,
    payload: await slack.form(form),
    texts: TEXTS[kind] ?? [],
  });
  const people = await picker('people', 'people', { command: '/assign-user', field: 'user_id' });
  const workspaces = await picker('workspaces', 'workspaces', { command: '/assign-user', field: 'team_id' });
  const channels = await picker('channels', 'channels', { command: '/assign-user', field: 'channel_ids' });
  const within = await picker('channels of a workspace', 'channels', {
    command: '/assign-user',
    field: 'channel_ids',
    workspace: WORKSPACE,
  });
  const groups = await picker('groups', 'groups', { command: '/add-group-channels', field: 'usergroup_id' });
  return { people, workspaces, channels, groups, all: [people, workspaces, channels, within, groups] };
}

/** Waits until the app knows the newest of each kind. */
export async function untilUpToDate(app: AppAddress, pickers: Pickers, newest: Started['newest']): Promise<void> {
  for (const kind of ['workspaces', 'groups', 'people', 'channels'] as const) {
    const known = async (): Promise<boolean> => {
      const answers = await Promise.all(newest[kind].map((id) => knows(app, pickers[kind].payload, id)));
      return answers.some(Boolean);
    };
    while (!(await known())) await sleep(500);
  }
}
