import type { ModalView, View } from '@slack/web-api';

import type { Simulator } from '../../../src/simulator/simulator.js';

export function plain(text: string): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text };
}

/** A modal with one text field, unless told otherwise. */
export function modal(changes: Partial<ModalView> = {}): ModalView {
  return {
    type: 'modal',
    callback_id: 'form',
    title: plain('Form'),
    submit: plain('Send'),
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: plain('Reason'),
        element: { type: 'plain_text_input', action_id: 'value' },
      },
    ],
    ...changes,
  };
}

/** An App Home with one line. */
export function home(text: string): View {
  return { type: 'home', blocks: [{ type: 'section', text: plain(text) }] };
}

/** A trigger as a slash command of this person would carry it. */
export function triggerFor(simulator: Simulator, handle: string): string {
  const person = simulator.org.person(handle);
  const team = Object.keys(person.workspaces)[0] ?? simulator.org.id;
  return simulator.slack.triggers.issue({ person: person.id, team, view_id: null });
}
