import { z } from 'zod';

import { presentView } from '../../present/view.js';
import { Refusal, refuseWith } from '../../refusal.js';
import { acceptedView } from '../../views/accept-view.js';
import { maybe, text } from '../arguments.js';
import { defineMethod } from '../method.js';

const anyToken = { tokens: ['bot', 'user'], scopes: [] } as const;
const view = { view: z.unknown().optional() };
const noTrigger = '[json-pointer:/trigger_id]';

function requireTrigger(trigger_id: string | undefined): string {
  if (trigger_id === undefined)
    throw refuseWith('invalid_arguments', [`missing required field: trigger_id ${noTrigger}`]);
  return trigger_id;
}

/** https://docs.slack.dev/reference/methods/views.open */
const open = defineMethod({
  method: 'views.open',
  ...anyToken,
  input: z.object({ trigger_id: maybe, ...view }),
  run({ slack }, input) {
    const id = requireTrigger(input.trigger_id);
    const { person, team } = slack.triggers.look(id);
    const opened = slack.views.open(person, team, acceptedView(input.view, ['modal']));
    slack.triggers.exchange(id);
    return { view: presentView(slack, opened) };
  },
});

/** On top of the modal in which the trigger arose: https://docs.slack.dev/reference/methods/views.push */
const push = defineMethod({
  method: 'views.push',
  ...anyToken,
  input: z.object({ trigger_id: maybe, ...view }),
  run({ slack }, input) {
    const id = requireTrigger(input.trigger_id);
    const { person, team, view_id } = slack.triggers.look(id);
    const stillThere = view_id !== null && slack.views.stack(person).some((each) => each.id === view_id);
    if (!stillThere) throw new Refusal('not_found');
    const pushed = slack.views.push(person, team, acceptedView(input.view, ['modal']));
    slack.triggers.exchange(id);
    return { view: presentView(slack, pushed) };
  },
});

/** `not_found` once the person has closed the modal: https://docs.slack.dev/reference/methods/views.update */
const update = defineMethod({
  method: 'views.update',
  ...anyToken,
  input: z.object({ view_id: maybe, external_id: maybe, hash: z.string().optional(), ...view }),
  run({ slack }, input) {
    if (input.view_id === undefined && input.external_id === undefined) {
      throw refuseWith('invalid_arguments', ['missing required field: view_id [json-pointer:/]']);
    }
    const found =
      input.view_id === undefined
        ? slack.views.findByExternalId(input.external_id ?? '')
        : slack.views.find(input.view_id);
    const draft = acceptedView(input.view, [found?.type ?? 'modal']);
    if (!found) throw new Refusal('not_found');
    return { view: presentView(slack, slack.views.update(found, draft, input.hash), found.values) };
  },
});

/** The app's Home of one person: https://docs.slack.dev/reference/methods/views.publish */
const publish = defineMethod({
  method: 'views.publish',
  ...anyToken,
  input: z.object({ user_id: text, hash: z.string().optional(), ...view }),
  run({ slack }, input) {
    if (!slack.manifest.home.home_tab_enabled) throw new Refusal('not_enabled');
    const person = slack.org.personOfId(input.user_id);
    if (!person || person.kind === 'stranger') {
      throw refuseWith('invalid_arguments', ['invalid user_id [json-pointer:/user_id]']);
    }
    const draft = acceptedView(input.view, ['home']);
    const team = Object.keys(person.workspaces)[0] ?? slack.org.id;
    return { view: presentView(slack, slack.views.publish(person.id, team, draft, input.hash)) };
  },
});

/** The methods of `views.*`. */
export const viewMethods = [open, push, update, publish];
