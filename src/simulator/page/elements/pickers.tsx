import type { JSX } from 'preact';

import { numberIn, stringIn, type Json } from '../json.js';
import { fromLocalMoment, toLocalMoment } from './moment.js';
import { useField } from './use-field.js';

/** A day, by the browser's own calendar. */
export function DatePicker({ element }: { element: Json }): JSX.Element {
  const use = useField(element);
  return (
    <input
      {...use.props}
      class="input input-short"
      type="date"
      disabled={use.disabled}
      value={stringIn(use.value, 'selected_date')}
      onChange={(event) => use.set({ ...use.value, selected_date: event.currentTarget.value || null })}
    />
  );
}

/** A time of day. */
export function TimePicker({ element }: { element: Json }): JSX.Element {
  const use = useField(element);
  return (
    <input
      {...use.props}
      class="input input-short"
      type="time"
      disabled={use.disabled}
      value={stringIn(use.value, 'selected_time')}
      onChange={(event) => use.set({ ...use.value, selected_time: event.currentTarget.value || null })}
    />
  );
}

/** A day and a time, in the place where the browser is. */
export function DateTimePicker({ element }: { element: Json }): JSX.Element {
  const use = useField(element);
  return (
    <input
      {...use.props}
      class="input input-short"
      type="datetime-local"
      disabled={use.disabled}
      value={toLocalMoment(numberIn(use.value, 'selected_date_time'))}
      onChange={(event) => use.set({ ...use.value, selected_date_time: fromLocalMoment(event.currentTarget.value) })}
    />
  );
}
