import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Json } from '../json.js';
import { usePage } from '../page-context.js';
import { flat, groupsFor, matching } from './choices.js';
import { SelectField } from './select-field.js';
import { useField } from './use-field.js';

/** A select whose lines the page knows: `static_select`, and those of people, channels and conversations. */
export function LocalSelect({ element }: { element: Json }): JSX.Element {
  const { desk } = usePage();
  const use = useField(element);
  const [typed, setTyped] = useState('');
  const all = groupsFor(element, desk.state);
  const groups = matching(all, typed);
  return (
    <SelectField
      element={element}
      use={use}
      groups={groups}
      known={flat(all)}
      typed={typed}
      status={groups.length === 0 ? 'No results' : ''}
      onType={setTyped}
    />
  );
}
