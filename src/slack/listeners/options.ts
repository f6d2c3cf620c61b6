import type { App, BlockSuggestion } from '@slack/bolt';
import type { Option } from '@slack/web-api';

import { valuesOf } from '../../forms/view-values.js';
import type { Desk } from '../desk.js';
import { findOptions } from '../find-options.js';
import { glancesAt } from '../glances.js';

/**
 * Options of the pickers, from the local copy: Slack waits three seconds and takes a hundred. Only whoever may run the
 * operation gets any: a form is shown after the policy let them in, so it is enough that the open run is theirs. A
 * picker cannot show a sentence: whatever goes wrong offers nothing, and is logged.
 */
export function listenToOptions(app: App, { ports, logFault }: Desk): void {
  const openRun = glancesAt(ports.records, ports.clock);

  const optionsFor = async ({ view, user, block_id, value }: BlockSuggestion): Promise<Option[]> => {
    const run = await openRun(view?.private_metadata ?? '');
    if (run?.requester !== user.id) return [];
    const { fields } = ports.catalogue.byMethod(run.operation);
    const field = fields[block_id];
    if (!field) return [];
    const chosen = valuesOf(view?.state.values, fields)['team_id'];
    const workspace = typeof chosen === 'string' && chosen.startsWith('T') ? chosen : undefined;
    return findOptions(ports, { kind: field.kind, text: value ?? '', workspace });
  };

  app.options(/^value(?::\d+)?$/u, async ({ ack, body }) => {
    const options = await optionsFor(body).catch((error: unknown): Option[] => {
      logFault(error, 'the options of a picker');
      return [];
    });
    await ack({ options });
  });
}
