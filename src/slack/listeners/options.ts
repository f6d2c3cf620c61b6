import type { App } from '@slack/bolt';

import { isOpen } from '../../engine/make-plan.js';
import { optionOf, type Option } from '../../forms/options.js';
import { LIMITS } from '../../forms/limits.js';
import { personChoice, wholeOrgChoice, workspaceChoice } from '../choices.js';
import type { Desk } from '../desk.js';

/**
 * Options of the pickers, from the local copy: Slack waits three seconds and takes a hundred. Only whoever may run the
 * operation gets any: a form is shown after the policy let them in, so it is enough that the open run is theirs.
 */
export function listenToOptions(app: App, desk: Desk): void {
  app.options(/^value(?::\d+)?$/u, async ({ ack, body }) => {
    const run = await desk.ports.records.find(body.view?.private_metadata ?? '');
    if (!run || run.requester !== body.user.id || !isOpen(run)) return ack({ options: [] });
    const field = desk.ports.catalogue.byMethod(run.operation).fields[body.block_id];
    return ack({ options: field ? optionsFor(desk, field.kind, body.value) : [] });
  });
}

function optionsFor({ ports }: Desk, kind: string, typed: string): Option[] {
  switch (kind) {
    case 'person':
      return withPastedId(
        typed,
        /^[UW][A-Z0-9]{5,}$/u,
        ports.directory.searchPeople(typed, LIMITS.options).map(personChoice).map(optionOf),
      );
    case 'place':
      return withPastedId(typed, /^T[A-Z0-9]{5,}$/u, placeOptions(ports, typed));
    default:
      return [];
  }
}

function placeOptions({ directory, enterpriseId }: Desk['ports'], typed: string): Option[] {
  const wholeOrg = wholeOrgChoice(enterpriseId);
  const words = `${wholeOrg.name} ${enterpriseId}`.toLowerCase();
  const found = directory.searchWorkspaces(typed, LIMITS.options - 1).map(workspaceChoice);
  return (words.includes(typed.trim().toLowerCase()) ? [wholeOrg, ...found] : found).map(optionOf);
}

/** The local copy may be older than the newest account: an ID that was pasted can be chosen, and is checked live. */
function withPastedId(typed: string, pattern: RegExp, options: Option[]): Option[] {
  const id = typed.trim().toUpperCase();
  if (options.length > 0 || !pattern.test(id)) return options;
  return [optionOf({ id, name: id, detail: 'by ID' })];
}
