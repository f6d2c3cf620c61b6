import type { App, BlockSuggestion } from '@slack/bolt';
import type { Option } from '@slack/web-api';

import type { Thing } from '../../engine/decision.js';
import type { Field } from '../../engine/fields.js';
import type { Run } from '../../engine/run.js';
import { valuesOf } from '../../forms/view-values.js';
import type { Desk } from '../desk.js';
import { findOptions, type Offered } from '../find-options.js';
import { glancesAt } from '../glances.js';
import { choosersFor, type Chooser } from '../who-chooses.js';
import { onOptions } from './on-options.js';

/**
 * Options of the pickers, from the local copy: Slack waits three seconds and takes a hundred. Only whoever may run the
 * operation gets any, in a form of their own, and only what the policy could let them run it on.
 */
export function listenToOptions(app: App, { ports, logFault }: Desk): void {
  const openRun = glancesAt(ports.records, ports.clock);
  const chooserOf = choosersFor(ports);

  const optionsFor = async ({ view, user, block_id, value }: BlockSuggestion): Promise<Option[]> => {
    const run = await openRun(view?.private_metadata ?? '');
    if (run?.requester !== user.id) return [];
    const { fields } = ports.catalogue.byMethod(run.operation);
    const field = fields[block_id];
    if (!field) return [];
    const chosen = valuesOf(view?.state.values, fields)['team_id'];
    const workspace = typeof chosen === 'string' && chosen.startsWith('T') ? chosen : undefined;
    const isOffered = offeredTo(run, await chooserOf(run));
    return findOptions(ports, { kind: field.kind, text: value ?? '', workspace }, isOffered);
  };

  onOptions(app, { logFault }, /^value(?::\d+)?$/u, optionsFor);
}

/** The kinds of things that policies speak of; everything else is offered to whoever has the form. */
const THINGS: { readonly [kind in Field['kind']]?: Thing['kind'] } = {
  person: 'person',
  place: 'workspace',
  workspace: 'workspace',
  workspaces: 'workspace',
  group: 'group',
  channel: 'channel',
  channels: 'channel',
};

function offeredTo({ operation }: Pick<Run, 'operation'>, { policy, requester, facts }: Chooser): Offered {
  return ({ kind, id }) => {
    const thing = THINGS[kind];
    return thing === undefined || policy.offers({ operation, requester, facts }, { kind: thing, id });
  };
}
