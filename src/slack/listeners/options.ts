import type { App } from '@slack/bolt';

import { valuesOf } from '../../forms/view-values.js';
import type { Desk } from '../desk.js';
import { findOptions } from '../find-options.js';
import { glancesAt } from '../glances.js';

/**
 * Options of the pickers, from the local copy: Slack waits three seconds and takes a hundred. Only whoever may run the
 * operation gets any: a form is shown after the policy let them in, so it is enough that the open run is theirs.
 */
export function listenToOptions(app: App, { ports }: Desk): void {
  const openRun = glancesAt(ports.records, ports.clock);
  app.options(/^value(?::\d+)?$/u, async ({ ack, body }) => {
    const run = await openRun(body.view?.private_metadata ?? '');
    if (run?.requester !== body.user.id) return ack({ options: [] });
    const { fields } = ports.catalogue.byMethod(run.operation);
    const field = fields[body.block_id];
    if (!field) return ack({ options: [] });
    const chosen = valuesOf(body.view?.state.values, fields)['team_id'];
    const workspace = typeof chosen === 'string' && chosen.startsWith('T') ? chosen : undefined;
    return ack({ options: findOptions(ports, { kind: field.kind, text: body.value, workspace }) });
  });
}
