import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { PagePerson } from '../api.js';
import type { Choice } from '../elements/choices.js';
import { usePage } from '../page-context.js';
import { placeOf, type Model } from '../state/model.js';
import type { Place } from '../state/place.js';
import { Avatar } from './avatar.js';
import { Icon } from './icon.js';
import { PickerDialog } from './picker-dialog.js';

/** Who one is; those one has been before are one click away, everybody else two. */
export function PersonSwitch({ asks }: { asks: boolean }): JSX.Element {
  const { desk, model, session } = usePage();
  const [open, setOpen] = useState(asks);
  const { me, people } = desk.state;
  const become = (id: string): void => void session.goTo(placeAs(model, id));
  return (
    <div class="person-switch">
      <RecentPeople onBecome={become} />
      <button
        type="button"
        class="me"
        aria-haspopup="dialog"
        aria-label={`You are ${me.name}, ${me.role}. Change person`}
        onClick={() => setOpen(true)}
      >
        <Avatar name={me.name} small />
        <span class="me-name">{me.name}</span>
        <span class="me-role">{me.role}</span>
        <Icon name="down" />
      </button>
      {open ? (
        <PickerDialog
          title="Who are you?"
          label="Find a person"
          selected={me.id}
          choices={people.map(choiceOfPerson)}
          onClose={() => setOpen(false)}
          onChoose={become}
        />
      ) : null}
    </div>
  );
}

function RecentPeople({ onBecome }: { onBecome: (id: string) => void }): JSX.Element {
  const { model } = usePage();
  const others = Object.values(model.desks).filter(({ state }) => state.me.id !== model.as);
  return (
    <>
      {others.map(({ state: { me } }) => (
        <button
          type="button"
          class="recent"
          key={me.id}
          aria-label={`Become ${me.name}`}
          title={`Become ${me.name} (${me.role})`}
          onClick={() => onBecome(me.id)}
        >
          <Avatar name={me.name} small />
        </button>
      ))}
    </>
  );
}

/** Somebody who was here before comes back to where they were; somebody new comes to where the window is. */
function placeAs(model: Model, as: string): Place {
  const desk = model.desks[as];
  if (desk === undefined) return { ...placeOf(model), as, thread: '' };
  return { as, team: desk.state.team.id, channel: desk.channel, thread: desk.thread };
}

function choiceOfPerson({ id, name, role, selectable }: PagePerson): Choice {
  return { value: id, label: name, detail: role, option: null, disabled: !selectable };
}
