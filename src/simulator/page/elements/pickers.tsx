import type { JSX } from 'preact';

import { numberIn, stringIn, type Json } from '../json.js';
import { usePage } from '../page-context.js';
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

/** A day and a time, in the time zone of whoever looks. */
export function DateTimePicker({ element }: { element: Json }): JSX.Element {
  const use = useField(element);
  const { tz } = usePage().desk.state;
  return (
    <>
      <input
        {...use.props}
        class="input input-short"
        type="datetime-local"
        disabled={use.disabled}
        value={toLocalMoment(numberIn(use.value, 'selected_date_time'), tz)}
        onChange={({ currentTarget }) =>
          use.set({ ...use.value, selected_date_time: fromLocalMoment(currentTarget.value, tz) })
        }
      />
      <span class="zone">{tz.replaceAll('_', ' ')}</span>
    </>
  );
}
